import { locks, threadId } from "node:worker_threads";

import "fake-indexeddb/auto";

import { SiblingTabs } from "../activity/SiblingTabs.ts";
import { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import type { JsonObject } from "../documents/json.ts";
import { AUDIT, AuditTrail } from "../observability/AuditTrail.ts";
import { OperationRecorder } from "../observability/OperationRecorder.ts";
import { PERFORMANCE, PerformanceMonitor } from "../observability/PerformanceMonitor.ts";
import { DeviceKey } from "../persistence/DeviceKey.ts";
import { DraftConnection } from "../persistence/DraftConnection.ts";
import type { DraftDatabase } from "../persistence/DraftDatabase.ts";
import { openDraftDatabase } from "../persistence/DraftDatabase.ts";
import { LocalBackupManager } from "../persistence/LocalBackupManager.ts";
import type { PersistenceOrchestrator } from "../persistence/PersistenceOrchestrator.ts";
import type { SessionBackend } from "../persistence/SessionBackend.ts";
import { Intentions } from "../resilience/Intentions.ts";
import { QueuedSaves } from "../recovery/QueuedSaves.ts";
import { SessionRecoveryManager } from "../recovery/SessionRecoveryManager.ts";
import { WorkbenchSessionManager } from "../session/WorkbenchSessionManager.ts";
import type { FakeTimers } from "./FakeTimers.ts";
import { InThreadDigester } from "./InThreadDigester.ts";
import { MemoryStorage } from "./MemoryStorage.ts";
import { MemorySource } from "./MemorySource.ts";

export const DETAILS = { title: "Drogon maps", description: "", tags: [] };
export const POLICY = {
  autoSaveDebounceMs: 200,
  backendPollingIntervalMs: 10_000,
  connectionGraceMs: 30_000,
  limitBytes: 1_572_864,
};

/** The visibility of a page, on command. */
class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
}

export type TabOptions = {
  backend: SessionBackend;
  timers: FakeTimers;
  userId?: string;
  tabId?: string;
  aliveTabs?: readonly string[];
  limitBytes?: number;
  openDatabase?: () => Promise<DraftDatabase>;
  digester?: ContentDigester;
  /** Of the tab; a reload leaves it as it is. */
  storage?: Pick<Storage, "getItem" | "setItem">;
};

const devices = new Map<FakeTimers, number>();

/** Never the same id twice, whatever tab makes it. */
let ids = 0;

/** One browser tab with the whole persistence core in it, on a device that is shared by all tabs of a test. */
export class Tab {
  readonly source = new MemorySource();
  readonly deviceKey: DeviceKey;
  readonly drafts: LocalBackupManager;
  readonly recovery: SessionRecoveryManager;
  readonly queuedSaves: QueuedSaves;
  readonly manager: WorkbenchSessionManager;
  readonly audit: AuditTrail;
  readonly #document = new FakeDocument();
  readonly #window = new EventTarget();

  constructor(options: TabOptions) {
    const { backend, timers, userId = "ada", tabId = "tab-1", aliveTabs = [] } = options;
    const { openDatabase = openDraftDatabase, limitBytes = POLICY.limitBytes } = options;
    const { digester = new InThreadDigester(), storage = new MemoryStorage() } = options;
    const connection = new DraftConnection({ openDatabase });
    this.deviceKey = new DeviceKey({ connection, userId });
    this.drafts = new LocalBackupManager({ connection, deviceKey: this.deviceKey, userId, now: timers.now });
    const tab = { tabId, aliveTabs: () => Promise.resolve(new Set([tabId, ...aliveTabs])) };
    this.audit = new AuditTrail({ policy: AUDIT, now: timers.now });
    const createId = () => `${tabId}-${(ids += 1)}`;
    const parts = {
      backend,
      drafts: this.drafts,
      deviceKey: this.deviceKey,
      activity: new WindowActivityObserver({
        observed: { document: this.#document, window: this.#window },
      }),
      siblings: new SiblingTabs({ channel: openChannel(timers), locks, tabId }),
      operations: new OperationRecorder({
        audit: this.audit,
        monitor: new PerformanceMonitor({ policy: PERFORMANCE, now: timers.now }),
        newOperationId: createId,
      }),
      intentions: new Intentions({ storage, createId, now: timers.now }),
      timers,
      random: () => 0,
    };
    const isOpen = (draftId: string) => this.manager.orchestrator?.draftId === draftId;
    this.queuedSaves = new QueuedSaves({ ...parts, tab, isOpen });
    this.recovery = new SessionRecoveryManager({ ...parts, tab, queuedSaves: this.queuedSaves });
    this.manager = new WorkbenchSessionManager({
      ...parts,
      recovery: this.recovery,
      queuedSaves: this.queuedSaves,
      digester,
      policy: { ...POLICY, limitBytes },
      userId,
      tabId,
    });
  }

  get session(): PersistenceOrchestrator {
    if (!this.manager.orchestrator) throw new Error("No session is open");
    return this.manager.orchestrator;
  }

  async openNew(content: JsonObject): Promise<PersistenceOrchestrator> {
    this.source.restore(content);
    await this.manager.openNew(this.source, DETAILS);
    return this.session;
  }

  async open(id: string): Promise<PersistenceOrchestrator> {
    await this.manager.openSession(this.source, id);
    return this.session;
  }

  /** A session that is saved with one word in it. @returns its id. */
  async openSaved(): Promise<string> {
    const session = await this.openNew({ text: "one" });
    await session.save();
    return session.sessionId ?? "";
  }

  /** What every draft on this device says. */
  async draftTexts(): Promise<string[]> {
    const { drafts } = await this.drafts.list();
    const read = await Promise.all(drafts.map(({ draftId }) => this.drafts.read(draftId)));
    return read.map((draft) => new TextDecoder().decode(draft?.canonical));
  }

  /** The browser has a network again. */
  comeOnline(): void {
    this.#window.dispatchEvent(new Event("online"));
  }

  show(visibility: DocumentVisibilityState): void {
    this.#document.visibilityState = visibility;
    this.#document.dispatchEvent(new Event("visibilitychange"));
  }
}

/** Tabs that share their time share their device: each test has one of its own. */
function deviceOf(timers: FakeTimers): number {
  const known = devices.get(timers) ?? devices.size;
  devices.set(timers, known);
  return known;
}

function openChannel(timers: FakeTimers): BroadcastChannel {
  const channel = new BroadcastChannel(`benchdog-${process.pid}-${threadId}-${deviceOf(timers)}`);
  // The process may end while tabs are open.
  (channel as BroadcastChannel & { unref(): void }).unref();
  return channel;
}

/** An empty device. */
export async function wipeDevice(): Promise<void> {
  const database = await openDraftDatabase();
  await Promise.all([database.clear("drafts"), database.clear("damaged"), database.clear("keys")]);
  database.close();
}
