import { atom } from "jotai/vanilla";

import type { FixableStateDefinition } from "../../moduleState/FixableState.ts";
import { persistableFixableAtom } from "../../moduleState/persistableFixableAtom.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";
import { tableAtom, tableDependency, tableStateAtom } from "../dataSetField/tableAtoms.ts";
import { fittingSteps } from "./steps/applySteps.ts";
import type { TableStep } from "./steps/TableStep.ts";
import type { TableSettings } from "./tableState.ts";

const dataSetIdAtom = atom<string | null>(null);

/** Steps that name columns which are gone are narrowed or passed over. */
const stepsAtom = persistableFixableAtom<readonly TableStep[], readonly TableStep[]>({
  initialValue: [],
  ...tableDependency,
  precomputeFunction: ({ get, value }) => fittingSteps(get(tableAtom), value),
  isValidFunction: ({ value, precomputedValue: fitting }) =>
    fitting.length === value.length && fitting.every((step, index) => step === value[index]),
  fixupFunction: ({ precomputedValue: fitting }) => fitting,
});

/** The settings of a table, fitted to the data set that it shows. */
export const tableSettingsAtoms: FixableStateDefinition<TableSettings, TableState> = {
  contextAtom: tableStateAtom,
  fields: { steps: stepsAtom },
  serialize: (get) => ({ dataSetId: get(dataSetIdAtom), steps: get(stepsAtom).value }),
  deserialize: ({ dataSetId, steps }, set) => {
    set(dataSetIdAtom, dataSetId);
    set(stepsAtom, steps);
  },
};
