import { type ReactNode, useCallback, useState } from "react";

import type { PageResult } from "../../backendApi/pageResult.ts";
import { useNow } from "../device/useNow.ts";
import { useServices } from "../Services.ts";
import type { ListedItem, ManagedList, ManagedListState } from "./ManagedList.ts";
import { SearchField } from "./SearchField.tsx";
import { useManagedList } from "./useManagedList.ts";
import { type Selection, useSelection } from "./useSelection.ts";

export const CLOCK_TICK_MS = 30_000;

export type ManageTabParts<Item extends ListedItem> = {
  readonly list: ManagedList<Item>;
  readonly state: ManagedListState<Item>;
  /** What is loaded. */
  readonly items: readonly Item[];
  readonly selection: Selection<Item>;
  readonly loadMore: () => void;
  readonly searchField: ReactNode;
  readonly isSearched: boolean;
  readonly clearSearch: () => void;
  readonly now: number;
};

/**
 * What every tab has: a searched list, what is selected in it, the time.
 *
 * @param ask one page for the text that is searched; another function is another question.
 */
export function useManageTab<Item extends ListedItem>(
  ask: (text: string, cursor: string | null) => Promise<PageResult<Item>>,
): ManageTabParts<Item> {
  const { clock } = useServices();
  const [text, setText] = useState("");
  const [searches, setSearches] = useState(0);
  const loadPage = useCallback((cursor: string | null) => ask(text, cursor), [ask, text]);
  const { list, state, loadMore } = useManagedList(loadPage);
  const items: readonly Item[] = state.kind === "ready" ? state.items : NONE;
  return {
    list,
    state,
    items,
    selection: useSelection(items),
    loadMore,
    searchField: <SearchField key={searches} onSearch={setText} />,
    isSearched: text !== "",
    clearSearch: () => {
      setText("");
      setSearches(searches + 1);
    },
    now: useNow(clock, CLOCK_TICK_MS),
  };
}

const NONE: readonly never[] = [];
