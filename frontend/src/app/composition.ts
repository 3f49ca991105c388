import { nanoid } from "nanoid";

import { SiblingTabs } from "../activity/SiblingTabs.ts";
import { claimTabIdentity, type TabIdentity } from "../activity/TabIdentity.ts";
import { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import { AccountClient, type Person } from "../backendApi/AccountClient.ts";
import { AuditClient } from "../backendApi/AuditClient.ts";
import { ConversationClient } from "../backendApi/ConversationClient.ts";
import { HttpSessionBackend } from "../backendApi/HttpSessionBackend.ts";
import { LibraryClient } from "../backendApi/LibraryClient.ts";
import { ManageClient } from "../backendApi/ManageClient.ts";
import { SnapshotsClient } from "../backendApi/SnapshotsClient.ts";
import { createServiceClient } from "../backendApi/serviceClient.ts";
import { readServiceConfig } from "../backendApi/serviceConfig.ts";
import { StatusClient } from "../backendApi/StatusClient.ts";
import { StudioClient } from "../backendApi/StudioClient.ts";
import { VersionsClient } from "../backendApi/VersionsClient.ts";
import { VisitsClient } from "../backendApi/VisitsClient.ts";
import { WorkerDigester, type ContentDigester } from "../documents/ContentDigester.ts";
import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import { NavigationManager } from "../navigation/NavigationManager.ts";
import { DeviceKey } from "../persistence/DeviceKey.ts";
import { DraftConnection } from "../persistence/DraftConnection.ts";
import { openDraftDatabase } from "../persistence/DraftDatabase.ts";
import { LocalBackupManager } from "../persistence/LocalBackupManager.ts";
import type { PersistencePolicy } from "../persistence/PersistencePolicy.ts";
import type { SessionBackend } from "../persistence/SessionBackend.ts";
import { DraftComparer } from "../recovery/DraftComparer.ts";
import { QueuedSaves } from "../recovery/QueuedSaves.ts";
import { SessionRecoveryManager } from "../recovery/SessionRecoveryManager.ts";
import { TabMemory } from "../recovery/TabMemory.ts";
import { Intentions } from "../resilience/Intentions.ts";
import { browserTimers } from "../resilience/Timers.ts";
import { WorkbenchSessionManager } from "../session/WorkbenchSessionManager.ts";
import { Identity } from "../ui/account/Identity.ts";
import { Commands } from "../ui/commands/Commands.ts";
import { TabConversation } from "../ui/conversation/TabConversation.ts";
import { deviceLabel } from "../ui/device/deviceLabel.ts";
import { modifierKey } from "../ui/device/modifierKey.ts";
import { Announcer } from "../ui/feedback/Announcer.ts";
import { Toasts } from "../ui/feedback/Toasts.tsx";
import { DraftShelf } from "../ui/recovery/DraftShelf.ts";
import { Router } from "../ui/routing/Router.ts";
import type { Desk, Services } from "../ui/Services.ts";
import { ServiceWatch } from "../ui/status/ServiceWatch.ts";
import type { TabActivity } from "../ui/status/TabActivity.ts";
import type { StudioDesk } from "../ui/studio/StudioDesk.ts";
import type { SurveyDesk } from "../ui/survey/SurveyDesk.ts";
import type { CreateWorkbenchOptions } from "../workbench/createWorkbench.ts";
import { fetchTextOverHttp } from "../workbench/dataSets/fetchTextOverHttp.ts";
import { createActivity } from "./createActivity.ts";
import { createConnection } from "./createConnection.ts";
import { createStudio } from "./createStudio.ts";
import { createSurvey } from "./createSurvey.ts";
import { LIST_PAGE_SIZE, LONGEST_PAGE, TRAIL_PAGE_SIZE, VERSIONS_PAGE_SIZE } from "./policy.ts";
import { DEFAULT_POLICIES, policiesOf } from "./servicePolicies.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The parts of the application, and how to set them going: `start` returns when it is known who is there. */
export type Application = Services & { start: () => Promise<void> };

/** Builds the object graph, once. Nothing else in the application makes a part that it could be given. */
export async function createApplication(window: Window & typeof globalThis): Promise<Application> {
  const { document, location, navigator } = window;
  const createId = () => nanoid(12);
  const clock = () => browserTimers.now();
  const label = deviceLabel(navigator.userAgent);

  const connection = createConnection(window);
  const client = createServiceClient({
    baseUrl: location.origin,
    fetch: connection.fetch,
    deviceLabel: label,
    newCorrelationId: () => nanoid(),
    onSignInEnded: () => identity.markExpired(),
  });
  const identity = new Identity({ account: new AccountClient({ client, now: clock }) });
  const backend = new HttpSessionBackend({
    client,
    now: clock,
    // A machine without a network still reaches itself.
    isOffline: () => !navigator.onLine && !LOOPBACK.test(location.hostname),
  });
  const intentions = new Intentions({ storage: window.sessionStorage, createId: () => nanoid(), now: clock });
  const tab = await claimTabIdentity({ locks: navigator.locks, storage: window.sessionStorage, createId });
  const navigation = new NavigationManager({ window, timers: browserTimers });
  const announcer = new Announcer();
  const digester = new WorkerDigester({
    createWorker: () =>
      new Worker(new URL("../documents/contentWorker.ts", import.meta.url), { type: "module" }),
  });
  const windowActivity = new WindowActivityObserver({ observed: { document, window } });

  const status = new StatusClient({ client, now: clock });

  const workbenchParts = { createId, now: clock, fetchText: fetchTextOverHttp(connection.fetchFile) };

  let policies = DEFAULT_POLICIES;
  return {
    async start() {
      async function adoptPolicies(): Promise<void> {
        const config = await readServiceConfig(client, clock);
        if (config === null) return;
        policies = policiesOf(config);
        connection.adopt(policies);
      }
      await identity.ask(adoptPolicies());
    },
    identity,
    library: new LibraryClient({
      manage: new ManageClient({ client, now: clock, pageSize: LIST_PAGE_SIZE }),
      snapshots: new SnapshotsClient({ client, now: clock, pageSize: LIST_PAGE_SIZE }),
    }),
    visits: new VisitsClient({ client, now: clock }),
    status,
    audits: new AuditClient({ client, now: clock, pageSize: TRAIL_PAGE_SIZE }),
    versions: new VersionsClient({ client, now: clock, pageSize: VERSIONS_PAGE_SIZE }),
    manage: new ManageClient({ client, now: clock, pageSize: LONGEST_PAGE }),
    snapshots: new SnapshotsClient({ client, now: clock, pageSize: LONGEST_PAGE }),
    sharing: () => policies.sharing,
    backend,
    navigation,
    router: new Router({ navigation }),
    commands: new Commands(),
    announcer,
    toasts: new Toasts({ announcer }),
    clock,
    workbenchParts,
    device: { label, modifier: modifierKey(navigator.userAgent) },
    deskOf(person) {
      const { userId } = person;
      const { operations, activity } = createActivity(window, connection, policies);
      const draftConnection = new DraftConnection({ openDatabase: openDraftDatabase });
      const deviceKey = new DeviceKey({ connection: draftConnection, userId });
      return createDesk(person, {
        operations,
        activity,
        backend,
        intentions,
        digester,
        workbenchParts,
        windowActivity,
        tab,
        draftConnection,
        deviceKey,
        policy: policies.persistence,
        watch: new ServiceWatch({
          read: () => status.read(),
          isVisible: () => !document.hidden,
          policy: {
            intervalMs: policies.persistence.backendPollingIntervalMs,
            graceMs: policies.persistence.connectionGraceMs,
          },
          timers: browserTimers,
        }),
        survey: createSurvey(window, { userId, deviceKey, onSignInEnded: identity.markExpired }),
        studio: createStudio({
          backend: new StudioClient({ client, now: clock }),
          policy: policies.studio,
          operations,
          tab,
          activity: windowActivity,
          deviceKey,
          userId,
          createId,
        }),
        conversation: new TabConversation({
          client: new ConversationClient({ client, now: clock, pageSize: LONGEST_PAGE }),
          operations,
          createKey: createId,
        }),
      });
    },
  };
}

type DeskParts = {
  backend: SessionBackend;
  operations: OperationRecorder;
  activity: TabActivity;
  watch: ServiceWatch;
  intentions: Intentions;
  digester: ContentDigester;
  workbenchParts: CreateWorkbenchOptions;
  windowActivity: WindowActivityObserver;
  tab: TabIdentity;
  draftConnection: DraftConnection;
  deviceKey: DeviceKey;
  policy: PersistencePolicy;
  survey: SurveyDesk;
  studio: StudioDesk;
  conversation: TabConversation;
};

/** What belongs to one person: drafts of one are never shown to another. [B2] */
function createDesk(person: Person, parts: DeskParts): Desk {
  const { backend, operations, activity, intentions, digester, windowActivity, tab, policy } = parts;
  const { draftConnection, deviceKey, workbenchParts, watch, survey, studio, conversation } = parts;
  const { userId } = person;
  const drafts = new LocalBackupManager({
    connection: draftConnection,
    deviceKey,
    userId,
    now: () => browserTimers.now(),
  });
  const siblings = new SiblingTabs({
    channel: new BroadcastChannel(`benchdog-${userId}`),
    locks: navigator.locks,
    tabId: tab.tabId,
  });
  const core = {
    backend,
    drafts,
    deviceKey,
    activity: windowActivity,
    siblings,
    operations,
    intentions,
    timers: browserTimers,
    random: () => Math.random(),
  };
  const queuedSaves = new QueuedSaves({
    ...core,
    tab,
    isOpen: (draftId) => sessions.orchestrator?.draftId === draftId,
  });
  const recovery = new SessionRecoveryManager({ drafts, backend, tab, queuedSaves });
  const sessions = new WorkbenchSessionManager({
    ...core,
    recovery,
    queuedSaves,
    digester,
    policy,
    userId,
    tabId: tab.tabId,
  });
  const shelf = new DraftShelf({ recovery });
  const comparer = new DraftComparer({
    drafts,
    backend,
    // With the workbench, which the start page does without.
    loadSource: async () => (await import("../workbench/createWorkbench.ts")).createWorkbench(workbenchParts),
  });
  const memory = new TabMemory({ storage: window.sessionStorage, userId });
  const persistence = { deviceKey, siblings, drafts, sessions, queuedSaves, shelf, comparer, memory };
  return { person, ...persistence, operations, activity, watch, survey, studio, conversation };
}
