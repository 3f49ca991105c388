import { MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";

import { assertNever } from "../../../errors/assertNever.ts";
import type { DataTable } from "../../../workbench/dataSets/DataTable.ts";
import { ColumnSelect } from "../../dataSetField/ColumnSelect.tsx";
import { tableWords as words } from "../words.ts";
import { ARITHMETIC_OPERATORS, FILTER_OPERATORS, GROUP_AGGREGATIONS, type TableStep } from "./TableStep.ts";

type StepFieldsProps<Step extends TableStep = TableStep> = {
  step: Step;
  /** The table that the step works on. */
  table: DataTable;
  onChange: (step: TableStep) => void;
};

type Of<Kind extends TableStep["kind"]> = StepFieldsProps<Extract<TableStep, { kind: Kind }>>;

/** What can be set of one step. */
export function StepFields({ step, table, onChange }: StepFieldsProps) {
  switch (step.kind) {
    case "filter":
      return <FilterFields step={step} table={table} onChange={onChange} />;
    case "sort":
      return <SortFields step={step} table={table} onChange={onChange} />;
    case "derive":
      return <DeriveFields step={step} table={table} onChange={onChange} />;
    case "show":
    case "hide":
      return (
        <ColumnsField
          label={words.columns}
          table={table}
          value={step.columns}
          onChange={(columns) => onChange({ ...step, columns })}
        />
      );
    case "group":
      return <GroupFields step={step} table={table} onChange={onChange} />;
    default:
      return assertNever(step);
  }
}

function FilterFields({ step, table, onChange }: Of<"filter">) {
  const isUnary = step.operator === "empty" || step.operator === "not_empty";
  return (
    <>
      <ColumnSelect
        label={words.column}
        columns={table.columns}
        value={step.column}
        noneMeans={null}
        onChange={(column) => column !== null && onChange({ ...step, column })}
      />
      <Select
        label={words.operator}
        data={FILTER_OPERATORS.map((operator) => ({ value: operator, label: words.operatorName(operator) }))}
        value={step.operator}
        onChange={(operator) => operator && onChange({ ...step, operator })}
        allowDeselect={false}
      />
      {!isUnary && (
        <TextInput
          label={words.value}
          data-undo="workbench"
          value={step.value}
          onChange={(event) => onChange({ ...step, value: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function SortFields({ step, table, onChange }: Of<"sort">) {
  return (
    <>
      <ColumnSelect
        label={words.column}
        columns={table.columns}
        value={step.column}
        noneMeans={null}
        onChange={(column) => column !== null && onChange({ ...step, column })}
      />
      <Select
        label={words.direction}
        data={(["ascending", "descending"] as const).map((direction) => ({
          value: direction,
          label: words.directionName(direction),
        }))}
        value={step.direction}
        onChange={(direction) => direction && onChange({ ...step, direction })}
        allowDeselect={false}
      />
    </>
  );
}

function DeriveFields({ step, table, onChange }: Of<"derive">) {
  const calculable = table.columns.filter(({ type }) => type !== "text");
  return (
    <>
      <TextInput
        label={words.newName}
        data-undo="workbench"
        value={step.name}
        onChange={(event) => onChange({ ...step, name: event.currentTarget.value })}
      />
      <ColumnSelect
        label={words.column}
        columns={calculable}
        value={step.leftColumn}
        noneMeans={null}
        onChange={(leftColumn) => leftColumn !== null && onChange({ ...step, leftColumn })}
      />
      <Select
        label={words.arithmetic}
        data={ARITHMETIC_OPERATORS.map((operator) => ({
          value: operator,
          label: words.arithmeticSign(operator),
        }))}
        value={step.operator}
        onChange={(operator) => operator && onChange({ ...step, operator })}
        allowDeselect={false}
      />
      <ColumnSelect
        label={words.rightColumn}
        columns={calculable}
        value={step.rightColumn}
        noneMeans={words.aNumber}
        onChange={(rightColumn) => onChange({ ...step, rightColumn })}
      />
      {step.rightColumn === null && (
        <NumberInput
          label={words.rightNumber}
          data-undo="workbench"
          value={step.rightNumber}
          onChange={(value) => typeof value === "number" && onChange({ ...step, rightNumber: value })}
        />
      )}
    </>
  );
}

function GroupFields({ step, table, onChange }: Of<"group">) {
  return (
    <>
      <ColumnsField
        label={words.groupBy}
        table={table}
        value={step.columns}
        onChange={(columns) => columns.length > 0 && onChange({ ...step, columns })}
      />
      <Select
        label={words.aggregation}
        data={GROUP_AGGREGATIONS.map((each) => ({ value: each, label: words.aggregationName(each) }))}
        value={step.aggregation}
        onChange={(aggregation) => aggregation && onChange({ ...step, aggregation })}
        allowDeselect={false}
      />
      {step.aggregation !== "count" && (
        <ColumnsField
          label={words.valueColumns}
          table={{ ...table, columns: table.columns.filter(({ type }) => type === "number") }}
          value={step.valueColumns}
          onChange={(valueColumns) => onChange({ ...step, valueColumns })}
        />
      )}
    </>
  );
}

type ColumnsFieldProps = {
  label: string;
  table: DataTable;
  value: readonly string[];
  onChange: (names: readonly string[]) => void;
};

function ColumnsField({ label, table, value, onChange }: ColumnsFieldProps) {
  return (
    <MultiSelect
      label={label}
      data={table.columns.map(({ name }) => name)}
      value={[...value]}
      onChange={onChange}
      searchable
    />
  );
}
