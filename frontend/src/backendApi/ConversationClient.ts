import type { Refusal, UnknownOutcome } from "../persistence/SessionBackend.ts";
import { answerOf, unconditional } from "./answer.ts";
import { type PageResult, pageResult } from "./pageResult.ts";
import { refusalOfWrite } from "./refusal.ts";
import type { components } from "./schema.ts";
import type { Trace } from "../resilience/Trace.ts";
import { type ServiceClient, CORRELATION_HEADER } from "./serviceClient.ts";

/** What somebody wrote about a session; nobody can change or remove it. [S9] */
export type Message = {
  /** From 1, without gaps. */
  readonly number: number;
  readonly authorId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
};

export type MessageResult = { kind: "ok"; message: Message } | Refusal | UnknownOutcome;

type ConversationClientOptions = { client: ServiceClient; now: () => number; pageSize: number };

/** The conversation of a session, oldest message first. */
export class ConversationClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;
  readonly #pageSize: number;

  constructor({ client, now, pageSize }: ConversationClientOptions) {
    this.#client = client;
    this.#now = now;
    this.#pageSize = pageSize;
  }

  async list(sessionId: string, cursor: string | null, trace: Trace | null): Promise<PageResult<Message>> {
    const query = cursor === null ? { page_size: this.#pageSize } : { page_size: this.#pageSize, cursor };
    const call = this.#client.GET("/persistence/sessions/{session_id}/conversation", {
      params: { path: { session_id: sessionId }, query },
      headers: trace === null ? {} : { [CORRELATION_HEADER]: trace.correlationId },
    });
    return pageResult(await answerOf(call, this.#now), messageFromWire);
  }

  /** @param idempotencyKey the same for every attempt to send one message, so that it is added once. [R4] [S8] */
  async add(sessionId: string, text: string, idempotencyKey: string): Promise<MessageResult> {
    const call = this.#client.POST("/persistence/sessions/{session_id}/conversation", {
      params: { path: { session_id: sessionId } },
      headers: { "Idempotency-Key": idempotencyKey },
      body: { text },
    });
    const answer = unconditional(await answerOf(call, this.#now));
    return answer.kind === "ok"
      ? { kind: "ok", message: messageFromWire(answer.data) }
      : refusalOfWrite(answer, false, null);
  }
}

function messageFromWire(wire: components["schemas"]["Message"]): Message {
  return { number: wire.number, authorId: wire.author_id, at: Date.parse(wire.at), text: wire.text };
}
