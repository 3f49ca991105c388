export type SeriesStyle = { readonly colour: string; readonly dash: readonly number[] };

/** Each at least 3 : 1 against the surface of its colour scheme [WCAG 1.4.11]. */
const COLOURS = {
  light: [
    "#2166ac",
    "#c2410c",
    "#15803d",
    "#7c3aed",
    "#a16207",
    "#0e7490",
    "#be185d",
    "#52525b",
    "#5f6f0a",
    "#991b1b",
  ],
  dark: [
    "#6cb2ff",
    "#ff9d66",
    "#6fd08c",
    "#b79bff",
    "#f0c05a",
    "#5ccfe0",
    "#ff8fc1",
    "#b8bec8",
    "#b7c95a",
    "#ff8a8a",
  ],
} as const;

/** The second round of colours is dashed, so that twenty lines differ. */
export const MAX_SERIES = 20;

export function seriesStyle(index: number, scheme: "light" | "dark"): SeriesStyle {
  const colours = COLOURS[scheme];
  return {
    colour: colours[index % colours.length] ?? colours[0],
    dash: index < colours.length ? [] : [6, 4],
  };
}
