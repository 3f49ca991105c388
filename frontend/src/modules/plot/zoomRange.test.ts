import { expect, test } from "vitest";

import { panned, visibleRange, zoomed } from "./zoomRange.ts";

const whole = { from: 0, to: 100 };

test("[UX] zooming in keeps the middle", () => {
  expect(zoomed({ from: 20, to: 60 }, whole, 0.5)).toEqual({ from: 30, to: 50 });
});

test("[UX] zooming out stays within the data", () => {
  expect(zoomed({ from: 0, to: 20 }, whole, 2)).toEqual({ from: 0, to: 40 });
});

test("[UX] zooming out to all of it is no zoom at all", () => {
  expect(zoomed({ from: 20, to: 80 }, whole, 2)).toBeNull();
});

test("[UX] moving stops at the end of the data", () => {
  expect(panned({ from: 70, to: 90 }, whole, 1)).toEqual({ from: 80, to: 100 });
});

test("[UX] zooming in ends before there is nothing to see", () => {
  let range = zoomed(null, whole, 0.5);
  for (let step = 0; step < 60; step += 1) range = zoomed(range, whole, 0.5);

  expect((range?.to ?? 0) - (range?.from ?? 0)).toBeCloseTo(0.01);
});

test("[B9] a saved range that lies outside other data shows all of them", () => {
  expect(visibleRange({ from: 200, to: 300 }, whole)).toBeNull();
  expect(visibleRange({ from: 90, to: 300 }, whole)).toEqual({ from: 90, to: 300 });
});
