/** The columns that points in a plane are drawn from. */
export type PointColumns = {
  readonly dataSetId: string | null;
  /** Of this axis and the next, null: chosen for the data set by the module. */
  readonly xColumn: string | null;
  readonly yColumn: string | null;
  readonly groupColumn: string | null;
  readonly sizeColumn: string | null;
};

export type StoredPointColumns = {
  data_set_id: string | null;
  x_column: string | null;
  y_column: string | null;
  group_column: string | null;
  size_column: string | null;
};

export const POINT_COLUMN_PROPERTIES = Object.freeze({
  data_set_id: { type: "string", nullable: true },
  x_column: { type: "string", nullable: true },
  y_column: { type: "string", nullable: true },
  group_column: { type: "string", nullable: true },
  size_column: { type: "string", nullable: true },
} as const);

export function storedPointColumns(columns: PointColumns): StoredPointColumns {
  return {
    data_set_id: columns.dataSetId,
    x_column: columns.xColumn,
    y_column: columns.yColumn,
    group_column: columns.groupColumn,
    size_column: columns.sizeColumn,
  };
}

export function readPointColumns(stored: StoredPointColumns): PointColumns {
  return {
    dataSetId: stored.data_set_id,
    xColumn: stored.x_column,
    yColumn: stored.y_column,
    groupColumn: stored.group_column,
    sizeColumn: stored.size_column,
  };
}

/** Another data set has other columns, so they are left open to be chosen for it. */
export function openPointColumns(dataSetId: string): PointColumns {
  return { dataSetId, xColumn: null, yColumn: null, groupColumn: null, sizeColumn: null };
}
