/** The numbers of the persistence core, from `GET /config`. Milliseconds and bytes. */
export type PersistencePolicy = {
  readonly autoSaveDebounceMs: number;
  readonly backendPollingIntervalMs: number;
  readonly limitBytes: number;
};
