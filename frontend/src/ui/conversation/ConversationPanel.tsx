import { Button, Group, Skeleton, Stack, Text, Textarea } from "@mantine/core";
import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent, type Ref } from "react";

import type { Message } from "../../backendApi/ConversationClient.ts";
import { SidePanel } from "../../workbench/view/SidePanel.tsx";
import { useServices } from "../Services.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import { clockTime, fullTime } from "../wording/times.ts";
import { words } from "../words.ts";
import type { Conversation } from "./Conversation.ts";
import classes from "./ConversationPanel.module.css";
import { conversationWords } from "./words.ts";

type ConversationPanelProps = {
  /** Null while the session was never saved. */
  conversation: Conversation | null;
  /** What is being written; kept by the page, so that closing the panel loses nothing. */
  draft: string;
  onDraftChange: (text: string) => void;
  onClose: () => void;
};

/** As in the service. [S9] */
const MAX_LENGTH = 4_000;
/** Counters only near the limit. */
const COUNTED_FROM = 3_600;

export function ConversationPanel({ conversation, onClose, ...writing }: ConversationPanelProps) {
  return (
    <SidePanel title={conversationWords.title} closeLabel={conversationWords.close} onClose={onClose}>
      {conversation === null ? (
        <Text c="dimmed">{conversationWords.notSaved}</Text>
      ) : (
        <Messages key={conversation.sessionId} conversation={conversation} {...writing} />
      )}
    </SidePanel>
  );
}

type MessagesProps = Omit<ConversationPanelProps, "conversation" | "onClose"> & {
  conversation: Conversation;
};

function Messages({ conversation, draft, onDraftChange }: MessagesProps) {
  const { announcer, device, clock } = useServices();
  useEffect(() => void conversation.load(), [conversation]);
  const state = useSyncExternalStore(conversation.subscribe, conversation.state);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const end = useRef<HTMLLIElement>(null);
  const messages = state.kind === "restored" ? state.value : [];
  const count = messages.length;
  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);

  if (state.kind === "notRestored" || state.kind === "restoring") return <Skeleton height={120} />;
  if (state.kind === "restoredWithError") {
    return (
      <Stack gap="sm" role="alert" align="flex-start">
        <Text>{refusalWords(state.failure)}</Text>
        <Button variant="default" onClick={() => void conversation.load()}>
          {words.common.tryAgain}
        </Button>
      </Stack>
    );
  }
  const text = draft.trim();
  const left = MAX_LENGTH - [...text].length;
  const canSend = text !== "" && left >= 0 && !isSending;
  const send = async () => {
    if (!canSend) return;
    setIsSending(true);
    const result = await conversation.send(text);
    setIsSending(false);
    setProblem(result.kind === "ok" ? null : conversationWords.notSent(refusalWords(result)));
    if (result.kind !== "ok") return;
    onDraftChange("");
    announcer.announce(conversationWords.sent);
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  const now = clock();
  return (
    <>
      <Text size="xs" c="dimmed" mb="xs">
        {conversationWords.intro}
      </Text>
      {count === 0 && <Text c="dimmed">{conversationWords.empty}</Text>}
      <ol className={classes.messages} aria-label={conversationWords.title}>
        {messages.map((message, index) => (
          <MessageItem
            key={message.number}
            ref={index === count - 1 ? end : null}
            message={message}
            now={now}
          />
        ))}
      </ol>
      <div className={classes.writing}>
        <Textarea
          aria-label={conversationWords.message}
          placeholder={conversationWords.placeholder}
          autosize
          minRows={2}
          maxRows={8}
          value={draft}
          error={problem}
          onChange={(event) => onDraftChange(event.currentTarget.value)}
          onKeyDown={sendByKey}
        />
        <Group justify="space-between" mt={6}>
          <Text size="xs" c="dimmed">
            {left < MAX_LENGTH - COUNTED_FROM
              ? conversationWords.left(left)
              : conversationWords.sendHint(device.modifier)}
          </Text>
          <Button size="xs" disabled={!canSend} onClick={() => void send()}>
            {conversationWords.send}
          </Button>
        </Group>
      </div>
    </>
  );
}

type MessageItemProps = { ref: Ref<HTMLLIElement>; message: Message; now: number };

function MessageItem({ ref, message, now }: MessageItemProps) {
  return (
    <li ref={ref} className={classes.message}>
      <Text size="xs" c="dimmed">
        <strong>{message.authorId}</strong>{" "}
        <time dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
          {clockTime(message.at, now)}
        </time>
      </Text>
      <Text className={classes.text}>{message.text}</Text>
    </li>
  );
}
