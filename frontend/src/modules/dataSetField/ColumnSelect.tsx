import { Select } from "@mantine/core";

import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";

type ColumnSelectProps = {
  label: string;
  description?: string;
  columns: readonly DataColumn[];
  value: string | null;
  /** What no column means; null where one is needed. */
  noneMeans: string | null;
  onChange: (name: string | null) => void;
};

/** Chooses one of *columns*, or none where that means something. */
export function ColumnSelect({ label, description, columns, value, noneMeans, onChange }: ColumnSelectProps) {
  return (
    <Select
      label={label}
      {...(description === undefined ? {} : { description })}
      {...(noneMeans === null ? {} : { placeholder: noneMeans })}
      data={columns.map(({ name }) => name)}
      value={value}
      onChange={onChange}
      clearable={noneMeans !== null}
      allowDeselect={false}
      searchable={columns.length > 8}
    />
  );
}
