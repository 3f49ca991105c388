import { UnstyledButton, useComputedColorScheme } from "@mantine/core";

import { valueText } from "./axisText.ts";
import classes from "./LineChart.module.css";
import type { LineSeries } from "./lineSeries.ts";
import { seriesStyle } from "./seriesStyle.ts";
import { lineChartWords } from "./words.ts";

type ChartLegendProps = {
  series: readonly LineSeries[];
  hiddenSeries: readonly string[];
  hoveredPosition: number | null;
  onHiddenSeriesChange: (hiddenSeries: readonly string[]) => void;
};

/** Names the lines, shows their values under the pointer, and hides or shows a line. */
export function ChartLegend({
  series,
  hiddenSeries,
  hoveredPosition,
  onHiddenSeriesChange,
}: ChartLegendProps) {
  const scheme = useComputedColorScheme("light");
  const toggle = (label: string) =>
    onHiddenSeriesChange(
      hiddenSeries.includes(label) ? hiddenSeries.filter((each) => each !== label) : [...hiddenSeries, label],
    );
  return (
    <ul className={classes.legend} aria-label={lineChartWords.legend}>
      {series.map(({ label, values }, index) => {
        const value = hoveredPosition === null ? null : (values[hoveredPosition] ?? null);
        const { colour, dash } = seriesStyle(index, scheme);
        return (
          <li key={label}>
            <UnstyledButton
              className={classes.series}
              aria-pressed={!hiddenSeries.includes(label)}
              onClick={() => toggle(label)}
            >
              <svg width="16" height="4" aria-hidden="true">
                <path d="M0 2h16" stroke={colour} strokeWidth="3" strokeDasharray={dash.join(" ")} />
              </svg>
              {label}
              <strong className={classes.value}>{value !== null && valueText(value)}</strong>
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
