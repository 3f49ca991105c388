import { Popover, Progress, Text, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";

import { words } from "../words.ts";
import classes from "./SizeMeter.module.css";

/** [B10]: quiet until it matters. */
const SHOWN_FROM = 0.7;

type SizeMeterProps = {
  sizeBytes: number;
  limitBytes: number;
  /** What takes the most room, shown when a person asks. */
  children: ReactNode;
};

export function SizeMeter({ sizeBytes, limitBytes, children }: SizeMeterProps) {
  const share = sizeBytes / limitBytes;
  if (share < SHOWN_FROM) return null;
  const value = words.size.ofLimit(sizeBytes, limitBytes);
  return (
    <Popover withArrow trapFocus returnFocus position="bottom-end">
      <Popover.Target>
        <UnstyledButton className={classes.meter} aria-label={words.size.meter(value)}>
          <Progress
            w={56}
            size="sm"
            value={Math.min(100, share * 100)}
            color={share > 1 ? "red" : "orange"}
            aria-hidden
          />
          <Text size="xs" c={share > 1 ? "var(--bench-danger-text)" : "dimmed"} visibleFrom="sm">
            {value}
          </Text>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.size.largest} tabIndex={-1} data-autofocus>
        <Text size="sm" fw={600} mb={4}>
          {words.size.largest}
        </Text>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
