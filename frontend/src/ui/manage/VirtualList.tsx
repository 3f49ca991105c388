import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";

import classes from "./VirtualList.module.css";

type VirtualListProps<Item> = {
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  rowHeight: number;
  hasMore: boolean;
  /** The end of what is loaded comes into sight. */
  onNearEnd: () => void;
  renderRow: (item: Item) => ReactNode;
};

/** Rows drawn beyond both edges, so that scrolling a little shows no gap. */
const OVERSCAN = 4;
/** So many rows before the end the next page is asked for. */
const NEAR_END = 20;

/** A list of which only the rows in sight are in the page, so that ten thousand scroll like ten. */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const { label, items, keyOf, rowHeight, hasMore, onNearEnd, renderRow } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // Nothing of it is handed to a memoised component: it is read and drawn in this one.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    // React may finish the frame before it draws the rows: forcing it would hold up the scrolling itself.
    useFlushSync: false,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
  });
  const rows = virtualizer.getVirtualItems();
  const lastShown = rows.at(-1)?.index ?? -1;
  const isNearEnd = hasMore && lastShown >= items.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, items.length, onNearEnd]);
  return (
    <div ref={scroller} className={classes.scroller}>
      <ul aria-label={label} className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ key, index, start }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <li
                key={key}
                className={classes.row}
                style={{ height: rowHeight, transform: `translateY(${start}px)` }}
                aria-posinset={index + 1}
                aria-setsize={hasMore ? -1 : items.length}
              >
                {renderRow(item)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
