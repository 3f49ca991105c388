import { mergeWork } from "./mergeWork.ts";
import type { StudioDraft } from "./StudioDrafts.ts";
import type { SavedWork, StudioConflict } from "./StudioSaver.ts";
import { isSameList, type StudioWork } from "./StudioWork.ts";

export type TakenUp = {
  /** What the person goes on with. */
  readonly work: StudioWork;
  readonly base: SavedWork;
  readonly conflict: StudioConflict | null;
  /** The drafts that are in it; others wait for the next start. */
  readonly used: readonly StudioDraft[];
  readonly editedAt: number | null;
};

/**
 * What earlier pages left on this device, on top of what the service has. [B2]
 *
 * The first draft that does not go together with it becomes the person's side of a conflict; those after it stay where they are.
 *
 * @param drafts oldest first.
 */
export function takeUpDrafts(saved: SavedWork, drafts: readonly StudioDraft[]): TakenUp {
  let work = saved.work;
  const used: StudioDraft[] = [];
  let editedAt: number | null = null;
  for (const draft of drafts) {
    const merged = together(saved, work, draft);
    used.push(draft);
    editedAt = draft.editedAt;
    if (merged === null) {
      const base = { savedAs: { ...saved.savedAs, id: draft.sessionId }, work: draft.base };
      return { work: draft.work, base, conflict: { saved, theirs: work }, used, editedAt };
    }
    work = merged;
  }
  return { work, base: saved, conflict: null, used, editedAt };
}

function together({ savedAs }: SavedWork, work: StudioWork, draft: StudioDraft): StudioWork | null {
  if (draft.sessionId === savedAs.id) return mergeWork(draft.base, draft.work, work);
  // Of a session that is gone: nothing says what this one was made from.
  const isFree = work.transformations.length === 0;
  return isFree || isSameList(work.transformations, draft.work.transformations) ? draft.work : null;
}
