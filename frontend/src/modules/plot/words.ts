/** What charts of every kind say. */
export const plotWords = {
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  moveLeft: "Move left",
  moveRight: "Move right",
  moveUp: "Move up",
  moveDown: "Move down",
  showAll: "Show all",
  emptyGroup: "(empty)",
  otherGroups: (count: number) => `${count} others`,
  noGroup: "No grouping",
  adjusted: ({ missing, unfit }: { missing: readonly string[]; unfit: readonly string[] }) =>
    [
      ...(missing.length > 0 ? [`Not in this data set: ${missing.join(", ")}.`] : []),
      ...(unfit.length > 0 ? [`Not numbers that can be drawn: ${unfit.join(", ")}.`] : []),
      "Other columns are shown until you choose.",
    ].join(" "),
} as const;
