import type { ReactNode } from "react";

import { Icon, type IconName } from "../brand/icons.tsx";
import classes from "./Status.module.css";

export type Tone = "good" | "unknown" | "warning" | "problem";

const ICONS: Readonly<Record<Tone, IconName>> = {
  good: "check",
  unknown: "dot",
  warning: "alert",
  problem: "alert",
};

/** A word with a sign before it: what it means is never told by colour alone. [WCAG 1.4.1] */
export function Toned({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.tone} data-tone={tone}>
      <Icon name={ICONS[tone]} size={14} />
      {children}
    </span>
  );
}
