import type { VisitedSnapshot } from "../../backendApi/ManageClient.ts";
import { words } from "../words.ts";
import { relativeTime } from "../wording/times.ts";
import { DeadListRow, ListRow } from "./ListRow.tsx";

type VisitedRowProps = { visited: VisitedSnapshot; now: number; onOpen: () => void };

/** A snapshot that was deleted stays in the list and says so. [N5] */
export function VisitedRow({ visited, now, onOpen }: VisitedRowProps) {
  const opened = words.start.lastVisited(relativeTime(visited.lastVisitedAt, now));
  if (visited.isDeleted) return <DeadListRow title={visited.title} facts={[words.start.deleted, opened]} />;
  return <ListRow href={`/snapshot/${visited.id}`} title={visited.title} facts={[opened]} onOpen={onOpen} />;
}
