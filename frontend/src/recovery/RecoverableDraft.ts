import type { SessionMetadata } from "../persistence/SessionMetadata.ts";

/** The saved state that the server has now. */
export type ServerCopy = Pick<
  SessionMetadata,
  "id" | "version" | "title" | "description" | "tags" | "updatedAt" | "savedBy" | "sizeBytes"
>;

/** A draft of this device that differs from the server's copy, as it is offered on the start page. [B3] */
export type RecoverableDraft = {
  readonly draftId: string;
  readonly title: string;
  /** Null where the session was never saved. */
  readonly sessionId: string | null;
  readonly editedAt: number;
  readonly sizeBytes: number;
  readonly server:
    | { kind: "neverSaved" }
    /** `isNewer`: saved after this draft was begun, so opening the draft meets a conflict. */
    | { kind: "saved"; copy: ServerCopy; isNewer: boolean }
    | { kind: "gone" }
    | { kind: "unknown" };
};

/** A draft that cannot be read: kept aside and offered as a file. [B2] */
export type DamagedDraft = { readonly draftId: string; readonly editedAt: number; readonly bytes: Blob };
