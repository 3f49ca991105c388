/** Whatever has steps that can be undone: a workbench, a list of transformations. */
export type Undoable = {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): unknown;
  redo(): unknown;
};
