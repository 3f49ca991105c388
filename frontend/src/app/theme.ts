import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Deep green. Shade 7 carries white text at 5.4 : 1, shade 4 is read on the dark page at 7 : 1. */
const pine: MantineColorsTuple = [
  "#edf7f3",
  "#d8ece4",
  "#b0d9c9",
  "#84c4ac",
  "#5cb091",
  "#3f9c7b",
  "#2a8767",
  "#1c7254",
  "#155a42",
  "#0f4432",
];

/** For what cannot be undone. Shade 7 carries white text at 6.5 : 1; Mantine's own red does not reach 4.5. */
const red: MantineColorsTuple = [
  "#fdecea",
  "#f9d6d2",
  "#f2ada6",
  "#e98277",
  "#dd5e52",
  "#cf4338",
  "#bf3229",
  "#b3261e",
  "#8f1d17",
  "#6d1510",
];

/** Neutral greys with a little warmth, so that charts keep the colours to themselves. */
const gray: MantineColorsTuple = [
  "#faf9f7",
  "#f3f2ef",
  "#e8e6e1",
  "#dcd9d3",
  "#c6c2ba",
  "#9c978d",
  "#716c63",
  "#565149",
  "#3b3732",
  "#23211e",
];

const dark: MantineColorsTuple = [
  "#d6d5d2",
  "#b9b7b2",
  "#97948e",
  "#6f6c67",
  "#474541",
  "#373532",
  "#2b2a28",
  "#1f1e1d",
  "#181716",
  "#111010",
];

export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 7, dark: 7 },
  colors: { pine, red, gray, dark },
  defaultRadius: "sm",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "20px" },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.3" },
      h2: { fontSize: "1rem", lineHeight: "1.4" },
      h3: { fontSize: "0.875rem", lineHeight: "1.4" },
    },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Button: { defaultProps: { size: "sm" } },
    // A span alone may have no name.
    Loader: { defaultProps: { role: "progressbar" } },
    Modal: { defaultProps: { centered: true, radius: "md", transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true } },
    // Without the placeholder: it takes the focus and is no item, so a screen reader would announce nothing.
    Menu: {
      defaultProps: {
        shadow: "md",
        position: "bottom-end",
        width: 240,
        withInitialFocusPlaceholder: false,
      },
    },
  },
});

/** Text that is dimmed still reads at 4.5 : 1 [WCAG 1.4.3]; Mantine's own value does not. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-dimmed": gray[6],
    "--mantine-color-placeholder": gray[6],
    "--mantine-color-error": "#b3261e",
    "--mantine-color-anchor": pine[7],
    "--bench-page": gray[0],
    "--bench-surface": "#ffffff",
    "--bench-line": gray[3],
    "--bench-accent": pine[7],
    "--bench-focus": pine[6],
    "--bench-warning-text": "#7a4a00",
    "--bench-warning-surface": "#fff4dc",
    "--bench-danger-text": "#a11d16",
    "--bench-danger-surface": "#fdecea",
  },
  dark: {
    "--mantine-color-body": dark[7],
    "--mantine-color-dimmed": dark[2],
    "--mantine-color-placeholder": dark[2],
    "--mantine-color-error": "#ff9b93",
    "--mantine-color-anchor": pine[4],
    "--bench-page": dark[8],
    "--bench-surface": dark[7],
    "--bench-line": dark[5],
    "--bench-accent": pine[4],
    "--bench-focus": pine[4],
    "--bench-warning-text": "#f3c67a",
    "--bench-warning-surface": "#3a2c12",
    "--bench-danger-text": "#ffb1aa",
    "--bench-danger-surface": "#3f1a17",
  },
});
