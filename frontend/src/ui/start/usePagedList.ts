import { useCallback, useEffect, useRef, useState } from "react";

import type { PageResult } from "../../backendApi/pageResult.ts";
import type { Refusal } from "../../persistence/SessionBackend.ts";

export type PagedList<Item> =
  | { kind: "loading" }
  | { kind: "failed"; refusal: Refusal }
  | { kind: "ready"; items: readonly Item[]; nextCursor: string | null; isLoadingMore: boolean };

/**
 * A list that is fetched page by page. [L1]
 *
 * `loadPage` must keep its identity between renders; a new one starts the list again.
 * An answer that arrives after a newer request was made is dropped.
 */
export function usePagedList<Item>(loadPage: (cursor: string | null) => Promise<PageResult<Item>>) {
  const [list, setList] = useState<PagedList<Item>>({ kind: "loading" });
  const requestNumber = useRef(0);

  const load = useCallback(
    async (cursor: string | null, before: readonly Item[]) => {
      requestNumber.current += 1;
      const mine = requestNumber.current;
      const result = await loadPage(cursor);
      if (mine !== requestNumber.current) return;
      setList(
        result.kind === "ok"
          ? {
              kind: "ready",
              items: [...before, ...result.page.items],
              nextCursor: result.page.nextCursor,
              isLoadingMore: false,
            }
          : { kind: "failed", refusal: result },
      );
    },
    [loadPage],
  );

  const reload = useCallback(() => void load(null, []), [load]);

  const loadMore = useCallback(() => {
    if (list.kind !== "ready" || list.nextCursor === null || list.isLoadingMore) return;
    setList({ ...list, isLoadingMore: true });
    void load(list.nextCursor, list.items);
  }, [list, load]);

  useEffect(() => {
    reload();
    return () => {
      requestNumber.current += 1;
    };
  }, [reload]);

  return { list, reload, loadMore };
}
