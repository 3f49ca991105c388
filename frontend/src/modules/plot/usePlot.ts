import { useComputedColorScheme } from "@mantine/core";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import { sizeOf } from "./plotStyle.ts";

export type ColourScheme = "light" | "dark";

/** What is drawn into *element*; its size is taken from there. */
export type PlotRecipe = {
  readonly options: Omit<uPlot.Options, "width" | "height">;
  readonly data: uPlot.AlignedData;
};

/**
 * Draws into the element that `holder` is given to, at its size and in the colours of the page; draws anew when *build* is
 * another function, so it must keep its identity while what it draws stays the same. `plot` is null before the first drawing.
 */
export function usePlot(build: (element: HTMLElement, scheme: ColourScheme) => PlotRecipe): {
  holder: RefObject<HTMLElement | null>;
  plot: uPlot | null;
} {
  const scheme = useComputedColorScheme("light");
  const holder = useRef<HTMLElement>(null);
  const [plot, setPlot] = useState<uPlot | null>(null);
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const { options, data } = build(element, scheme);
    const drawn = new uPlot({ ...options, ...sizeOf(element) }, data, element);
    setPlot(drawn);
    const observer = new ResizeObserver(() => drawn.setSize(sizeOf(element)));
    observer.observe(element);
    return () => {
      observer.disconnect();
      setPlot(null);
      drawn.destroy();
    };
  }, [build, scheme]);
  return { holder, plot };
}

/** The same function at every render, that calls the latest *callback*: a drawing keeps the one that it was made with. */
export function useLatest<Arguments extends unknown[]>(
  callback: (...values: Arguments) => void,
): (...values: Arguments) => void {
  const latest = useRef(callback);
  useLayoutEffect(() => {
    latest.current = callback;
  });
  const [stable] = useState(
    () =>
      (...values: Arguments) =>
        latest.current(...values),
  );
  return stable;
}
