import type { JsonObject, JsonValue } from "../documents/json.ts";
import type { AnyModuleDefinition, GridSize } from "../modules/ModuleDefinition.ts";
import type { ModuleRegistry } from "../modules/ModuleRegistry.ts";
import type { ContentPart, RestoreOutcome, SessionSource, Unsubscribe } from "../session/SessionSource.ts";
import {
  activateDashboard,
  addDashboard,
  findActiveDashboard,
  removeDashboard,
} from "./changes/dashboardChanges.ts";
import { addDataSet } from "./changes/dataSetChanges.ts";
import { addModule, changeSettings, changeView } from "./changes/moduleChanges.ts";
import { putTogether, takeApart } from "./contentParts.ts";
import { findCatalogueEntry } from "./dataSets/catalogue.ts";
import { type CsvSource, readCsvFile } from "./dataSets/csvFile.ts";
import type { DataSet, DataSetSource } from "./dataSets/DataSet.ts";
import { DataSetUnreadable } from "./dataSets/DataSetUnreadable.ts";
import type { DataTables } from "./dataSets/DataTables.ts";
import { isFromNewerVersion } from "./newerContent.ts";
import { HISTORY_POLICY } from "./history/HistoryPolicy.ts";
import { type Recording, WorkbenchHistory } from "./history/WorkbenchHistory.ts";
import { restoreWorkbench } from "./restoreWorkbench.ts";
import { type FittedSettings, SettingsFitter } from "./SettingsFitter.ts";
import { serializeWorkbench } from "./serializeWorkbench.ts";
import type { OpenModule, WorkbenchChange, WorkbenchState } from "./state.ts";
import type { WorkbenchContent } from "./workbenchContent.ts";
import { wellFormed } from "./wellFormed.ts";
import { workbenchWords } from "./words.ts";

export type WorkbenchOptions = {
  /** A new id at every call, unique within the session. */
  createId: () => string;
  /** Milliseconds; tells apart what was typed in one go. */
  now: () => number;
  registry: ModuleRegistry;
  tables: DataTables;
};

const STEP: Recording = { kind: "step" };

/**
 * The workbench without its user interface: dashboards, modules and data sets of the session that is open, and what of
 * them can be undone.
 *
 * It only changes by `apply`, one `WorkbenchChange` at a time. Only what a person does is a change: opening, showing, loading
 * a table and measuring the window never are.
 */
export class Workbench implements SessionSource {
  readonly registry: ModuleRegistry;
  readonly tables: DataTables;
  readonly #createId: () => string;
  readonly #listeners = new Set<() => void>();
  readonly #history: WorkbenchHistory;
  #state: WorkbenchState;
  /** Whether it holds something that a person saw; the content that is opened first is no step to undo. */
  #isInUse = false;
  #fitter: SettingsFitter;

