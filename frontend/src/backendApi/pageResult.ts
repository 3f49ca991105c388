import type { Refusal } from "../persistence/SessionBackend.ts";
import { unconditional, type Answer } from "./answer.ts";
import { refusalOfRead } from "./refusal.ts";

export type Page<Item> = { items: readonly Item[]; nextCursor: string | null };

export type PageResult<Item> = { kind: "ok"; page: Page<Item> } | Refusal;

export type SortDirection = "asc" | "desc";

type PageWire<Wire> = { items: Wire[]; next_cursor?: string | null };

/** Which page is asked for. [L1] [L2] */
export function pageParameters(pageSize: number, cursor: string | null, direction: SortDirection) {
  const page = { page_size: pageSize, sort_direction: direction };
  return cursor === null ? page : { ...page, cursor };
}

/** One page of a list. [L1] */
export function pageResult<Wire, Item>(
  raw: Answer<PageWire<Wire>>,
  fromWire: (wire: Wire) => Item,
): PageResult<Item> {
  const answer = unconditional(raw);
  if (answer.kind !== "ok") return refusalOfRead(answer);
  const { items, next_cursor: nextCursor } = answer.data;
  return { kind: "ok", page: { items: items.map(fromWire), nextCursor: nextCursor ?? null } };
}
