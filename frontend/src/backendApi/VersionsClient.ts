import type { JsonObject } from "../documents/json.ts";
import type { Refusal, UnknownOutcome } from "../persistence/SessionBackend.ts";
import { answerOf, unconditional } from "./answer.ts";
import { type PageResult, pageResult } from "./pageResult.ts";
import { refusalOfRead, refusalOfWrite } from "./refusal.ts";
import type { components } from "./schema.ts";
import type { ServiceClient } from "./serviceClient.ts";

/** One saved state of a session. */
export type Version = {
  readonly number: number;
  /** What a person called it; such a version is never thinned out. [S7] */
  readonly label: string | null;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** The device, in words. */
  readonly savedBy: string;
  readonly sizeBytes: number;
};

export type VersionReadResult = { kind: "ok"; content: JsonObject } | Refusal;
export type VersionLabelResult = { kind: "ok"; version: Version } | Refusal | UnknownOutcome;

type VersionsClientOptions = { client: ServiceClient; now: () => number; pageSize: number };

/** The history of a session, newest first. */
export class VersionsClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;
  readonly #pageSize: number;

  constructor({ client, now, pageSize }: VersionsClientOptions) {
    this.#client = client;
    this.#now = now;
    this.#pageSize = pageSize;
  }

  async list(sessionId: string, cursor: string | null): Promise<PageResult<Version>> {
    const query = cursor === null ? { page_size: this.#pageSize } : { page_size: this.#pageSize, cursor };
    const call = this.#client.GET("/persistence/sessions/{session_id}/versions", {
      params: { path: { session_id: sessionId }, query },
    });
    return pageResult(await answerOf(call, this.#now), versionFromWire);
  }

  async read(sessionId: string, number: number): Promise<VersionReadResult> {
    const call = this.#client.GET("/persistence/sessions/{session_id}/versions/{number}", {
      params: { path: { session_id: sessionId, number } },
    });
    const answer = unconditional(await answerOf(call, this.#now));
    if (answer.kind !== "ok") return refusalOfRead(answer);
    return { kind: "ok", content: answer.data.content as JsonObject };
  }

  /** @param label null takes the name away. */
  async label(sessionId: string, number: number, label: string | null): Promise<VersionLabelResult> {
    const call = this.#client.PATCH("/persistence/sessions/{session_id}/versions/{number}", {
      params: { path: { session_id: sessionId, number } },
      body: { label },
    });
    const answer = unconditional(await answerOf(call, this.#now));
    return answer.kind === "ok"
      ? { kind: "ok", version: versionFromWire(answer.data) }
      : refusalOfWrite(answer, false, null);
  }
}

function versionFromWire(wire: components["schemas"]["VersionMetadata"]): Version {
  return {
    number: wire.number,
    label: wire.label,
    title: wire.title,
    savedAt: Date.parse(wire.saved_at),
    savedBy: wire.saved_by,
    sizeBytes: wire.size_bytes,
  };
}
