/** What every drawing of points says. */
export const pointWords = {
  groupColumn: "Colour by",
  sizeColumn: "Size by",
  sameSize: "All of one size",
  groups: "Groups",
} as const;
