/** Which tab this is, and which others are alive: drafts of a tab that is open elsewhere are nobody else's business. */
export interface TabIdentity {
  readonly tabId: string;
  aliveTabs(): Promise<ReadonlySet<string>>;
}

const LOCK_PREFIX = "benchdog-tab-";
const STORAGE_KEY = "benchdog-tab";

/**
 * This tab's id, the same after a reload. A duplicated tab brings a copy of the id with it; the lock that the first one holds
 * tells, and it takes a new one.
 */
export async function claimTabIdentity(options: {
  locks: LockManager;
  storage: Storage;
  createId: () => string;
}): Promise<TabIdentity> {
  const { locks, storage, createId } = options;
  const remembered = storage.getItem(STORAGE_KEY);
  let tabId = remembered ?? createId();
  while (!(await holdForEver(locks, LOCK_PREFIX + tabId))) tabId = createId();
  storage.setItem(STORAGE_KEY, tabId);
  return {
    tabId,
    async aliveTabs() {
      const { held = [] } = await locks.query();
      const names = held.map(({ name }) => name ?? "").filter((name) => name.startsWith(LOCK_PREFIX));
      return new Set(names.map((name) => name.slice(LOCK_PREFIX.length)));
    },
  };
}

/** Takes a lock until the page goes away. False where another tab has it; rejects where the browser refuses locks. */
function holdForEver(locks: LockManager, name: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const held = locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined);
    });
    held.catch(reject);
  });
}
