import { createContext, use } from "react";

import type { SiblingTabs } from "../activity/SiblingTabs.ts";
import type { AuditClient } from "../backendApi/AuditClient.ts";
import type { LibraryClient } from "../backendApi/LibraryClient.ts";
import type { ManageClient } from "../backendApi/ManageClient.ts";
import type { Person } from "../backendApi/AccountClient.ts";
import type { SnapshotsClient } from "../backendApi/SnapshotsClient.ts";
import type { StatusClient } from "../backendApi/StatusClient.ts";
import type { VersionsClient } from "../backendApi/VersionsClient.ts";
import type { VisitsClient } from "../backendApi/VisitsClient.ts";
import type { NavigationManager } from "../navigation/NavigationManager.ts";
import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import type { DeviceKey } from "../persistence/DeviceKey.ts";
import type { LocalBackupManager } from "../persistence/LocalBackupManager.ts";
import type { SessionBackend } from "../persistence/SessionBackend.ts";
import type { DraftComparer } from "../recovery/DraftComparer.ts";
import type { QueuedSaves } from "../recovery/QueuedSaves.ts";
import type { TabMemory } from "../recovery/TabMemory.ts";
import type { WorkbenchSessionManager } from "../session/WorkbenchSessionManager.ts";
import type { CreateWorkbenchOptions } from "../workbench/createWorkbench.ts";
import type { Identity } from "./account/Identity.ts";
import type { Commands } from "./commands/Commands.ts";
import type { TabConversation } from "./conversation/TabConversation.ts";
import type { Announcer } from "./feedback/Announcer.ts";
import type { Toasts } from "./feedback/Toasts.tsx";
import type { DraftShelf } from "./recovery/DraftShelf.ts";
import type { Router } from "./routing/Router.ts";
import type { ServiceWatch } from "./status/ServiceWatch.ts";
import type { TabActivity } from "./status/TabActivity.ts";
import type { SharingPolicy } from "./sharing/SharingPolicy.ts";
import type { StudioDesk } from "./studio/StudioDesk.ts";
import type { SurveyDesk } from "./survey/SurveyDesk.ts";

/** What belongs to one person; made anew for the next one who signs in. */
export type Desk = {
  readonly person: Person;
  readonly sessions: WorkbenchSessionManager;
  /** Of everything that this device keeps of the person. */
  readonly deviceKey: DeviceKey;
  readonly siblings: SiblingTabs;
  readonly drafts: LocalBackupManager;
  readonly queuedSaves: QueuedSaves;
  readonly shelf: DraftShelf;
  readonly comparer: DraftComparer;
  readonly memory: TabMemory;
  readonly conversation: TabConversation;
  readonly operations: OperationRecorder;
  readonly activity: TabActivity;
  readonly watch: ServiceWatch;
  readonly survey: SurveyDesk;
  readonly studio: StudioDesk;
};

/** The object graph, built once. Everything in the user interface takes its parts from here. */
export type Services = {
  readonly identity: Identity;
  readonly library: LibraryClient;
  readonly manage: ManageClient;
  readonly snapshots: SnapshotsClient;
  readonly versions: VersionsClient;
  readonly visits: VisitsClient;
  readonly status: StatusClient;
  readonly audits: AuditClient;
  readonly backend: SessionBackend;
  readonly navigation: NavigationManager;
  readonly router: Router;
  readonly commands: Commands;
  readonly announcer: Announcer;
  readonly toasts: Toasts;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** What every workbench is made from. */
  readonly workbenchParts: CreateWorkbenchOptions;
  readonly device: {
    /** "Chrome on Linux". */
    readonly label: string;
    /** "Ctrl", or "⌘" on a Mac. */
    readonly modifier: string;
  };
  /** As the service has set it by now. */
  readonly sharing: () => SharingPolicy;
  readonly deskOf: (person: Person) => Desk;
};

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === null) throw new Error("The services are provided at the root of the application.");
  return services;
}
