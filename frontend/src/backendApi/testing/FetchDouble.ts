import type { components } from "../schema.ts";

export type SentRequest = {
  method: string;
  path: string;
  headers: Headers;
  /** As text, the way it went over the wire. */
  body: string;
};

/** `silence` ends only when whoever asked gives up. */
type Reply = Response | "connectionLost" | "silence";

/** Stands where the network is: notes what was sent and answers what it was told to. */
export class FetchDouble {
  readonly sent: SentRequest[] = [];
  readonly #replies: Reply[] = [];

  answers(...replies: Reply[]): this {
    this.#replies.push(...replies);
    return this;
  }

  readonly fetch = async (request: Request, signal: AbortSignal = request.signal): Promise<Response> => {
    const { pathname, search } = new URL(request.url);
    const body = await request.text();
    this.sent.push({ method: request.method, path: pathname + search, headers: request.headers, body });
    const reply = this.#replies.shift();
    if (reply === undefined) throw new Error(`No answer was prepared for ${request.method} ${pathname}`);
    // What a browser throws for every kind of network failure.
    if (reply === "connectionLost") throw new TypeError("Failed to fetch");
    if (reply === "silence") return silenceUntil(signal);
    return reply;
  };

  /** The only request that was sent. */
  get request(): SentRequest {
    const [only, ...others] = this.sent;
    if (only === undefined || others.length > 0) throw new Error(`${this.sent.length} requests were sent`);
    return only;
  }
}

function silenceUntil(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("Aborted", "AbortError")));
  });
}

export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });
}

type ErrorDetails = { outcome?: "not_applied" | "unknown"; [member: string]: unknown };

/** An answer as the service renders every error. [E1] */
export function errorAnswer(
  status: number,
  code: string,
  details: ErrorDetails = {},
  headers: Record<string, string> = {},
): Response {
  const envelope: components["schemas"]["ErrorEnvelope"] = {
    success: false,
    error: {
      code,
      message: `message of ${code}`,
      user_message: `words of ${code}`,
      recovery_actions: [],
      technical_details: {
        correlation_id: "correlation-1",
        retry_suggested: false,
        outcome: "not_applied",
        ...details,
      },
    },
  };
  return jsonAnswer(status, envelope, headers);
}

export function sessionWire(
  changes: Partial<components["schemas"]["SessionMetadata"]> = {},
): components["schemas"]["SessionMetadata"] {
  return {
    id: "session00001",
    owner_id: "ada",
    title: "Stocks, 21 Nov",
    description: "",
    tags: ["prices"],
    starred: false,
    created_at: "2026-11-21T13:00:00Z",
    updated_at: "2026-11-21T14:02:00Z",
    last_opened_at: "2026-11-21T14:02:00Z",
    version: 2,
    content_hash: "c".repeat(64),
    metadata_hash: "d".repeat(64),
    size_bytes: 1021,
    saved_by: "Firefox on Mac",
    deleted_at: null,
    etag: '"two"',
    ...changes,
  };
}
