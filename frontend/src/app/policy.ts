import { MAX_CONTENT_SIZE_BYTES } from "../documents/limits.ts";
import type { PersistencePolicy } from "../persistence/PersistencePolicy.ts";

/** What holds where `GET /config` gives no answer. [R7] */
export const DEFAULT_PERSISTENCE_POLICY: PersistencePolicy = Object.freeze({
  autoSaveDebounceMs: 200,
  backendPollingIntervalMs: 10_000,
  connectionGraceMs: 30_000,
  limitBytes: MAX_CONTENT_SIZE_BYTES,
});

/** Rows of a list on the start page, and how many *Show more* adds. */
export const LIST_PAGE_SIZE = 8;

/** The most that a page may have [L1]: for the manager, which draws only what is in sight, and for conversations. */
export const LONGEST_PAGE = 100;

/** Operations of the audit trail that the status page shows at once, and how many *Show more* adds. */
export const TRAIL_PAGE_SIZE = 20;

/** Versions that the history shows at once, and how many *Show more* adds. */
export const VERSIONS_PAGE_SIZE = 20;
