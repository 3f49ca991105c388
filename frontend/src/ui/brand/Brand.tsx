import { Group, Text } from "@mantine/core";

import { isPlainClick } from "../routing/isPlainClick.ts";
import { words } from "../words.ts";
import classes from "./Brand.module.css";

type BrandProps = { onStart: () => void; compact?: boolean };

/** The way back to the start page: a bench dog, the peg that holds a workpiece, on its bench. */
export function Brand({ onStart, compact = false }: BrandProps) {
  return (
    <a
      className={classes.brand}
      href="/"
      aria-label={words.brand.toStart}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        onStart();
      }}
    >
      <Group gap={8} wrap="nowrap">
        <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <rect className={classes.ground} width="24" height="24" rx="5" />
          <path className={classes.bench} d="M4 14.5h16v3H4z" />
          <path className={classes.peg} d="M9 5.5h6v2.6h-1.4V14h-3.2V8.1H9z" />
        </svg>
        {compact ? null : (
          <Text component="span" fw={650} size="lg" className={classes.name}>
            {words.brand.name}
          </Text>
        )}
      </Group>
    </a>
  );
}
