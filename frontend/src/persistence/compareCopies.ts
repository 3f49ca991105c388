import type { JsonObject, JsonValue } from "../documents/json.ts";
import { mergeParts } from "../documents/mergeParts.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { ContentPart, SessionSource } from "../session/SessionSource.ts";
import {
  type Choices,
  type Comparison,
  type CopyOfWork,
  DETAIL_KEYS,
  type MergedWork,
} from "./Comparison.ts";

/** The last common version, as far as it is known. */
export type CommonCopy = { readonly content: JsonObject | null; readonly details: SessionDetails | null };

export type CopiesToCompare = {
  readonly source: Pick<SessionSource, "takeApart" | "putTogether">;
  readonly base: CommonCopy;
  readonly mine: CopyOfWork;
  readonly theirs: CopyOfWork;
  readonly choices: Choices;
};

type Compared = Pick<Comparison, "rows"> & {
  /** Null where the rows are. */
  readonly merged: MergedWork | null;
};

/** Compares three copies of a session: content by the parts that the workbench names, and each detail by itself. [B4] */
export function compareCopies({ source, base, mine, theirs, choices }: CopiesToCompare): Compared {
  const [myParts, theirParts] = [source.takeApart(mine.content), source.takeApart(theirs.content)];
  if (myParts === null || theirParts === null) return { rows: null, merged: null };
  const baseParts = base.content && source.takeApart(base.content);
  // What nobody is asked about stays as it is here where both changed it: so is everything that is not decided.
  const known = new Map([...(baseParts ?? []), ...theirParts, ...myParts].map((part) => [part.key, part]));
  const content = mergeParts({
    base: baseParts && byKey(baseParts),
    mine: byKey(myParts),
    theirs: byKey(theirParts),
    choices,
  });
  const details = mergeParts({
    base: base.details && detailParts(base.details),
    mine: detailParts(mine.details),
    theirs: detailParts(theirs.details),
    choices,
  });
  const asked = content.differences.filter(({ key }) => known.get(key)?.isQuiet !== true);
  const rows = [
    ...details.differences.map(({ key, changed, side }) => ({ key, changed, side, label: null })),
    ...asked.map(({ key, changed, side }) => ({ key, changed, side, label: known.get(key)?.label ?? null })),
  ];
  return {
    rows,
    merged: {
      content: source.putTogether(content.merged, mine.content),
      details: detailsOf(details.merged),
      leavesOutMine: rows.some(({ changed, side }) => changed !== "there" && side === "theirs"),
    },
  };
}

function byKey(parts: readonly ContentPart[]): ReadonlyMap<string, JsonValue> {
  return new Map(parts.map(({ key, value }) => [key, value]));
}

function detailParts(details: SessionDetails): ReadonlyMap<string, JsonValue> {
  return new Map<string, JsonValue>([
    [DETAIL_KEYS.title, details.title],
    [DETAIL_KEYS.description, details.description],
    [DETAIL_KEYS.tags, [...details.tags]],
  ]);
}

function detailsOf(parts: ReadonlyMap<string, JsonValue>): SessionDetails {
  return {
    title: parts.get(DETAIL_KEYS.title) as string,
    description: parts.get(DETAIL_KEYS.description) as string,
    tags: parts.get(DETAIL_KEYS.tags) as string[],
  };
}
