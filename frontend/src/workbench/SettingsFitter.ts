import { FixableState, type ShownState } from "../moduleState/FixableState.ts";
import type { ModuleRegistry } from "../modules/ModuleRegistry.ts";
import type { DataSet } from "./dataSets/DataSet.ts";
import type { DataTables, TableState } from "./dataSets/DataTables.ts";
import type { OpenModule } from "./state.ts";

/** Settings of the type that the module's definition names, and what of the opened session does not fit. */
export type FittedSettings = ShownState<unknown>;

type Fitting = {
  readonly fixable: FixableState<unknown, TableState>;
  settings: unknown;
  table: TableState;
  shown: FittedSettings;
};

/** Nothing is known of a data set that is not in the workbench, so nothing is said against settings that name it. */
const NO_TABLE: TableState = { kind: "loading" };

/** Fits the settings of modules to their data sets, and remembers of each module what has proved valid. [B9] */
export class SettingsFitter {
  readonly #registry: ModuleRegistry;
  readonly #tables: DataTables;
  readonly #fittings = new Map<string, Fitting>();
  readonly #asChosen = new WeakMap<OpenModule, FittedSettings>();

  constructor(options: { registry: ModuleRegistry; tables: DataTables }) {
    this.#registry = options.registry;
    this.#tables = options.tables;
  }

  fit(module: OpenModule, dataSets: readonly DataSet[]): FittedSettings {
    const { settings, settingsSource } = module;
    const fitting = this.#registry.find(module.name)?.fitting;
    if (!fitting) return this.#chosen(module);
    const dataSetId = fitting.dataSetIdOf(settings);
    const source = dataSets.find(({ id }) => id === dataSetId)?.source;
    const table = source ? this.#tables.peek(source) : NO_TABLE;
    const known = this.#fittings.get(module.id);
    if (known && known.settings === settings && known.table === table) return known.shown;
    const fixable = known?.fixable ?? new FixableState<unknown, TableState>(fitting.atoms);
    if (known?.table !== table) fixable.provide(table);
    if (known?.settings !== settings) fixable.open(settings, settingsSource);
    const { shown } = fixable;
    this.#fittings.set(module.id, { fixable, settings, table, shown });
    return shown;
  }

  #chosen(module: OpenModule): FittedSettings {
    const known = this.#asChosen.get(module);
    if (known) return known;
    const shown = { state: module.settings, adjusted: [] };
    this.#asChosen.set(module, shown);
    return shown;
  }
}
