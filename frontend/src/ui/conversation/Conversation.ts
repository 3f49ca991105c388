import type { ConversationClient, Message, MessageResult } from "../../backendApi/ConversationClient.ts";
import type { Refusal } from "../../persistence/SessionBackend.ts";

export type ConversationState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly refusal: Refusal }
  | { readonly kind: "ready"; readonly messages: readonly Message[]; readonly isSending: boolean };

type ConversationOptions = {
  client: Pick<ConversationClient, "list" | "add">;
  sessionId: string;
  /** A new key at every call. */
  createKey: () => string;
};

/** The conversation of one session while it is open. What could not be sent is kept by whoever wrote it. */
export class Conversation {
  readonly #options: ConversationOptions;
  readonly #listeners = new Set<() => void>();
  #state: ConversationState = { kind: "loading" };
  /** The attempt that has not succeeded: sent again, it is the same message. */
  #attempt: { text: string; key: string } | null = null;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  readonly state = (): ConversationState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads all of it, page by page. */
  async load(): Promise<void> {
    const { client, sessionId } = this.#options;
    const messages: Message[] = [];
    let cursor: string | null = null;
    do {
      const result: Awaited<ReturnType<typeof client.list>> = await client.list(sessionId, cursor);
      if (result.kind !== "ok") {
        this.#become({ kind: "failed", refusal: result });
        return;
      }
      messages.push(...result.page.items);
      cursor = result.page.nextCursor;
    } while (cursor !== null);
    this.#become({ kind: "ready", messages, isSending: false });
  }

  /** @returns what became of it; unless it is `ok`, sending the same text again cannot add it twice. */
  async send(text: string): Promise<MessageResult> {
    const { client, sessionId, createKey } = this.#options;
    this.#attempt = this.#attempt?.text === text ? this.#attempt : { text, key: createKey() };
    this.#sending(true);
    const result = await client.add(sessionId, text, this.#attempt.key);
    this.#sending(false);
    if (result.kind === "ok") {
      this.#attempt = null;
      if (this.#state.kind === "ready") {
        const messages = [...this.#state.messages, result.message];
        this.#become({ ...this.#state, messages });
      }
    }
    return result;
  }

  #sending(isSending: boolean): void {
    if (this.#state.kind === "ready") this.#become({ ...this.#state, isSending });
  }

  #become(state: ConversationState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
