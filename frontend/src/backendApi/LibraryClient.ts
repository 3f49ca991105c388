export type SessionListing = {
  id: string;
  title: string;
  /** Milliseconds since 1970. */
  updatedAt: number;
  version: number;
  sizeBytes: number;
};

export type SnapshotListing = { id: string; title: string; createdAt: number; url: string };

/** A snapshot that the person opened, as their own access log remembers it. */
export type VisitedSnapshot = {
  snapshotId: string;
  title: string;
  lastVisitedAt: number;
  isDeleted: boolean;
};
