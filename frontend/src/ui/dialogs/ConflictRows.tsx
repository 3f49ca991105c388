import { Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useId } from "react";

import type { Side } from "../../documents/mergeParts.ts";
import type { ConflictRow } from "../../persistence/Comparison.ts";
import { words } from "../words.ts";
import { partName } from "./partName.ts";

type ConflictRowsProps = {
  rows: readonly ConflictRow[];
  isDisabled: boolean;
  onChoose: (key: string, side: Side) => void;
};

/** One row for each part that differs: who changed it, and from where it is taken. [B4] */
export function ConflictRows({ rows, isDisabled, onChoose }: ConflictRowsProps) {
  const asked = rows.filter(({ changed }) => changed === "both");
  const decided = asked.filter(({ side }) => side !== null);
  return (
    <Stack gap="xs" mt="lg">
      <Group justify="space-between">
        <Title order={3}>{words.conflict.parts}</Title>
        {asked.length > 0 && (
          <Text size="sm" c="dimmed" component="output">
            {words.conflict.decided(decided.length, asked.length)}
          </Text>
        )}
      </Group>
      {rows.map((row) => (
        <Row key={row.key} row={row} isDisabled={isDisabled} onChoose={onChoose} />
      ))}
    </Stack>
  );
}

type RowProps = Omit<ConflictRowsProps, "rows"> & { row: ConflictRow };

/** Until it is decided, neither side is marked. */
function Row({ row, isDisabled, onChoose }: RowProps) {
  const { key, changed, side } = row;
  const name = partName(row);
  const hintId = useId();
  return (
    <Group justify="space-between" gap="sm" wrap="wrap">
      <Text size="sm" flex="1 1 200px">
        {name}{" "}
        <Text component="span" size="xs" c="dimmed" id={hintId}>
          {words.conflict.changed[changed]}
        </Text>
      </Text>
      <SegmentedControl
        size="xs"
        w={280}
        disabled={isDisabled}
        aria-label={words.conflict.takeFrom(name)}
        aria-describedby={hintId}
        value={side ?? ""}
        onChange={(chosen) => onChoose(key, chosen as Side)}
        data={[
          { value: "mine", label: words.conflict.choiceThisTab },
          { value: "theirs", label: words.conflict.choiceServer },
        ]}
      />
    </Group>
  );
}
