import { digestOf } from "../documents/contentDigest.ts";
import type { JsonObject } from "../documents/json.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import {
  type DeleteResult,
  type MetadataResult,
  type Refusal,
  type SessionBackend,
  type SessionReadResult,
  type SessionWrite,
  type SnapshotReadResult,
  type SnapshotWriteResult,
  type VersionReadResult,
  type WriteResult,
} from "../persistence/SessionBackend.ts";
import type { SessionMetadata, Sharing, SnapshotMetadata } from "../persistence/SessionMetadata.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { StateHashes } from "../persistence/SessionStateTracker.ts";

type Stored = { metadata: SessionMetadata; canonical: Uint8Array<ArrayBuffer> };

/** What happens to the next call: it is refused, its answer is lost after it was applied, or it never arrives. */
export type Fault = { kind: "refused"; refusal: Refusal } | { kind: "answerLost" } | { kind: "lostOnTheWay" };

const NO_ANSWER: Refusal = { kind: "unreachable", retryAfterMs: null };

/** Nobody answers. */
export const UNREACHABLE: Fault = { kind: "refused", refusal: NO_ANSWER };

/** The service as the port describes it, with faults on command. Its rules are those of SPEC 3. */
export class MemoryBackend implements SessionBackend {
  readonly sessions = new Map<string, Stored>();
  readonly snapshots = new Map<string, { snapshot: SnapshotMetadata; canonical: Uint8Array<ArrayBuffer> }>();
  /** By id and number. */
  readonly #versions = new Map<string, Stored>();
  /** The ids of what was created, by idempotency key. [S8] */
  readonly #created = new Map<string, string>();
  readonly calls: string[] = [];
  /** Of the writes, in their order. */
  readonly traces: (Trace | undefined)[] = [];
  device = "this device";
  #faults: Fault[] = [];
  #held: Promise<void> | null = null;
  #counter = 0;

  failNext(...faults: Fault[]): void {
    this.#faults.push(...faults);
  }

  /** Answers wait until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => {
      release = () => {
        this.#held = null;
        resolve();
      };
    });
    return release;
  }

  /** Calls that wait are never answered, and change nothing. */
  forgetHeld(): void {
    this.#held = null;
  }

  contentOf(id: string): JsonObject {
    const stored = this.sessions.get(id);
    if (!stored) throw new Error(`There is no session ${id}`);
    return parsed(stored.canonical);
  }

  /** The history is thinned to nothing. [S7] */
  forgetVersions(): void {
    this.#versions.clear();
  }

  /** Somebody else, or the same person elsewhere, saves. */
  async saveElsewhere(id: string, content: JsonObject): Promise<SessionMetadata> {
    const { canonical, contentHash } = await digestOf(content);
    const details = this.#find(id)?.metadata ?? { title: "elsewhere", description: "", tags: [] };
    return this.#put(id, { details, canonical, contentHash }, "another device");
  }