  /** Starts with one empty dashboard. */
  constructor({ createId, now, registry, tables }: WorkbenchOptions) {
    this.registry = registry;
    this.tables = tables;
    this.#createId = createId;
    this.#history = new WorkbenchHistory({ policy: HISTORY_POLICY, now });
    this.#fitter = new SettingsFitter({ registry, tables });
    const id = createId();
    this.#state = {
      activeDashboardId: id,
      dashboards: [{ id, title: workbenchWords.firstDashboard, layout: [] }],
      moduleInstances: [],
      dataSets: [],
    };
  }

  /** The present state; the same object until it changes. */
  get state(): WorkbenchState {
    return this.#state;
  }

  /** @returns a function that ends the subscription. */
  subscribe = (listener: () => void): Unsubscribe => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  apply(change: WorkbenchChange, recording: Recording = STEP): void {
    const before = this.#state;
    const next = change(before);
    if (next === before) return;
    this.#isInUse = true;
    this.#history.record(before, next, recording);
    this.#become(next);
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Undoes the last step, a restore included. @returns whether there was one. */
  undo(): boolean {
    return this.#becomeIfAny(this.#history.undo(this.#state));
  }

  /** Does the step again that was undone last. @returns whether there was one. */
  redo(): boolean {
    return this.#becomeIfAny(this.#history.redo(this.#state));
  }

  /** Makes one step to undo of everything that *action* changes before it returns. */
  asOneStep<Result>(action: () => Result): Result {
    return this.#history.asOneStep(action);
  }

  /** What was done so far is the beginning: it cannot be undone. */
  forgetHistory(): void {
    this.#history.forget();
  }

  serialize(): WorkbenchContent {
    return serializeWorkbench(this.#state);
  }

  /** Replaces everything by stored *content*. Content that is not a workbench changes nothing and is reported. */
  restore(content: JsonObject): RestoreOutcome {
    const reading = restoreWorkbench(content, this.registry);
    if (reading.kind !== "read")
      return { kind: "unreadable", reason: workbenchWords.contentUnreadable(reading) };
    const wasInUse = this.#isInUse;
    this.#fitter = new SettingsFitter({ registry: this.registry, tables: this.tables });
    this.apply(() => reading.state);
    if (!wasInUse) this.#history.forget();
    return { kind: "restored" };
  }

  isFromNewerVersion(content: JsonObject): boolean {
    return isFromNewerVersion(content);
  }

  takeApart(content: JsonObject): readonly ContentPart[] | null {
    const isReadable = restoreWorkbench(content, this.registry).kind === "read";
    return isReadable ? takeApart(content as WorkbenchContent) : null;
  }

  /** @param around content of a workbench, as `serialize` gives it. */
  putTogether(parts: ReadonlyMap<string, JsonValue>, around: JsonObject): WorkbenchContent {
    return putTogether(parts, around as WorkbenchContent);
  }

  /** Makes another dashboard the active one, which is looking and no step to undo. */
  showDashboard(dashboardId: string): void {
    this.apply(activateDashboard(dashboardId), { kind: "none" });
  }

  /** Adds an empty dashboard, which becomes the active one. */
  addDashboard(title = workbenchWords.nextDashboard(this.#state.dashboards.length + 1)): void {
    this.apply(addDashboard({ id: this.#createId(), title, layout: [] }));
  }

  removeDashboard(dashboardId: string): void {
    this.apply(removeDashboard(dashboardId));
  }

  /** Adds a module to the active dashboard and gives its id. */
  addModule(
    definition: AnyModuleDefinition,
    dataSetId: string | null = this.state.dataSets[0]?.id ?? null,
    size: GridSize = definition.defaultSize,
  ): string {
    const module = this.#newModule(definition, dataSetId);
    this.apply(addModule(findActiveDashboard(this.state).id, module, size));
    return module.id;
  }

  /** The settings of *module* as they fit the data that is there; the same object until either changes. [B9] */
  fittedSettings(module: OpenModule): FittedSettings {
    return this.#fitter.fit(module, this.state.dataSets);
  }

  /** @param settings of the type that the module's definition names. */
  setModuleSettings(module: OpenModule, settings: unknown): void {
    const text = this.#definitionOf(module).settingsCodec.toText(settings);
    this.apply(changeSettings(module.id, settings, text), joined(`settings ${module.id} ${shapeOf(text)}`));
  }

  /** @param view of the type that the module's definition names. */
  setModuleView(module: OpenModule, view: unknown): void {
    const text = this.#definitionOf(module).viewCodec.toText(view);
    this.apply(changeView(module.id, view, text), joined(`view ${module.id} ${shapeOf(text)}`));
  }

  /**
   * Gives the id of a shipped data set; adds it where the workbench does not have it.
   *
   * @throws DataSetUnreadable `unknownFile` where the catalogue does not list *file*.
   */
  addShipped(file: string): string {
    const known = this.state.dataSets.find(({ source }) => source.kind === "shipped" && source.file === file);
    if (known) return known.id;
    const entry = findCatalogueEntry(file);
    if (!entry) throw new DataSetUnreadable({ kind: "unknownFile", file });
    return this.#addDataSet(entry.name, { kind: "shipped", file });
  }

  /**
   * Reads a person's own CSV and keeps it with the content, whose size it counts in.
   *
   * @returns the id of the new data set.
   * @throws DataSetUnreadable when it is too large, not UTF-8, or has no header or rows. Nothing is added then.
   */
  async addCsv(file: File): Promise<string> {
    return this.addRead(await readCsvFile(file));
  }

  /** Keeps what `readCsvFile` read. @returns the id of the new data set. */
  addRead(source: CsvSource): string {
    return this.#addDataSet(wellFormed(source.fileName.replace(/\.(?:csv|tsv|txt)$/i, "")), source);
  }

  #becomeIfAny(state: WorkbenchState | null): boolean {
    if (state) this.#become(state);
    return state !== null;
  }

  #become(state: WorkbenchState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  #addDataSet(name: string, source: DataSetSource): string {
    const dataSet: DataSet = { id: this.#createId(), name, source };
    this.apply(addDataSet(dataSet));
    return dataSet.id;
  }

  #newModule(definition: AnyModuleDefinition, dataSetId: string | null): OpenModule {
    const dataSet = this.state.dataSets.find(({ id }) => id === dataSetId);
    const tableState = dataSet && this.tables.peek(dataSet.source);
    const table = tableState?.kind === "ready" ? tableState.table : null;
    const { settings, view } = definition.start({ dataSetId, table });
    return {
      kind: "open",
      id: this.#createId(),
      name: definition.name,
      title: definition.defaultTitle,
      serializedState: {
        settings: definition.settingsCodec.toText(settings),
        view: definition.viewCodec.toText(view),
      },
      settings,
      view,
      settingsSource: "template",
    };
  }

  #definitionOf(module: OpenModule): AnyModuleDefinition {
    const definition = this.registry.find(module.name);
    if (!definition) throw new Error(`No module is registered under “${module.name}”.`);
    return definition;
  }
}

function joined(name: string): Recording {
  return { kind: "joined", name };
}

/** Which members and items JSON *text* has, whatever they hold: adding or removing one is a step of its own. */
function shapeOf(text: string): string {
  const value: unknown = JSON.parse(text);
  return JSON.stringify(value, (_, held: unknown) => (typeof held === "object" ? held : typeof held));
}
