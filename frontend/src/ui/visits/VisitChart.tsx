import type { DayBar } from "./visitDays.ts";
import classes from "./VisitChart.module.css";
import { visitWords } from "./words.ts";

const HEIGHT = 100;
const STEP = 10;
const GAP = 2;

/** Visits a day as bars. Drawn as SVG: a hundred rectangles need no chart library. */
export function VisitChart({ bars }: { bars: readonly DayBar[] }) {
  const most = bars.reduce((best, bar) => (bar.visits > best.visits ? bar : best), { day: "", visits: 0 });
  const [first, last] = [bars[0]?.day ?? "", bars.at(-1)?.day ?? ""];
  return (
    <figure className={classes.chart} aria-label={visitWords.chart(first, last, most.visits, most.day)}>
      <svg viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ day, visits }, index) => {
          const height = most.visits === 0 ? 0 : (visits / most.visits) * HEIGHT;
          return (
            <rect
              key={day}
              x={index * STEP + GAP / 2}
              y={HEIGHT - height}
              width={STEP - GAP}
              height={height}
              fill="currentColor"
            >
              <title>{visitWords.dayOf(day, visits)}</title>
            </rect>
          );
        })}
      </svg>
      <div className={classes.days} aria-hidden="true">
        <span>{first}</span>
        <span>{last}</span>
      </div>
    </figure>
  );
}