  createSession(write: SessionWrite, trace?: Trace): Promise<WriteResult> {
    this.traces.push(trace);
    return this.#answered("create", async () => {
      const replayed = this.#find(this.#created.get(trace?.idempotencyKey ?? "") ?? "");
      if (replayed) return { kind: "ok", metadata: replayed.metadata };
      this.#counter += 1;
      const id = `session-${String(this.#counter).padStart(4, "0")}`;
      if (trace?.idempotencyKey !== undefined) this.#created.set(trace.idempotencyKey, id);
      return { kind: "ok", metadata: await this.#put(id, write, this.device) };
    });
  }

  findCreated(hashes: StateHashes): Promise<MetadataResult> {
    return this.#answered<MetadataResult>("readCreated", async () => {
      for (const { metadata } of this.sessions.values()) {
        const isIt =
          metadata.contentHash === hashes.contentHash && metadata.metadataHash === hashes.metadataHash;
        if (isIt) return { kind: "ok", metadata };
      }
      return { kind: "notFound" };
    });
  }

  saveSession(id: string, write: SessionWrite, ifMatch: string, trace?: Trace): Promise<WriteResult> {
    this.traces.push(trace);
    return this.#answered("save", () => this.#changed(id, ifMatch, () => this.#put(id, write, this.device)));
  }

  changeDetails(id: string, details: SessionDetails, ifMatch: string, trace?: Trace): Promise<WriteResult> {
    this.traces.push(trace);
    return this.#answered("changeDetails", () =>
      this.#changed(id, ifMatch, ({ metadata, canonical }) =>
        this.#put(id, { details, canonical, contentHash: metadata.contentHash }, this.device),
      ),
    );
  }

  deleteSession(id: string): Promise<DeleteResult> {
    return this.#answered<DeleteResult>("delete", async () => {
      return this.sessions.delete(id) ? { kind: "ok" } : { kind: "notFound" };
    });
  }

  restoreSession(): Promise<WriteResult> {
    return Promise.resolve({ kind: "notFound" });
  }

  readSession(id: string): Promise<SessionReadResult> {
    return this.#answered<SessionReadResult>("read", async () => {
      const stored = this.#find(id);
      if (!stored) return { kind: "notFound" };
      return { kind: "ok", metadata: stored.metadata, content: parsed(stored.canonical) };
    });
  }

  readVersion(id: string, version: number): Promise<VersionReadResult> {
    return this.#answered<VersionReadResult>("readVersion", async () => {
      const found = this.#versions.get(`${id} ${version}`);
      if (!found) return { kind: "notFound" };
      return { kind: "ok", contentHash: found.metadata.contentHash, content: parsed(found.canonical) };
    });
  }

  readMetadata(id: string, ifNoneMatch: string | null): Promise<MetadataResult> {
    return this.#answered<MetadataResult>("readMetadata", async () => {
      const stored = this.#find(id);
      if (!stored) return { kind: "notFound" };
      if (stored.metadata.etag === ifNoneMatch) return { kind: "notModified" };
      return { kind: "ok", metadata: stored.metadata };
    });
  }

  createSnapshot(write: SessionWrite, sharing: Sharing, trace?: Trace): Promise<SnapshotWriteResult> {
    this.traces.push(trace);
    return this.#answered<SnapshotWriteResult>("createSnapshot", async () => {
      const snapshot: SnapshotMetadata = {
        ...write.details,
        ...sharing,
        isPaused: false,
        deletedAt: null,
        id: "snapshot-001",
        createdAt: 0,
        sizeBytes: write.canonical.byteLength,
        sessionId: null,
        sessionVersion: null,
        url: "/snapshot/snapshot-001",
      };
      this.snapshots.set(snapshot.id, { snapshot, canonical: write.canonical });
      return { kind: "ok", snapshot };
    });
  }

  readSnapshot(id: string): Promise<SnapshotReadResult> {
    return this.#answered<SnapshotReadResult>("readSnapshot", async () => {
      const stored = this.snapshots.get(id);
      if (!stored) return { kind: "notFound" };
      return { kind: "ok", snapshot: stored.snapshot, content: parsed(stored.canonical) };
    });
  }

  async #answered<Result>(name: string, apply: () => Promise<Result>): Promise<Result> {
    this.calls.push(name);
    await this.#held;
    const fault = this.#faults.shift();
    const isWrite = !name.startsWith("read");
    const lost = (isWrite ? { kind: "unknownOutcome", correlationId: null } : NO_ANSWER) as Result;
    if (fault?.kind === "refused") return fault.refusal as Result;
    if (fault?.kind === "lostOnTheWay") return lost;
    const result = await apply();
    return fault?.kind === "answerLost" ? lost : result;
  }

  async #changed(
    id: string,
    ifMatch: string,
    change: (stored: Stored) => Promise<SessionMetadata>,
  ): Promise<WriteResult> {
    const stored = this.#find(id);
    if (!stored) return { kind: "notFound" };
    if (ifMatch !== stored.metadata.etag) {
      return { kind: "versionConflict", current: stored.metadata };
    }
    return { kind: "ok", metadata: await change(stored) };
  }

  #find(id: string): Stored | undefined {
    return this.sessions.get(id);
  }

  async #put(
    id: string,
    { details, canonical, contentHash }: SessionWrite,
    device: string,
  ): Promise<SessionMetadata> {
    const { title, description, tags } = details;
    const { contentHash: metadataHash } = await digestOf({ title, description, tags: [...tags] });
    const version = (this.#find(id)?.metadata.version ?? 0) + 1;
    this.#counter += 1;
    const metadata: SessionMetadata = {
      id,
      title,
      description,
      tags,
      starred: false,
      createdAt: 0,
      updatedAt: this.#counter,
      version,
      contentHash,
      metadataHash,
      sizeBytes: canonical.byteLength,
      savedBy: device,
      etag: `"${this.#counter}"`,
    };
    this.sessions.set(id, { metadata, canonical });
    this.#versions.set(`${id} ${version}`, { metadata, canonical });
    return metadata;
  }
}

function parsed(canonical: Uint8Array): JsonObject {
  return JSON.parse(new TextDecoder().decode(canonical)) as JsonObject;
}
