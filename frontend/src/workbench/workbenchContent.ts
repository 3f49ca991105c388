import type { JtdSchema } from "../moduleState/jtdSchema.ts";
import { SchemaBuilder } from "../moduleState/SchemaBuilder.ts";

/** The name of this shape in stored content. [C7] */
export const WORKBENCH_SCHEMA = "workbench/1";

/** The content of a workbench session as it is stored and sent. */
export type WorkbenchContent = {
  schema: typeof WORKBENCH_SCHEMA;
  active_dashboard_id: string;
  dashboards: DashboardContent[];
  module_instances: ModuleInstanceContent[];
  data_sets: DataSetContent[];
};

export type DashboardContent = { id: string; title: string; layout: LayoutItemContent[] };
export type LayoutItemContent = { module_id: string; x: number; y: number; w: number; h: number };

export type ModuleInstanceContent = {
  id: string;
  name: string;
  title: string;
  /** JSON texts, each validated by the module's own schema and by nobody else. */
  serialized_state: { settings: string; view: string };
};

export type DataSetContent = { id: string; name: string; source: DataSetSourceContent };
export type DataSetSourceContent =
  { kind: "shipped"; file: string } | { kind: "csv"; file_name: string; text: string };

export const workbenchContentSchema: JtdSchema = new SchemaBuilder<WorkbenchContent>(() => ({
  properties: {
    schema: { enum: [WORKBENCH_SCHEMA] },
    active_dashboard_id: { type: "string" },
    dashboards: {
      elements: {
        properties: {
          id: { type: "string" },
          title: { type: "string" },
          layout: {
            elements: {
              properties: {
                module_id: { type: "string" },
                x: { type: "uint16" },
                y: { type: "uint16" },
                w: { type: "uint16" },
                h: { type: "uint16" },
              },
            },
          },
        },
      },
    },
    module_instances: {
      elements: {
        properties: {
          id: { type: "string" },
          name: { type: "string" },
          title: { type: "string" },
          serialized_state: { properties: { settings: { type: "string" }, view: { type: "string" } } },
        },
      },
    },
    data_sets: {
      elements: {
        properties: {
          id: { type: "string" },
          name: { type: "string" },
          source: {
            discriminator: "kind",
            mapping: {
              shipped: { properties: { file: { type: "string" } } },
              csv: { properties: { file_name: { type: "string" }, text: { type: "string" } } },
            },
          },
        },
      },
    },
  },
})).build();
