import type { DataSet } from "../dataSets/DataSet.ts";
import type { WorkbenchChange } from "../state.ts";
import { wellFormed } from "../wellFormed.ts";

export function addDataSet(dataSet: DataSet): WorkbenchChange {
  return (state) => ({ ...state, dataSets: [...state.dataSets, dataSet] });
}

/** Modules that show it say that it is gone, and keep their settings. */
export function removeDataSet(dataSetId: string): WorkbenchChange {
  return (state) => {
    const dataSets = state.dataSets.filter(({ id }) => id !== dataSetId);
    return dataSets.length === state.dataSets.length ? state : { ...state, dataSets };
  };
}

/** Undoes a removal: the data set is at its place again, and the modules that show it find it by its id. */
export function putBackDataSet(dataSet: DataSet, index: number): WorkbenchChange {
  return (state) =>
    state.dataSets.some(({ id }) => id === dataSet.id)
      ? state
      : { ...state, dataSets: state.dataSets.toSpliced(index, 0, dataSet) };
}

/** *name* is kept where it is not blank. */
export function renameDataSet(dataSetId: string, name: string): WorkbenchChange {
  const newName = wellFormed(name.trim());
  return (state) => {
    const before = state.dataSets.find(({ id }) => id === dataSetId);
    if (!before || newName === "" || newName === before.name) return state;
    const dataSets = state.dataSets.map((each) => (each === before ? { ...each, name: newName } : each));
    return { ...state, dataSets };
  };
}
