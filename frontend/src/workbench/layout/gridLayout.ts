import { type LayoutItem as GridItem, moveElement, verticalCompactor } from "react-grid-layout/core";

import type { GridSize } from "../../modules/ModuleDefinition.ts";
import type { LayoutItem } from "../state.ts";

export type GridPolicy = { readonly columns: number; readonly maxRowsOfModule: number };

export const GRID_POLICY: GridPolicy = Object.freeze({ columns: 12, maxRowsOfModule: 40 });

export type Direction = "left" | "right" | "up" | "down";

/** The layout as the grid shows it: inside the columns, nothing overlapping, no gaps above. Order of the items as given. */
export function settledLayout(layout: readonly LayoutItem[]): LayoutItem[] {
  const bounded = layout.map(intoColumns);
  return fromGrid(verticalCompactor.compact(toGrid(bounded), GRID_POLICY.columns), layout);
}

/** What the grid reports after a drag or resize, in the order of *layout*. */
export function layoutFromGrid(items: readonly GridItem[], layout: readonly LayoutItem[]): LayoutItem[] {
  return fromGrid(items, layout);
}

/** Adds an item at the first place, from the top and the left, where it pushes nothing away. */
export function placedLayout(layout: readonly LayoutItem[], moduleId: string, size: GridSize): LayoutItem[] {
  const settled = settledLayout(layout);
  return [...layout, firstGap(settled, { moduleId, x: 0, y: 0, ...size })];
}

/** One step in *direction*, with the outcome that dragging it there would have. A step down changes places with what is below. */
export function movedLayout(
  layout: readonly LayoutItem[],
  moduleId: string,
  direction: Direction,
): LayoutItem[] {
  const settled = settledLayout(layout);
  const item = settled.find((candidate) => candidate.moduleId === moduleId);
  if (!item) return settled;
  const { x, y } = stepFrom(item, settled, direction);
  if (x < 0 || y < 0 || x + item.w > GRID_POLICY.columns) return settled;
  const grid = toGrid(settled);
  const moving = grid.find((candidate) => candidate.i === moduleId);
  if (!moving) return settled;
  const moved = moveElement(grid, moving, x, y, true, false, "vertical", GRID_POLICY.columns);
  return fromGrid(verticalCompactor.compact(moved, GRID_POLICY.columns), layout);
}

/** Another size; the place gives way at the right edge, and neighbours are pushed down. */
export function resizedLayout(layout: readonly LayoutItem[], moduleId: string, size: GridSize): LayoutItem[] {
  const h = Math.min(size.h, GRID_POLICY.maxRowsOfModule);
  return settledLayout(
    layout.map((item) => (item.moduleId === moduleId ? intoColumns({ ...item, w: size.w, h }) : item)),
  );
}

export function isSameLayout(a: readonly LayoutItem[], b: readonly LayoutItem[]): boolean {
  return a.length === b.length && a.every((item, index) => isSameItem(item, b[index]));
}

function isSameItem(a: LayoutItem, b: LayoutItem | undefined): boolean {
  return a.moduleId === b?.moduleId && a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;
}

function stepFrom(
  item: LayoutItem,
  layout: readonly LayoutItem[],
  direction: Direction,
): { x: number; y: number } {
  const neighbours = layout.filter((other) => other !== item && sharesColumns(other, item));
  switch (direction) {
    case "left":
      return { x: item.x - 1, y: item.y };
    case "right":
      return { x: item.x + 1, y: item.y };
    case "up": {
      const above = neighbours.filter((other) => other.y < item.y).toSorted((a, b) => b.y - a.y)[0];
      return { x: item.x, y: above ? above.y : item.y - 1 };
    }
    case "down": {
      const below = neighbours.filter((other) => other.y > item.y).toSorted((a, b) => a.y - b.y)[0];
      return { x: item.x, y: below ? below.y + below.h : item.y };
    }
  }
}

function sharesColumns(a: LayoutItem, b: LayoutItem): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w;
}

function firstGap(layout: readonly LayoutItem[], item: LayoutItem): LayoutItem {
  const bottom = Math.max(0, ...layout.map(({ y, h }) => y + h));
  for (let y = 0; y < bottom; y += 1) {
    for (let x = 0; x + item.w <= GRID_POLICY.columns; x += 1) {
      const candidate = { ...item, x, y };
      if (!layout.some((other) => overlaps(other, candidate))) return candidate;
    }
  }
  return { ...item, x: 0, y: bottom };
}

function overlaps(a: LayoutItem, b: LayoutItem): boolean {
  return sharesColumns(a, b) && a.y < b.y + b.h && b.y < a.y + a.h;
}

function intoColumns(item: LayoutItem): LayoutItem {
  const w = Math.min(Math.max(item.w, 1), GRID_POLICY.columns);
  return { ...item, w, h: Math.max(item.h, 1), x: Math.min(Math.max(item.x, 0), GRID_POLICY.columns - w) };
}

function toGrid(layout: readonly LayoutItem[]): GridItem[] {
  return layout.map(({ moduleId, x, y, w, h }) => ({ i: moduleId, x, y, w, h }));
}

/** The grid adds fields of its own (`moved`, `static`) and sorts; what is saved keeps neither. */
function fromGrid(items: readonly GridItem[], order: readonly LayoutItem[]): LayoutItem[] {
  const byId = new Map(items.map(({ i, x, y, w, h }) => [i, { moduleId: i, x, y, w, h }]));
  return order.map((item) => byId.get(item.moduleId) ?? item);
}
