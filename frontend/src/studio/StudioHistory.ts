import type { StudioWork } from "./StudioWork.ts";

export type StudioHistoryPolicy = {
  readonly maxSteps: number;
  /** Changes of the same fields within it are one step: typing a word is not undone letter by letter. */
  readonly joinWithinMs: number;
};

export const STUDIO_HISTORY: StudioHistoryPolicy = Object.freeze({ maxSteps: 200, joinWithinMs: 1000 });

type StudioHistoryOptions = { policy: StudioHistoryPolicy; now: () => number };

/** What can be undone and redone of a list of transformations. Moving through it is looking, and no step. */
export class StudioHistory {
  readonly #options: StudioHistoryOptions;
  #done: readonly StudioWork[] = [];
  #undone: readonly StudioWork[] = [];
  /** When fields were changed last, while nothing else happened since. */
  #typedAt = Number.NEGATIVE_INFINITY;

  constructor(options: StudioHistoryOptions) {
    this.#options = options;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Keeps *before*, unless *after* only goes on with what was changed just now. */
  record(before: StudioWork, after: StudioWork): void {
    const { policy, now } = this.#options;
    const isTyping = shapeOf(before) === shapeOf(after);
    const isGoingOn = isTyping && now() - this.#typedAt < policy.joinWithinMs;
    if (!isGoingOn) this.recordStep(before);
    this.#typedAt = isTyping ? now() : Number.NEGATIVE_INFINITY;
    this.#undone = [];
  }

  /** Keeps *before*, whatever was done just now: somebody else's list takes its place, or it is that list. */
  recordStep(before: StudioWork): void {
    this.#done = [...this.#done, before].slice(-this.#options.policy.maxSteps);
    this.#undone = [];
    this.#typedAt = Number.NEGATIVE_INFINITY;
  }

  undo(present: StudioWork): StudioWork | null {
    const before = this.#done.at(-1) ?? null;
    if (before === null) return null;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, present];
    this.#typedAt = Number.NEGATIVE_INFINITY;
    return before;
  }

  redo(present: StudioWork): StudioWork | null {
    const after = this.#undone.at(-1) ?? null;
    if (after === null) return null;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, present];
    this.#typedAt = Number.NEGATIVE_INFINITY;
    return after;
  }
}

/** Which members and items there are, whatever they hold: adding or removing one is a step of its own. */
function shapeOf({ transformations }: StudioWork): string {
  return JSON.stringify(transformations, (_, held: unknown) =>
    typeof held === "object" ? held : typeof held,
  );
}
