import type { JsonObject } from "../documents/json.ts";
import type { SessionBackend } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";

/**
 * The content of the saved state that the work starts from. [B4]
 *
 * It is kept from when it was opened or sent; after a reload, or where a save turned out to have been applied unheard, the
 * version is read from the history. It is never guessed: content with another hash is not the base.
 */
export class CommonVersion {
  readonly #backend: Pick<SessionBackend, "readVersion">;
  #known: { readonly contentHash: string; readonly canonical: Uint8Array } | null = null;

  constructor(options: { backend: Pick<SessionBackend, "readVersion"> }) {
    this.#backend = options.backend;
  }

  /** @param canonical what this workbench makes of the content with that hash. */
  keep(contentHash: string, canonical: Uint8Array): void {
    this.#known = { contentHash, canonical };
  }

  /** Null where it cannot be found any more. */
  async contentOf(base: Pick<SessionMetadata, "id" | "version" | "contentHash">): Promise<JsonObject | null> {
    if (this.#known?.contentHash === base.contentHash) {
      return JSON.parse(new TextDecoder().decode(this.#known.canonical)) as JsonObject;
    }
    const read = await this.#backend.readVersion(base.id, base.version);
    return read.kind === "ok" && read.contentHash === base.contentHash ? read.content : null;
  }
}
