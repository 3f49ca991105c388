import type { JsonObject } from "../../documents/json.ts";
import type { Address, ManageTab } from "../../navigation/Address.ts";
import type { NavigationManager, RealAddress } from "../../navigation/NavigationManager.ts";

/** What a workbench page starts from. The address alone does not always say it. */
export type Opening =
  | { kind: "empty" }
  | { kind: "dataSet"; file: string }
  | { kind: "template"; id: string }
  | { kind: "csv"; file: File }
  | { kind: "saved"; sessionId: string }
  | { kind: "draft"; draftId: string }
  /** Content of a snapshot that becomes the person's own session. [B6] */
  | { kind: "copy"; title: string; content: JsonObject };

export type Page =
  | { kind: "start" }
  | { kind: "bench"; opening: Opening }
  | { kind: "snapshot"; id: string }
  | { kind: "manage"; tab: ManageTab }
  | { kind: "survey" }
  | { kind: "status" }
  | { kind: "studio"; dataSet: string | null }
  | { kind: "notFound" };

/** `visit` is another number at every arrival, so that the same address can be opened afresh. */
export type Route = { readonly page: Page; readonly visit: number };

/**
 * Which page is shown. The address bar is the navigation manager's alone; what is added here is only what an address
 * cannot say, such as the file that a new workbench starts from.
 */
export class Router {
  readonly #navigation: NavigationManager;
  readonly #listeners = new Set<() => void>();
  #pending: Opening | null = null;
  #route: Route;

  constructor({ navigation }: { navigation: NavigationManager }) {
    this.#navigation = navigation;
    this.#route = { page: pageAt(navigation.address, null), visit: 0 };
    navigation.subscribe((address) => this.#arrive(address));
  }

  readonly route = (): Route => this.#route;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes to a page as a link does; the page that is left may ask first. False where the person stayed. */
  go(to: RealAddress, opening: Opening | null = null): Promise<boolean> {
    return this.#navigation.pushState(to, () => {
      this.#pending = opening;
    });
  }

  /** Opens the same page afresh, from what it was opened from or from *opening*, and asks nobody. */
  again(opening: Opening | null = null): void {
    const page: Page = opening === null ? this.#route.page : { kind: "bench", opening };
    this.#become({ page, visit: this.#route.visit + 1 });
  }

  /** Shows the start page in place of what is shown, and asks nobody: for after signing out. */
  reset(): void {
    this.#navigation.replaceState({ kind: "start" });
    this.#arrive({ kind: "start" });
  }

  #arrive(address: Address): void {
    const page = pageAt(address, this.#pending);
    this.#pending = null;
    this.#become({ page, visit: this.#route.visit + 1 });
  }

  #become(route: Route): void {
    this.#route = route;
    for (const listener of this.#listeners) listener();
  }
}

function pageAt(address: Address, opening: Opening | null): Page {
  switch (address.kind) {
    case "newSession":
      return { kind: "bench", opening: opening ?? { kind: "empty" } };
    case "session":
      return { kind: "bench", opening: opening ?? { kind: "saved", sessionId: address.id } };
    default:
      return address;
  }
}
