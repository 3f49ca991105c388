import { canonicalize } from "../../documents/canonicalJson.ts";
import type { JsonObject } from "../../documents/json.ts";
import type { ContentPart, SessionSource } from "../../session/SessionSource.ts";

export type VersionChange = {
  readonly kind: "added" | "removed" | "changed" | "moved";
  readonly label: string;
};

/**
 * What *after* has that *before* has not, by the parts that the workbench names: modules, dashboards, data sets.
 *
 * @returns null where one of them is not content that the workbench can read.
 */
export function compareVersions(
  source: Pick<SessionSource, "takeApart">,
  before: JsonObject,
  after: JsonObject,
): readonly VersionChange[] | null {
  const [old, recent] = [source.takeApart(before), source.takeApart(after)];
  if (!old || !recent) return null;
  const oldByKey = new Map(old.map((part) => [part.key, part]));
  const recentKeys = new Set(recent.map(({ key }) => key));
  const removed = old.filter((part) => !recentKeys.has(part.key) && !part.isQuiet);
  return [
    ...recent.flatMap((part) => changeOf(oldByKey.get(part.key), part)),
    ...removed.map(({ label }) => ({ kind: "removed", label }) as const),
  ];
}

/** A quiet part says where something lies: it is told only of what was there before. */
function changeOf(old: ContentPart | undefined, recent: ContentPart): VersionChange[] {
  const { label, isQuiet } = recent;
  if (!old) return isQuiet ? [] : [{ kind: "added", label }];
  if (canonicalize(old.value) === canonicalize(recent.value)) return [];
  return [{ kind: isQuiet ? "moved" : "changed", label }];
}
