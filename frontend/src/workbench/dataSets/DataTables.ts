import { assertNever } from "../../errors/assertNever.ts";
import { findCatalogueEntry } from "./catalogue.ts";
import type { DataSetSource } from "./DataSet.ts";
import { type DataSetProblem, DataSetUnreadable } from "./DataSetUnreadable.ts";
import type { DataTable } from "./DataTable.ts";
import { parseDelimited } from "./parseDelimited.ts";
import { parseRecords } from "./parseRecords.ts";

export type TableState = { readonly kind: "loading" } | SettledState;

type SettledState =
  | { readonly kind: "ready"; readonly table: DataTable }
  | { readonly kind: "failed"; readonly problem: DataSetProblem };

/** Fetches the text of a shipped file; rejects with `DataSetUnreadable` of kind `notFetched`. */
export type FetchText = (url: string) => Promise<string>;

const LOADING: TableState = { kind: "loading" };

/**
 * The parsed tables of data sets: each source is fetched, parsed and typed once, however many modules show it.
 * Holds nothing that is saved.
 */
export class DataTables {
  readonly #fetchText: FetchText;
  readonly #listeners = new Set<() => void>();
  /** Weak, so that the text of a CSV can go when no session holds it any more. */
  readonly #entries = new WeakMap<object, { state: TableState; settled: Promise<SettledState> }>();

  constructor({ fetchText }: { fetchText: FetchText }) {
    this.#fetchText = fetchText;
  }

  /** The present state, without starting anything; the same object until it changes. */
  peek(source: DataSetSource): TableState {
    return this.#entries.get(keyOf(source))?.state ?? LOADING;
  }

  /** Starts loading what is not loaded yet. A failed source stays failed until `retry`. */
  request(source: DataSetSource): void {
    if (!this.#entries.has(keyOf(source))) this.#start(source);
  }

  retry(source: DataSetSource): void {
    if (this.peek(source).kind === "failed") this.#start(source);
  }

  /** @throws DataSetUnreadable */
  async load(source: DataSetSource): Promise<DataTable> {
    this.request(source);
    const state = await this.#entries.get(keyOf(source))?.settled;
    if (state?.kind === "ready") return state.table;
    throw new DataSetUnreadable(state?.problem ?? { kind: "notFetched", status: null });
  }

  /** @returns a function that ends the subscription. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #start(source: DataSetSource): void {
    const settled = this.#settle(source);
    const entry = { state: LOADING, settled };
    this.#entries.set(keyOf(source), entry);
    this.#notify();
    void this.#keepOutcome(entry);
  }

  async #keepOutcome(entry: { state: TableState; settled: Promise<SettledState> }): Promise<void> {
    entry.state = await entry.settled;
    this.#notify();
  }

  async #settle(source: DataSetSource): Promise<SettledState> {
    try {
      return { kind: "ready", table: await this.#read(source) };
    } catch (error) {
      return { kind: "failed", problem: problemOf(error) };
    }
  }

  async #read(source: DataSetSource): Promise<DataTable> {
    switch (source.kind) {
      case "csv":
        return parseDelimited(source.text);
      case "shipped": {
        const entry = findCatalogueEntry(source.file);
        if (!entry) throw new DataSetUnreadable({ kind: "unknownFile", file: source.file });
        const text = await this.#fetchText(entry.url);
        return source.file.endsWith(".json") ? parseRecords(text) : parseDelimited(text);
      }
      default:
        return assertNever(source);
    }
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** One entry for each shipped file; a CSV is the same as long as it is the same object, and content is immutable. */
function keyOf(source: DataSetSource): object {
  return (source.kind === "shipped" && findCatalogueEntry(source.file)) || source;
}

function problemOf(error: unknown): DataSetProblem {
  return error instanceof DataSetUnreadable ? error.problem : { kind: "unexpected", detail: String(error) };
}
