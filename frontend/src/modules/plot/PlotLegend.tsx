import { UnstyledButton, useComputedColorScheme } from "@mantine/core";

import classes from "./Plot.module.css";
import { seriesStyle } from "./seriesStyle.ts";

export type LegendEntry = {
  /** Distinct within the legend. */
  readonly label: string;
  /** The value under the pointer; null where there is none. */
  readonly value: string | null;
};

type PlotLegendProps = {
  name: string;
  entries: readonly LegendEntry[];
  hidden: readonly string[];
  /** Lines may be dashed; areas and points are not. */
  mark: "line" | "area";
  onHiddenChange: (hidden: readonly string[]) => void;
};

/** Names what is drawn, shows values under the pointer, and hides or shows one of it. */
export function PlotLegend({ name, entries, hidden, mark, onHiddenChange }: PlotLegendProps) {
  const scheme = useComputedColorScheme("light");
  const toggle = (label: string) =>
    onHiddenChange(hidden.includes(label) ? hidden.filter((each) => each !== label) : [...hidden, label]);
  return (
    <ul className={classes.legend} aria-label={name}>
      {entries.map(({ label, value }, index) => {
        const { colour, dash } = seriesStyle(index, scheme);
        return (
          <li key={label}>
            <UnstyledButton
              className={classes.series}
              aria-pressed={!hidden.includes(label)}
              onClick={() => toggle(label)}
            >
              {mark === "line" ? (
                <svg width="16" height="4" aria-hidden="true">
                  <path d="M0 2h16" stroke={colour} strokeWidth="3" strokeDasharray={dash.join(" ")} />
                </svg>
              ) : (
                <svg width="10" height="10" aria-hidden="true">
                  <circle cx="5" cy="5" r="4" fill={colour} />
                </svg>
              )}
              {label}
              <strong className={mark === "line" ? classes.value : undefined}>{value}</strong>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
