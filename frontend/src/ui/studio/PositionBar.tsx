import { ActionIcon, Button, Group, Text } from "@mantine/core";

import type { TableStep } from "../../modules/table/steps/TableStep.ts";
import { tableWords } from "../../modules/table/words.ts";
import { Icon } from "../../workbench/view/Icon.tsx";
import { studioWords as words } from "./words.ts";

type PositionBarProps = {
  steps: readonly TableStep[];
  position: number;
  onMove: (position: number) => void;
};

/** Which place of the list the table shows, and the way back and forth through it. */
export function PositionBar({ steps, position, onMove }: PositionBarProps) {
  const last = steps[position - 1];
  const text = last ? words.after(position, steps.length, tableWords.stepName(last.kind)) : words.asItIs;
  return (
    <Group gap="xs">
      <ActionIcon
        variant="default"
        aria-label={words.stepBack}
        disabled={position === 0}
        onClick={() => onMove(position - 1)}
      >
        <Icon name="left" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        aria-label={words.stepForward}
        disabled={position === steps.length}
        onClick={() => onMove(position + 1)}
      >
        <Icon name="right" />
      </ActionIcon>
      <Text size="sm" component="output">
        {text}
      </Text>
      {position < steps.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => onMove(steps.length)}>
          {words.showAll}
        </Button>
      )}
    </Group>
  );
}
