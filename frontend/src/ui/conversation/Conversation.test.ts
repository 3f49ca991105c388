import { expect, test } from "vitest";

import type { Message, MessageResult } from "../../backendApi/ConversationClient.ts";
import type { PageResult } from "../../backendApi/pageResult.ts";
import { FakeTimers } from "../../testing/FakeTimers.ts";
import { recordedActivity } from "../../testing/recordedActivity.ts";
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
  const correlationIds: (string | undefined)[] = [];
  const { audit, operations } = recordedActivity(new FakeTimers());
  let count = 0;
  const conversation = new Conversation({
    sessionId: "session00001",
    createKey: () => {
      count += 1;
      return `key-${count}`;
    },
    operations,
    client: {
      list: async (_id, cursor, trace) => {
        correlationIds.push(trace?.correlationId);
        return pages[cursor ?? "first"] ?? { kind: "notFound" };
      },
      add: async (_id, _text, key) => {
        keys.push(key);
        return answers.shift() ?? { kind: "notFound" };
      },
    },
  });
  return { conversation, keys, audit, correlationIds };
}

const page = (items: Message[], nextCursor: string | null = null): PageResult<Message> => ({
  kind: "ok",
  page: { items, nextCursor },
});

test("[S9] all of it is read, oldest first", async () => {
  const { conversation } = aConversation({ first: page([message(1)], "more"), more: page([message(2)]) });

  await conversation.load();

  expect(conversation.state()).toEqual({ kind: "restored", value: [message(1), message(2)] });
});

test("[R5] [E4] going to it is a switch of its own, whose requests carry its correlation id", async () => {
  const { conversation, audit, correlationIds } = aConversation({
    first: page([message(1)], "more"),
    more: page([]),
  });

  await conversation.load();

  const [entry] = audit.entries;
  expect(entry).toMatchObject({ operation: "switch", subject: "session00001", isSuccess: true });
  expect(correlationIds).toEqual([entry?.correlationId, entry?.correlationId]);
});

test("[R5] a switch to what cannot be read is a failure", async () => {
  const { conversation, audit } = aConversation({ first: { kind: "unreachable", retryAfterMs: null } });

  await conversation.load();

  expect(audit.failures()).toMatchObject([{ operation: "switch", outcome: "unreachable" }]);
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
  expect(conversation.state()).toMatchObject({ value: [message(1, "Hello"), message(2, "Hello")] });
});

test("a conversation that cannot be read says why", async () => {
  const { conversation } = aConversation({ first: { kind: "unreachable", retryAfterMs: null } });

  await conversation.load();

  expect(conversation.state()).toEqual({
    kind: "restoredWithError",
    failure: { kind: "unreachable", retryAfterMs: null },
  });
});

test("[B11] a conversation in which nobody wrote yet is restored empty, and the first message is something", async () => {
  const { conversation } = aConversation({ first: page([]) }, { kind: "ok", message: message(1) });

  await conversation.load();
  const before = conversation.state();
  await conversation.send("Message 1");

  expect(before).toEqual({ kind: "restoredEmpty", value: [] });
  expect(conversation.state()).toEqual({ kind: "restored", value: [message(1)] });
});

test("[R4] a message that was sent twice under one key is shown once", async () => {
  const answer: MessageResult = { kind: "ok", message: message(1) };
  const { conversation } = aConversation({ first: page([]) }, answer, answer);
  await conversation.load();

  await Promise.all([conversation.send("Message 1"), conversation.send("Message 1")]);

  expect(conversation.state()).toMatchObject({ value: [message(1)] });
});

test("[S9] a number that leaves some out tells of messages from elsewhere: they are read", async () => {
  const pages = { first: page([message(1)]) };
  const { conversation } = aConversation(pages, { kind: "ok", message: message(3) });
  await conversation.load();
  pages.first = page([message(1), message(2, "From another tab"), message(3)]);

  await conversation.send("Message 3");

  expect(conversation.state()).toMatchObject({
    value: [message(1), message(2, "From another tab"), message(3)],
  });
});
