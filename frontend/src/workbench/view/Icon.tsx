const SHAPES = {
  settings: "M2.5 5h6M12.5 5h1M2.5 11h1M7.5 11h6M10.5 3.2v3.6M5.5 9.2v3.6",
  more: "M8 3.4v.01M8 8v.01M8 12.6v.01",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  left: "M13 8H3M7 4 3 8l4 4",
  right: "M3 8h10M9 4l4 4-4 4",
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  wider: "M2 3v10M14 3v10M4.5 8h7M6.5 6 4.5 8l2 2M9.5 6l2 2-2 2",
  narrower: "M8 3v10M1.5 8H6M4 6l2 2-2 2M14.5 8H10M12 6l-2 2 2 2",
  taller: "M3 2h10M3 14h10M8 4.5v7M6 6.5l2-2 2 2M6 9.5l2 2 2-2",
  shorter: "M3 8h10M8 1.5V6M6 4l2 2 2-2M8 14.5V10M6 12l2-2 2 2",
  rename: "M10.5 3.5l2 2-7 7H3.5v-2zM9 5l2 2",
  trash: "M2.5 4.5h11M6 4V2.5h4V4M4 4.5l.6 9h6.8l.6-9",
  undo: "M5.5 3 2.5 6l3 3M2.5 6h7a3.75 3.75 0 0 1 0 7.5H6",
  redo: "M10.5 3l3 3-3 3M13.5 6h-7a3.75 3.75 0 0 0 0 7.5H10",
  data: "M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6",
  upload: "M8 11V3M4.5 6 8 2.5 11.5 6M2.5 11v2.5h11V11",
  download: "M8 2.5v8M4.5 7 8 10.5 11.5 7M2.5 11v2.5h11V11",
} as const;

export type IconName = keyof typeof SHAPES;

/** Line icons on a 16-pixel grid. They decorate: the control that holds one carries the name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "more" ? 2.2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={SHAPES[name]} />
    </svg>
  );
}
