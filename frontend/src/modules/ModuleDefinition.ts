import type { ComponentType } from "react";

import type { Adjustment, FixableStateDefinition } from "../moduleState/FixableState.ts";
import type { StateCodec } from "../moduleState/StateCodec.ts";
import type { DataTable } from "../workbench/dataSets/DataTable.ts";
import type { TableState } from "../workbench/dataSets/DataTables.ts";

/** Columns and rows of the dashboard's grid. */
export type GridSize = { readonly w: number; readonly h: number };

/** What a new module may start from; `table` is null while the data set is not loaded. */
export type StartingPoint = { readonly dataSetId: string | null; readonly table: DataTable | null };

/**
 * One kind of module. What it shows by choice is its settings, how a person looks at it just now (zoom, sort, page) its
 * view; both are saved, each through its own codec. [B9]
 */
export type ModuleDefinition<Settings, View> = {
  /** The name in stored content: never change one. */
  readonly name: string;
  readonly defaultTitle: string;
  /** One line, for the list from which people add modules. */
  readonly description: string;
  readonly defaultSize: GridSize;
  readonly minimumSize: GridSize;
  readonly settingsCodec: StateCodec<Settings>;
  readonly viewCodec: StateCodec<View>;
  /** For settings that name parts of a data set, which may have gone. */
  readonly fitting?: SettingsFitting<Settings>;
  /** Whether `load` gives a form of settings; known before anything is loaded. */
  readonly hasSettings: boolean;
  start(from: StartingPoint): { settings: Settings; view: View };
  /** The module's code is fetched when the first one is shown. */
  load(): Promise<ModuleComponents<Settings, View>>;
};

/** How settings are fitted to the table of the data set that they name. [B9] */
export type SettingsFitting<Settings> = {
  readonly atoms: FixableStateDefinition<Settings, TableState>;
  dataSetIdOf(settings: Settings): string | null;
};

export type ModuleComponents<Settings, View> = {
  readonly View: ComponentType<ModuleViewProps<Settings, View>>;
  /** Null where there is nothing to set. */
  readonly Settings: ComponentType<ModuleSettingsProps<Settings>> | null;
};

export type ModuleViewProps<Settings, View> = {
  readonly title: string;
  /** As they fit the data that is there. */
  readonly settings: Settings;
  /** What of the opened session does not fit, and what `settings` has in its place. */
  readonly adjusted: readonly Adjustment[];
  readonly view: View;
  /** Settings cannot be changed; changes of the view are not saved. */
  readonly isReadOnly: boolean;
  readonly onSettingsChange: (settings: Settings) => void;
  readonly onViewChange: (view: View) => void;
};

export type ModuleSettingsProps<Settings> = {
  /** As they fit the data that is there. */
  readonly settings: Settings;
  readonly onSettingsChange: (settings: Settings) => void;
};

/** A definition whose state types the workbench does not know; only the codec of the same module reads its states. */
// oxlint-disable-next-line typescript/no-explicit-any -- the registry holds definitions of unrelated state types
export type AnyModuleDefinition = ModuleDefinition<any, any>;

// oxlint-disable-next-line typescript/no-explicit-any -- as above
export type AnyModuleComponents = ModuleComponents<any, any>;
