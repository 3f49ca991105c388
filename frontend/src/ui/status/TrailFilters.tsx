import { Button, NativeSelect, Switch, TextInput } from "@mantine/core";

import classes from "./Status.module.css";
import { EVERYTHING, TRAIL_OPERATIONS, type TrailFilter, type TrailScope } from "./trailRows.ts";
import { statusWords } from "./words.ts";

const said = statusWords.trail;

type TrailFiltersProps = {
  scope: TrailScope;
  filter: TrailFilter;
  onChange: (filter: TrailFilter) => void;
};

export function TrailFilters({ scope, filter, onChange }: TrailFiltersProps) {
  const change = (part: Partial<TrailFilter>) => onChange({ ...filter, ...part });
  const operations = TRAIL_OPERATIONS[scope];
  return (
    <div className={classes.filters}>
      <NativeSelect
        className={classes.field ?? ""}
        label={said.operation}
        value={operations.includes(filter.operation) ? filter.operation : ""}
        onChange={(event) => change({ operation: event.currentTarget.value })}
        data={[
          { value: "", label: said.everyOperation },
          ...operations.map((value) => ({ value, label: statusWords.operations[value] ?? value })),
        ]}
      />
      <TextInput
        className={classes.field ?? ""}
        label={said.subject}
        value={filter.subject}
        onChange={(event) => change({ subject: event.currentTarget.value.trim() })}
      />
      <TextInput
        className={classes.field ?? ""}
        label={said.correlation}
        value={filter.correlationId}
        onChange={(event) => change({ correlationId: event.currentTarget.value.trim() })}
      />
      <Switch
        label={said.failuresOnly}
        mb={8}
        checked={filter.failuresOnly}
        onChange={(event) => change({ failuresOnly: event.currentTarget.checked })}
      />
      <Button variant="subtle" onClick={() => onChange(EVERYTHING)}>
        {said.clearFilters}
      </Button>
    </div>
  );
}
