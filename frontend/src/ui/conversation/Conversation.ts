import type { ConversationClient, Message, MessageResult } from "../../backendApi/ConversationClient.ts";
import type { OperationRecorder } from "../../observability/OperationRecorder.ts";
import type { Refusal } from "../../persistence/SessionBackend.ts";
import { Restoration, type Restored, type RestorationState } from "../../recovery/Restoration.ts";
import type { Trace } from "../../resilience/Trace.ts";

/** What is restored of a conversation: its messages, oldest first. */
export type ConversationState = RestorationState<readonly Message[], Refusal>;

export type ConversationOptions = {
  client: Pick<ConversationClient, "list" | "add">;
  operations: OperationRecorder;
  sessionId: string;
  /** A new key at every call. */
  createKey: () => string;
};

/** The conversation of one session, read once. What could not be sent is kept by whoever wrote it. [S9] [B11] */
export class Conversation {
  readonly #options: ConversationOptions;
  readonly #restoration = new Restoration<readonly Message[], Refusal>({
    read: () => this.#read(this.#trace),
  });
  /** Of the switch that asks for it. */
  #trace: Trace | null = null;
  /** The attempt that has not succeeded: sent again, it is the same message. */
  #attempt: { text: string; key: string } | null = null;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  get sessionId(): string {
    return this.#options.sessionId;
  }

  readonly state = this.#restoration.state;

  readonly subscribe = this.#restoration.subscribe;

  /** Somebody switches to it: reads all of it, page by page, unless it was read already. [R5] */
  async load(): Promise<void> {
    const { operations, sessionId } = this.#options;
    await operations.record({ operation: "switch", subject: () => sessionId }, async (trace) => {
      this.#trace = trace;
      await this.#restoration.restore();
      const state = this.#restoration.state();
      return state.kind === "restoredWithError" ? state.failure : { kind: "ok" };
    });
  }

  /** @returns what became of it; unless it is `ok`, sending the same text again cannot add it twice. */
  async send(text: string): Promise<MessageResult> {
    const { client, sessionId, createKey } = this.#options;
    this.#attempt = this.#attempt?.text === text ? this.#attempt : { text, key: createKey() };
    const result = await client.add(sessionId, text, this.#attempt.key);
    if (result.kind === "ok") {
      this.#attempt = null;
      await this.#added(result.message);
    }
    return result;
  }

  /** Numbers have no gaps, so one that leaves some out tells of messages from elsewhere. */
  async #added(message: Message): Promise<void> {
    this.#restoration.change((messages) =>
      messages.some(({ number }) => number === message.number) ? messages : [...messages, message],
    );
    const state = this.#restoration.state();
    if (state.kind !== "restored" || state.value.length >= message.number) return;
    const read = await this.#read(null);
    if (read.kind === "restored") this.#restoration.change(() => read.value);
  }

  async #read(trace: Trace | null): Promise<Restored<readonly Message[], Refusal>> {
    const { client, sessionId } = this.#options;
    const messages: Message[] = [];
    let cursor: string | null = null;
    do {
      const result: Awaited<ReturnType<typeof client.list>> = await client.list(sessionId, cursor, trace);
      if (result.kind !== "ok") return { kind: "restoredWithError", failure: result };
      messages.push(...result.page.items);
      cursor = result.page.nextCursor;
    } while (cursor !== null);
    return { kind: messages.length === 0 ? "restoredEmpty" : "restored", value: messages };
  }
}
