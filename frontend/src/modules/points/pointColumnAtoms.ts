import { atom, type Atom, type Getter, type Setter } from "jotai/vanilla";

import { setIfDefined } from "../../moduleState/setIfDefined.ts";
import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import { neededColumnAtom, optionalColumnAtom } from "../dataSetField/columnAtoms.ts";
import type { PointColumns } from "./pointColumns.ts";

type PointColumnAtomsOptions = {
  /** Whether a column can be an axis. */
  isAxis: (column: DataColumn) => boolean;
  /** What a module shows first of the table that is there. */
  usual: Atom<Pick<PointColumns, "xColumn" | "yColumn" | "groupColumn">>;
};

/** The columns of points, fitted to the table that is there; what was left open is filled in, which is no adjustment. [B9] */
export function pointColumnAtoms({ isAxis, usual }: PointColumnAtomsOptions) {
  const dataSetIdAtom = atom<string | null>(null);
  const axisAtom = (axis: "xColumn" | "yColumn") =>
    neededColumnAtom({ isUsable: isAxis, usual: atom((get) => get(usual)[axis]) });
  const xColumn = axisAtom("xColumn");
  const yColumn = axisAtom("yColumn");
  /** Nothing was chosen at all. */
  const isOpen = atom((get) => get(xColumn).chosenValue === null && get(yColumn).chosenValue === null);
  const groupColumn = optionalColumnAtom({
    isUsable: () => true,
    isOpen,
    usual: atom((get) => get(usual).groupColumn),
  });
  const sizeColumn = optionalColumnAtom({
    isUsable: ({ type }) => type === "number",
    isOpen,
    usual: atom(null),
  });
  return {
    isOpen,
    fields: { xColumn, yColumn, groupColumn, sizeColumn },
    serialize: (get: Getter): PointColumns => ({
      dataSetId: get(dataSetIdAtom),
      xColumn: get(xColumn).value,
      yColumn: get(yColumn).value,
      groupColumn: get(groupColumn).value,
      sizeColumn: get(sizeColumn).value,
    }),
    deserialize(columns: PointColumns, set: Setter): void {
      set(dataSetIdAtom, columns.dataSetId);
      setIfDefined(set, xColumn, columns.xColumn ?? undefined);
      setIfDefined(set, yColumn, columns.yColumn ?? undefined);
      setIfDefined(set, groupColumn, columns.groupColumn ?? undefined);
      setIfDefined(set, sizeColumn, columns.sizeColumn ?? undefined);
    },
  };
}
