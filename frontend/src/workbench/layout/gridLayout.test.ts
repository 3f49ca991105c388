import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { LayoutItem } from "../state.ts";
import {
  type Direction,
  layoutFromGrid,
  movedLayout,
  placedLayout,
  resizedLayout,
  settledLayout,
} from "./gridLayout.ts";

const item = (moduleId: string, x: number, y: number, w: number, h: number): LayoutItem => ({
  moduleId,
  x,
  y,
  w,
  h,
});
const places = (layout: readonly LayoutItem[]) =>
  layout.map(({ moduleId, x, y, w, h }) => `${moduleId} ${x},${y} ${w}×${h}`);

const arrangement = fc
  .array(fc.tuple(fc.nat(14), fc.nat(20), fc.nat(14), fc.nat(9)), { minLength: 1, maxLength: 7 })
  .map((tuples) => tuples.map(([x, y, w, h], index) => item(`m${index}`, x, y, w, h)));
const direction = fc.constantFrom<Direction>("left", "right", "up", "down");

function overlap(a: LayoutItem, b: LayoutItem): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function problems(layout: readonly LayoutItem[]): string[] {
  const outside = layout.filter(({ x, y, w, h }) => x < 0 || y < 0 || w < 1 || h < 1 || x + w > 12);
  const overlapping = layout.filter((a, index) => layout.slice(index + 1).some((b) => overlap(a, b)));
  return [...places(outside), ...places(overlapping)];
}

describe("[B1] the arrangement that is saved", () => {
  test("is in the columns and without overlaps, whatever was stored, moved or resized", () => {
    fc.assert(
      fc.property(arrangement, direction, fc.nat(15), fc.nat(50), (layout, way, w, h) => {
        const moved = movedLayout(layout, "m0", way);
        const resized = resizedLayout(moved, "m0", { w, h });
        const placed = placedLayout(settledLayout(layout), "new", { w: 4, h: 4 });

        expect([moved, resized, placed].map(problems)).toEqual([[], [], []]);
      }),
      { numRuns: 300 },
    );
  });

  test("is settled once: settling again changes nothing", () => {
    fc.assert(
      fc.property(arrangement, (layout) => {
        const settled = settledLayout(layout);

        expect(settledLayout(settled)).toEqual(settled);
      }),
      { numRuns: 200 },
    );
  });

  test("keeps its order and nothing of the grid's own fields", () => {
    const layout = [item("a", 0, 0, 6, 4), item("b", 6, 0, 6, 4)];

    const reported = [
      { i: "b", x: 0, y: 0, w: 6, h: 4, moved: true, static: false },
      { i: "a", x: 6, y: 0, w: 6, h: 4, moved: false, static: false },
    ];

    expect(layoutFromGrid(reported, layout)).toEqual([item("a", 6, 0, 6, 4), item("b", 0, 0, 6, 4)]);
  });
});

describe("[UX] a step from the menu does what dragging does", () => {
  const column = [item("a", 0, 0, 12, 4), item("b", 0, 4, 12, 2), item("c", 0, 6, 12, 3)];

  test("down goes below the next one", () => {
    expect(places(movedLayout(column, "a", "down"))).toEqual(["a 0,2 12×4", "b 0,0 12×2", "c 0,6 12×3"]);
  });

  test("up goes above the one before", () => {
    expect(places(movedLayout(column, "c", "up"))).toEqual(["a 0,0 12×4", "b 0,7 12×2", "c 0,4 12×3"]);
  });

  test("down and then up is where it was", () => {
    const down = movedLayout(column, "a", "down");

    expect(movedLayout(down, "a", "up")).toEqual(column);
  });

  test("right goes one column, and pushes down what is there", () => {
    const row = [item("a", 0, 0, 6, 4), item("b", 6, 0, 6, 4)];

    expect(places(movedLayout(row, "a", "right"))).toEqual(["a 1,0 6×4", "b 6,4 6×4"]);
  });

  test("at the edge nothing moves", () => {
    expect(movedLayout(column, "a", "left")).toEqual(column);
  });

  test("wider at the right edge gives way to the left", () => {
    expect(places(resizedLayout([item("a", 8, 0, 4, 4)], "a", { w: 6, h: 4 }))).toEqual(["a 6,0 6×4"]);
  });

  test("a new module takes the first gap that holds it", () => {
    const layout = [item("a", 0, 0, 8, 8), item("b", 0, 8, 12, 8)];

    expect(places(placedLayout(layout, "c", { w: 4, h: 8 }))).toContain("c 8,0 4×8");
  });
});
