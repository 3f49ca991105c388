/** The numbers of the persistence core, from `GET /config`. Milliseconds and bytes. */
export type PersistencePolicy = {
  readonly autoSaveDebounceMs: number;
  readonly backendPollingIntervalMs: number;
  /** How long a lost connection is called *Reconnecting*, before it is called offline. [B7] */
  readonly connectionGraceMs: number;
  readonly limitBytes: number;
};
