import type { JsonObject } from "../documents/json.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { SavedAs, StudioBackend, StudioFailure } from "./StudioBackend.ts";
import { readStoredWork, storedWork, type TransformationCheck } from "./storedWork.ts";
import { NO_WORK, type StudioWork } from "./StudioWork.ts";

/** A session that is open, with what it has. */
export type OpenedStudio = { readonly kind: "opened"; readonly savedAs: SavedAs; readonly work: StudioWork };

/** What the service has cannot be read by this version: it stays as it is. */
export type UnreadableStudio = {
  readonly kind: "unreadable";
  readonly id: string;
  readonly stored: JsonObject;
};

export type StudioOpening = OpenedStudio | UnreadableStudio | StudioFailure;

export type OpeningOptions = {
  backend: StudioBackend;
  dataSet: string;
  isTransformation: TransformationCheck;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** One attempt to open the person's session of a data set; where there is none, a new one with nothing in it. [B12] [U1] */
export async function openStudioSession(options: OpeningOptions, trace: Trace): Promise<StudioOpening> {
  const found = await options.backend.find(options.dataSet, trace);
  if (found.kind === "failed") return found;
  return found.kind === "found"
    ? readOrBegin(found.id, options, trace)
    : beginStudioSession(null, options, trace);
}

/**
 * A new session, in place of one that is gone or cannot be read.
 *
 * Its key names what it is for and not this attempt: tabs and devices that begin at the same time get the same session, and
 * none of them hides the work of another. [R4]
 *
 * @param former the session that it follows.
 */
export async function beginStudioSession(
  former: string | null,
  options: OpeningOptions,
  trace: Trace,
): Promise<StudioOpening> {
  const { backend, dataSet, now } = options;
  const key = `data-studio/${dataSet}/${former ?? "first"}`;
  const created = await backend.create(key, trace);
  if (created.kind === "failed") return created;
  const { session } = created;
  // Named by its data set at once, or it could not be found by it.
  const named = await backend.save(dataSet, storedWork(NO_WORK, now()), session, trace);
  switch (named.kind) {
    case "ok":
      return { kind: "opened", savedAs: named.savedAs, work: NO_WORK };
    case "conflict":
      return readOrBegin(session.id, options, trace);
    case "failed":
      // The key's session was deleted since.
      return named.reason === "notFound" ? beginStudioSession(session.id, options, trace) : named;
  }
}

async function readOrBegin(id: string, options: OpeningOptions, trace: Trace): Promise<StudioOpening> {
  const read = await options.backend.read(id, trace);
  if (read.kind === "failed") {
    return read.reason === "notFound" ? beginStudioSession(id, options, trace) : read;
  }
  const { work: stored, ...savedAs } = read.session;
  const reading = readStoredWork(stored, options.isTransformation);
  return reading.kind === "read"
    ? { kind: "opened", savedAs, work: reading.work }
    : { kind: "unreadable", id, stored };
}
