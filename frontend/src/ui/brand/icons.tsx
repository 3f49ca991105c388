import type { ReactNode } from "react";

/** Line icons on a 16-pixel grid. They decorate: the control that holds one carries the name. */
const SHAPES = {
  plus: <path d="M8 3v10M3 8h10" />,
  upload: <path d="M8 11V3M4.5 6 8 2.5 11.5 6M2.5 11v2.5h11V11" />,
  download: <path d="M8 2.5v8M4.5 7 8 10.5 11.5 7M2.5 11v2.5h11V11" />,
  table: <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6" />,
  chart: <path d="M2.5 2.5v11h11M4.5 10.5l3-3.5 2.5 2 3.5-4.5" />,
  dashboard: <path d="M2.5 2.5h5v6h-5zM9.5 2.5h4v3.5h-4zM9.5 8h4v5.5h-4zM2.5 10.5h5v3h-5z" />,
  link: <path d="M6.5 9.5l3-3M7.5 4.5l1-1a2.8 2.8 0 0 1 4 4l-1 1M8.5 11.5l-1 1a2.8 2.8 0 0 1-4-4l1-1" />,
  more: <path d="M3.4 8h.01M8 8h.01M12.6 8h.01" strokeWidth="2.4" />,
  check: <path d="M3 8.5l3.2 3.2L13 5" />,
  dot: <circle cx="8" cy="8" r="3.2" fill="currentColor" stroke="none" />,
  alert: <path d="M8 2.5 14 13H2zM8 6.5v3M8 11.3v.01" />,
  offline: (
    <path d="M2.5 2.5l11 11M4.6 8.7A5 5 0 0 1 8 7.4M11.4 8.7a5 5 0 0 0-1-.8M2.4 6.2A8.5 8.5 0 0 1 4.8 4.6M13.6 6.2A8.4 8.4 0 0 0 7 4M8 12.2v.01" />
  ),
  sync: <path d="M13 8a5 5 0 0 1-9 3M3 8a5 5 0 0 1 9-3M12.2 2.2V5H9.4M3.8 13.8V11h2.8" />,
  eye: (
    <>
      <path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  trash: <path d="M2.5 4.5h11M6 4V2.5h4V4M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4" />,
  keyboard: <path d="M1.5 4h13v8.5h-13zM4 6.7h.01M6.7 6.7h.01M9.3 6.7h.01M12 6.7h.01M5 9.8h6" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7" />
    </>
  ),
  moon: <path d="M13 9.6A5.6 5.6 0 0 1 6.4 3 5.6 5.6 0 1 0 13 9.6z" />,
  screen: <path d="M2 3h12v8H2zM6 13.5h4M8 11v2.5" />,
  star: <path d="M8 2.2l1.8 3.6 4 .6-2.9 2.8.7 4L8 11.3l-3.6 1.9.7-4L2.2 6.4l4-.6z" />,
  starred: <path d="M8 2.2l1.8 3.6 4 .6-2.9 2.8.7 4L8 11.3l-3.6 1.9.7-4L2.2 6.4l4-.6z" fill="currentColor" />,
  tag: <path d="M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.3h.01" />,
  restore: <path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H5M6 3.5l-3 3 3 3" />,
  close: <path d="M4 4l8 8M12 4l-8 8" />,
  list: <path d="M5.5 4h8M5.5 8h8M5.5 12h8M2.6 4h.01M2.6 8h.01M2.6 12h.01" />,
  history: <path d="M2.8 8a5.2 5.2 0 1 0 1.6-3.7L2.5 6M2.5 2.8V6h3.2M8 5v3.2l2.2 1.3" />,
  speech: <path d="M2.5 3.5h11v7.5H8l-3 2.5V11H2.5z" />,
  people: (
    <path d="M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5a4.5 4.5 0 0 1 9 0M10.5 3.2a2.5 2.5 0 0 1 0 4.6M12 9.6a4.5 4.5 0 0 1 2.5 3.9" />
  ),
  command: <path d="M2.5 3.5h11v9h-11zM5 6.5l2 1.7-2 1.7M8.5 10h2.5" />,
  signOut: <path d="M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}
