import { ActionIcon, Button, Group, Menu, Stack, Text } from "@mantine/core";
import { type ReactNode, useMemo } from "react";

import type { DataTable } from "../../../workbench/dataSets/DataTable.ts";
import { tableWords as words } from "../words.ts";
import { applySteps } from "./applySteps.ts";
import { newStep } from "./newStep.ts";
import { StepFields } from "./StepFields.tsx";
import classes from "./StepList.module.css";
import type { TableStep, TableStepKind } from "./TableStep.ts";

type StepListProps = {
  /** The data set. */
  table: DataTable;
  steps: readonly TableStep[];
  /** How many of them what is shown has gone through; without it, all. */
  position?: number;
  /** Below the heading that it stands under. */
  heading?: "h2" | "h4";
  onChange: (steps: readonly TableStep[]) => void;
};

const KINDS: readonly TableStepKind[] = ["filter", "sort", "derive", "show", "hide", "group"];

/** The transformations of a table in their order: add, set, move and remove. */
export function StepList({ table, steps, position = steps.length, heading = "h4", onChange }: StepListProps) {
  const tables = useMemo(
    () => [table, ...steps.map((_, index) => applySteps(table, steps.slice(0, index + 1)))],
    [table, steps],
  );
  const result = tables.at(-1) ?? table;
  const add = (kind: TableStepKind) => {
    const step = newStep(kind, result);
    if (step) onChange([...steps, step]);
  };
  return (
    <section aria-label={words.steps}>
      <Text fw={600} component={heading} m={0}>
        {words.steps}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {steps.length === 0 ? words.noSteps : words.stepsHint}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step, index) => (
          // Steps have no identity of their own: they are what stands at a place of the list.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={classes.step} data-ahead={index >= position || undefined}>
            <StepHeading
              number={index + 1}
              step={step}
              isLast={index === steps.length - 1}
              onMove={(offset) => onChange(moved(steps, index, offset))}
              onRemove={() => onChange(steps.toSpliced(index, 1))}
            />
            <Stack gap="xs">
              <StepFields
                step={step}
                table={tables[index] ?? table}
                onChange={(changed) => onChange(steps.with(index, changed))}
              />
            </Stack>
          </li>
        ))}
      </ol>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" size="xs" mt="xs">
            {words.addStep}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {KINDS.map((kind) => (
            <Menu.Item key={kind} onClick={() => add(kind)}>
              {words.stepName(kind)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </section>
  );
}

type StepHeadingProps = {
  number: number;
  step: TableStep;
  isLast: boolean;
  onMove: (offset: -1 | 1) => void;
  onRemove: () => void;
};

function StepHeading({ number, step, isLast, onMove, onRemove }: StepHeadingProps) {
  return (
    <Group justify="space-between" wrap="nowrap" gap={4} mb={4}>
      <Text fw={550} size="sm" title={words.stepText(step)} truncate>
        {words.stepNumber(number, step.kind)}
      </Text>
      <Group gap={0} wrap="nowrap">
        <StepButton label={words.stepEarlier(number)} isDisabled={number === 1} onClick={() => onMove(-1)}>
          <path d="M4 9.5 8 5.5l4 4" />
        </StepButton>
        <StepButton label={words.stepLater(number)} isDisabled={isLast} onClick={() => onMove(1)}>
          <path d="M4 6.5l4 4 4-4" />
        </StepButton>
        <StepButton label={words.removeStep(number)} isDisabled={false} onClick={onRemove}>
          <path d="M4.5 4.5l7 7M11.5 4.5l-7 7" />
        </StepButton>
      </Group>
    </Group>
  );
}

type StepButtonProps = { label: string; isDisabled: boolean; onClick: () => void; children: ReactNode };

function StepButton({ label, isDisabled, onClick, children }: StepButtonProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      aria-label={label}
      disabled={isDisabled}
      onClick={onClick}
    >
      <svg width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.4" aria-hidden="true">
        {children}
      </svg>
    </ActionIcon>
  );
}

function moved(steps: readonly TableStep[], index: number, offset: -1 | 1): readonly TableStep[] {
  const step = steps[index];
  return step ? steps.toSpliced(index, 1).toSpliced(index + offset, 0, step) : steps;
}
