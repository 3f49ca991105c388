import { useCallback, useEffect, useState, useSyncExternalStore } from "react";

import { type ListedItem, type LoadPage, ManagedList } from "./ManagedList.ts";

const CHANGES_AT_ONCE = 6;

/** A list that begins anew when *loadPage* is another function; what is shown stays until the answer is there. */
export function useManagedList<Item extends ListedItem>(loadPage: LoadPage<Item>) {
  const [list] = useState(() => new ManagedList<Item>({ changesAtOnce: CHANGES_AT_ONCE }));
  useEffect(() => {
    void list.open(loadPage);
  }, [list, loadPage]);
  const state = useSyncExternalStore(list.subscribe, list.state);
  const loadMore = useCallback(() => void list.loadMore(), [list]);
  return { list, state, loadMore };
}
