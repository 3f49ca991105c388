import type { StateSource } from "../moduleState/persistableFixableAtom.ts";
import type { StateProblem } from "../moduleState/StateCodec.ts";
import type { DataSet } from "./dataSets/DataSet.ts";

/** Everything that a workbench session saves. Never changed in place: every change makes a new state. */
export type WorkbenchState = {
  readonly activeDashboardId: string;
  readonly dashboards: readonly Dashboard[];
  readonly moduleInstances: readonly ModuleInstance[];
  readonly dataSets: readonly DataSet[];
};

export type Dashboard = {
  readonly id: string;
  readonly title: string;
  readonly layout: readonly LayoutItem[];
};

/** Place and size of a module, in columns and rows of the grid. */
export type LayoutItem = {
  readonly moduleId: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
};

/** The texts that are saved: the very ones that were read until a person changes something, so that opening changes nothing. */
export type SerializedModuleState = { readonly settings: string; readonly view: string };

export type ModuleInstance = OpenModule | UnopenableModule;

export type OpenModule = {
  readonly kind: "open";
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly serializedState: SerializedModuleState;
  /** Read from `serializedState` by the codecs of the module *name*; only they know the types. */
  readonly settings: unknown;
  readonly view: unknown;
  /** Who chose `settings`. */
  readonly settingsSource: StateSource;
  /** The earliest version in which a part of its state was stored, where that is not the present one. */
  readonly migratedFrom?: number;
};

/** A module that this version cannot read. It keeps its bytes and is saved back unchanged. [B9] */
export type UnopenableModule = {
  readonly kind: "cannotBeOpened";
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly serializedState: SerializedModuleState;
  readonly reason: CannotOpenReason;
};

export type CannotOpenReason =
  | { readonly kind: "unknownModule" }
  | { readonly kind: "unreadableState"; readonly part: "settings" | "view"; readonly problem: StateProblem };

/** One change of the workbench. Returns the same object where there is nothing to change. */
export type WorkbenchChange = (state: WorkbenchState) => WorkbenchState;
