import type { DraftDatabase } from "./DraftDatabase.ts";

/** The database of drafts: opened once, and again after it failed or the browser closed it. */
export class DraftConnection {
  readonly #open: () => Promise<DraftDatabase>;
  #opened: Promise<DraftDatabase> | null = null;

  constructor(options: { openDatabase: () => Promise<DraftDatabase> }) {
    this.#open = options.openDatabase;
  }

  /** Rejects where the browser gives none now; the next call asks again. */
  database(): Promise<DraftDatabase> {
    this.#opened ??= this.#connect();
    return this.#opened;
  }

  /** What was opened may be of no use any more. */
  readonly forget = (): void => {
    this.#opened = null;
  };

  async #connect(): Promise<DraftDatabase> {
    try {
      const database = await this.#open();
      // Closed by the browser, or to let go of it for a later version of the application.
      database.addEventListener("close", this.forget);
      database.addEventListener("versionchange", this.forget);
      return database;
    } catch (error) {
      this.forget();
      throw error;
    }
  }
}
