import { expect, test } from "vitest";

import type { Message, MessageResult } from "../../backendApi/ConversationClient.ts";
import type { PageResult } from "../../backendApi/pageResult.ts";
import { Conversation } from "./Conversation.ts";

const message = (number: number, text = `Message ${number}`): Message => ({
  number,
  authorId: "ada",
  at: 0,
  text,
});

/** A service that answers in turn what it was told to, and notes the keys that it was sent. */
function aConversation(pages: Record<string, PageResult<Message>>, ...answers: MessageResult[]) {
  const keys: string[] = [];
  let count = 0;
  const conversation = new Conversation({
    sessionId: "session00001",
    createKey: () => {
      count += 1;
      return `key-${count}`;
    },
    client: {
      list: async (_id, cursor) => pages[cursor ?? "first"] ?? { kind: "notFound" },
      add: async (_id, _text, key) => {
        keys.push(key);
        return answers.shift() ?? { kind: "notFound" };
      },
    },
  });
  return { conversation, keys };
}

const page = (items: Message[], nextCursor: string | null = null): PageResult<Message> => ({
  kind: "ok",
  page: { items, nextCursor },
});

test("[S9] all of it is read, oldest first", async () => {
  const { conversation } = aConversation({ first: page([message(1)], "more"), more: page([message(2)]) });

  await conversation.load();

  expect(conversation.state()).toMatchObject({ messages: [message(1), message(2)] });
});

test("[R4] a message whose answer was lost is sent again under the same key, another one under another", async () => {
  const { conversation, keys } = aConversation(
    { first: page([]) },
    { kind: "unknownOutcome", correlationId: null },
    { kind: "ok", message: message(1, "Hello") },
    { kind: "ok", message: message(2, "Hello") },
  );
  await conversation.load();

  const first = await conversation.send("Hello");
  await conversation.send("Hello");
  await conversation.send("Hello");

  expect(first.kind).toBe("unknownOutcome");
  expect(keys).toEqual(["key-1", "key-1", "key-2"]);
  expect(conversation.state()).toMatchObject({ messages: [message(1, "Hello"), message(2, "Hello")] });
});

test("a conversation that cannot be read says why", async () => {
  const { conversation } = aConversation({ first: { kind: "unreachable", retryAfterMs: null } });

  await conversation.load();

  expect(conversation.state()).toEqual({
    kind: "failed",
    refusal: { kind: "unreachable", retryAfterMs: null },
  });
});
