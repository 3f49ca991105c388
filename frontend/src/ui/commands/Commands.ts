import type { IconName } from "../brand/icons.tsx";

/** One thing that a person can ask for by name. */
export type Command = {
  /** Distinct among all commands. */
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  /** The keys that do the same, as people read them. */
  readonly keys?: string;
  readonly run: () => void;
};

/** The commands of whatever is shown now: each part of the page offers its own while it is there. */
export class Commands {
  readonly #listeners = new Set<() => void>();
  #offers: readonly (readonly Command[])[] = [];
  #all: readonly Command[] = [];

  /** What the page offers, then what is always there. The same object until it changes. */
  readonly all = (): readonly Command[] => this.#all;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * @param place `last` for what is there on every page.
   * @returns a function that takes the offer back.
   */
  offer(commands: readonly Command[], place: "first" | "last" = "first"): () => void {
    this.#become(place === "first" ? [commands, ...this.#offers] : [...this.#offers, commands]);
    return () => this.#become(this.#offers.filter((each) => each !== commands));
  }

  #become(offers: readonly (readonly Command[])[]): void {
    this.#offers = offers;
    this.#all = offers.flat();
    for (const listener of this.#listeners) listener();
  }
}
