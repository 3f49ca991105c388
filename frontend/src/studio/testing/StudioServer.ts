import type { JsonObject } from "../../documents/json.ts";
import { isSameJson } from "../../documents/sameJson.ts";
import type {
  FindResult,
  LookResult,
  SavedAs,
  SessionResult,
  StoredSession,
  StudioBackend,
  StudioFailure,
  WriteResult,
} from "../StudioBackend.ts";
import type { StoredWork } from "../storedWork.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

type Kept = { dataSet: string | null; work: JsonObject; revision: number; expiresAt: number };

/** What goes wrong with a request: before it is done, or after, when only its answer is lost. */
export type Fault = { readonly failure: StudioFailure; readonly isDone: boolean };

/** The user sessions of one person, by the rules of the service [U1] [S3] [S4] [S8], and what goes wrong on the way. */
export class StudioServer implements StudioBackend {
  readonly sessions = new Map<string, Kept>();
  readonly #keys = new Map<string, string>();
  readonly #now: () => number;
  /** Asked before each request. */
  fault: () => Fault | null = () => null;
  requests = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  find(dataSet: string): Promise<FindResult> {
    return this.#answer(() => {
      const [id] = [...this.sessions].findLast(([, kept]) => kept.dataSet === dataSet) ?? [];
      return id === undefined ? { kind: "none" } : { kind: "found", id };
    });
  }

  read(id: string): Promise<SessionResult> {
    return this.#answer(() => {
      const kept = this.sessions.get(id);
      return kept ? { kind: "ok", session: stored(id, kept) } : GONE;
    });
  }

  look({ id, etag }: SavedAs): Promise<LookResult> {
    return this.#answer(() => {
      const kept = this.sessions.get(id);
      if (!kept) return GONE;
      return etagOf(kept) === etag ? { kind: "unchanged" } : { kind: "ok", session: stored(id, kept) };
    });
  }

  create(key: string): Promise<SessionResult> {
    return this.#answer(() => {
      const id = this.#keys.get(key) ?? `session${String(this.#keys.size + 1).padStart(5, "0")}`;
      const fresh = { dataSet: null, work: {}, revision: 1, expiresAt: this.#now() + 30 * DAY_MS };
      if (!this.#keys.has(key)) this.sessions.set(id, fresh);
      this.#keys.set(key, id);
      return { kind: "ok", session: stored(id, fresh) };
    });
  }

  save(dataSet: string, work: StoredWork, { id, etag }: SavedAs): Promise<WriteResult> {
    return this.#answer(() => {
      const kept = this.sessions.get(id);
      if (!kept) return GONE;
      const isStored = kept.dataSet === dataSet && isSameJson(kept.work, work);
      if (!isStored && etagOf(kept) !== etag) return { kind: "conflict" };
      if (!isStored) {
        Object.assign(kept, { dataSet, work, revision: kept.revision + 1 });
        kept.expiresAt = this.#now() + 30 * DAY_MS;
      }
      return { kind: "ok", savedAs: savedAs(id, kept) };
    });
  }

  /** What another version of the application, or something else, put there. */
  put(id: string, dataSet: string, work: JsonObject): void {
    const revision = (this.sessions.get(id)?.revision ?? 0) + 1;
    this.sessions.set(id, { dataSet, work, revision, expiresAt: this.#now() + 30 * DAY_MS });
  }

  // oxlint-disable-next-line typescript/require-await -- an answer comes later, as from a network
  async #answer<Result>(act: () => Result): Promise<Result | StudioFailure> {
    this.requests += 1;
    const fault = this.fault();
    if (fault !== null && !fault.isDone) return fault.failure;
    const result = act();
    return fault?.failure ?? result;
  }
}

export function failure(
  reason: StudioFailure["reason"],
  changes: Partial<StudioFailure> = {},
): StudioFailure {
  return {
    kind: "failed",
    reason,
    code: `code_of_${reason}`,
    userMessage: `Words of ${reason}.`,
    recoveryActions: ["manual_retry"],
    correlationId: "correlation-1",
    retryAfterMs: null,
    ...changes,
  };
}

const GONE = failure("notFound");

function stored(id: string, kept: Kept): StoredSession {
  return { ...savedAs(id, kept), work: kept.work };
}

function savedAs(id: string, kept: Kept): SavedAs {
  return { id, etag: etagOf(kept), expiresAt: kept.expiresAt };
}

function etagOf({ revision }: Kept): string {
  return `"${revision}"`;
}
