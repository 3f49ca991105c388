import { Conversation, type ConversationOptions } from "./Conversation.ts";

/**
 * The conversation of the session that this tab works on. [B11]
 *
 * It outlives the panel and the page that show it, and is given up only when the tab works on another session: going to and fro
 * between the dashboard and the conversation fetches nothing again.
 */
export class TabConversation {
  readonly #options: Omit<ConversationOptions, "sessionId">;
  #present: Conversation | null = null;

  constructor(options: Omit<ConversationOptions, "sessionId">) {
    this.#options = options;
  }

  of(sessionId: string): Conversation {
    if (this.#present?.sessionId !== sessionId) {
      this.#present = new Conversation({ ...this.#options, sessionId });
    }
    return this.#present;
  }
}
