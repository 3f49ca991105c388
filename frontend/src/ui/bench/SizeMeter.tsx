import { Group, Progress, Text } from "@mantine/core";

import { words } from "../words.ts";

/** [B10]: quiet until it matters. */
const SHOWN_FROM = 0.7;

type SizeMeterProps = { sizeBytes: number; limitBytes: number };

export function SizeMeter({ sizeBytes, limitBytes }: SizeMeterProps) {
  const share = sizeBytes / limitBytes;
  if (share < SHOWN_FROM) return null;
  const value = words.bench.sizeMeterValue(sizeBytes, limitBytes);
  return (
    <Group gap={6} wrap="nowrap">
      <Progress
        w={56}
        size="sm"
        value={Math.min(100, share * 100)}
        color={share > 1 ? "red" : "orange"}
        aria-label={words.bench.sizeMeter}
        aria-valuetext={value}
      />
      <Text size="xs" c={share > 1 ? "var(--bench-danger-text)" : "dimmed"} visibleFrom="sm">
        {value}
      </Text>
    </Group>
  );
}
