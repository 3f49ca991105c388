import { useCallback, useMemo, useState } from "react";

import type { ListedItem } from "./ManagedList.ts";

export type Selection<Item> = {
  /** Of the items that are listed. */
  readonly items: readonly Item[];
  readonly isAll: boolean;
  has: (id: string) => boolean;
  /** Keeps its identity. */
  toggle: (id: string) => void;
  toggleAll: () => void;
  clear: () => void;
};

const NONE: ReadonlySet<string> = new Set();

/** Which of *listed* are chosen; what is no longer listed is not. */
export function useSelection<Item extends ListedItem>(listed: readonly Item[]): Selection<Item> {
  const [ids, setIds] = useState<ReadonlySet<string>>(NONE);
  const items = useMemo(() => (ids.size === 0 ? [] : listed.filter(({ id }) => ids.has(id))), [listed, ids]);
  const toggle = useCallback(
    (id: string) =>
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    [],
  );
  const isAll = items.length > 0 && items.length === listed.length;
  return useMemo(
    () => ({
      items,
      isAll,
      has: (id) => ids.has(id),
      toggle,
      toggleAll: () => setIds(isAll ? NONE : new Set(listed.map(({ id }) => id))),
      clear: () => setIds(NONE),
    }),
    [items, isAll, ids, listed, toggle],
  );
}
