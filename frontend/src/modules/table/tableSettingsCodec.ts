import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";
import { stateMigration } from "../../moduleState/stateVersions.ts";
import { type StoredStep, storedStepSchema, stepFromStored, stepToStored } from "./steps/storedStep.ts";
import type { TableSettings } from "./tableState.ts";

type FirstSettings = { data_set_id: string | null; columns: string[] | null };
type StoredSettings = { data_set_id: string | null; steps: StoredStep[] };

const firstSchema = new SchemaBuilder<FirstSettings>(() => ({
  properties: {
    data_set_id: { type: "string", nullable: true },
    columns: { elements: { type: "string" }, nullable: true },
  },
})).build();

/** The first version could only choose columns, which is the step `show` now. */
const columnsToSteps = stateMigration<FirstSettings, StoredSettings>({
  schema: firstSchema,
  migrate: ({ data_set_id, columns }) => ({
    data_set_id,
    steps: columns === null || columns.length === 0 ? [] : [{ kind: "show", columns }],
  }),
});

export const tableSettingsCodec: StateCodec<TableSettings> = stateCodec<TableSettings, StoredSettings>({
  schema: new SchemaBuilder<StoredSettings>(() => ({
    properties: {
      data_set_id: { type: "string", nullable: true },
      steps: { elements: storedStepSchema },
    },
  })).build(),
  migrations: [columnsToSteps],
  serialize: ({ dataSetId, steps }) => ({ data_set_id: dataSetId, steps: steps.map(stepToStored) }),
  deserialize: (stored) => ({ dataSetId: stored.data_set_id, steps: stored.steps.map(stepFromStored) }),
});
