import { describe, expect, test } from "vitest";

import { pannedWindow, visibleWindow, withEqualUnits, withMargin, zoomedWindow } from "./planeWindow.ts";

const WHOLE = { x: { from: 0, to: 100 }, y: { from: -10, to: 10 } };

describe("[UX] zooming and moving over a plane", () => {
  test("zooms both axes around the middle, and out again to all of it", () => {
    const window = zoomedWindow(null, WHOLE, 0.5);

    expect(window).toEqual({ x: { from: 25, to: 75 }, y: { from: -5, to: 5 } });
    expect(zoomedWindow(window, WHOLE, 2)).toBeNull();
  });

  test("moves by parts of the window and stops at the ends", () => {
    const window = zoomedWindow(null, WHOLE, 0.5);

    expect(pannedWindow(window, WHOLE, { x: 0.25, y: 0 })?.x).toEqual({ from: 37.5, to: 87.5 });
    expect(pannedWindow(window, WHOLE, { x: 0, y: -9 })?.y).toEqual({ from: -10, to: 0 });
  });

  test("[B9] a saved window that shows nothing of the data gives way to all of it", () => {
    const elsewhere = { x: { from: 900, to: 950 }, y: { from: 0, to: 1 } };

    expect(visibleWindow(elsewhere, WHOLE)).toBeNull();
    expect(visibleWindow({ ...WHOLE, x: { from: 10, to: 20 } }, WHOLE)?.x).toEqual({ from: 10, to: 20 });
  });

  test("a single point gets room around it", () => {
    const { x, y } = withMargin({ x: { from: 5, to: 5 }, y: { from: 0, to: 0 } });

    expect(x.to - x.from).toBeGreaterThan(0);
    expect(y.to - y.from).toBeGreaterThan(0);
  });

  test("units of equal length keep shapes: a wide drawing shows more of x, and nothing is cut off", () => {
    const window = withEqualUnits(
      { x: { from: 0, to: 10 }, y: { from: 0, to: 10 } },
      { width: 400, height: 200 },
      1,
    );

    expect(window).toEqual({ x: { from: -5, to: 15 }, y: { from: 0, to: 10 } });
  });

  test("at 60° north a degree of longitude is half as long as one of latitude", () => {
    const window = withEqualUnits(
      { x: { from: 0, to: 10 }, y: { from: 55, to: 65 } },
      { width: 100, height: 100 },
      0.5,
    );

    expect(window.x.to - window.x.from).toBeCloseTo(2 * (window.y.to - window.y.from));
  });
});
