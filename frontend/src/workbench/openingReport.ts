import type { Adjustment } from "../moduleState/FixableState.ts";
import type { CannotOpenReason, ModuleInstance, OpenModule } from "./state.ts";
import type { Workbench } from "./Workbench.ts";

/** What of one module is not shown as it was saved. */
export type ModuleReport = {
  readonly id: string;
  readonly title: string;
  /** The kind of module, as it is stored. */
  readonly name: string;
  /** Null where it was opened. */
  readonly cannotBeOpened: CannotOpenReason | null;
  /** Stored values that do not fit the data, each with what is shown in its place. */
  readonly adjusted: readonly Adjustment[];
  /** The earlier version in which its state is stored; null where it is the present one. */
  readonly migratedFrom: number | null;
};

/** The modules that are not shown as they were saved [B9]; none where all of them are, as far as that is known by now. */
export function openingReport(workbench: Workbench): readonly ModuleReport[] {
  return workbench.state.moduleInstances
    .map((module) => reportOf(workbench, module))
    .filter(
      ({ cannotBeOpened, adjusted, migratedFrom }) =>
        cannotBeOpened !== null || adjusted.length > 0 || migratedFrom !== null,
    );
}

function reportOf(workbench: Workbench, module: ModuleInstance): ModuleReport {
  const { id, title, name } = module;
  if (module.kind === "cannotBeOpened") {
    return { id, title, name, cannotBeOpened: module.reason, adjusted: [], migratedFrom: null };
  }
  return { id, title, name, ...fitting(workbench, module), migratedFrom: module.migratedFrom ?? null };
}

/** A module whose own code fails is reported here; its frame shows the error, and the others are shown as they are. */
function fitting(
  workbench: Workbench,
  module: OpenModule,
): Pick<ModuleReport, "cannotBeOpened" | "adjusted"> {
  try {
    return { cannotBeOpened: null, adjusted: workbench.fittedSettings(module).adjusted };
  } catch {
    const problem = { kind: "failed" } as const;
    return { cannotBeOpened: { kind: "unreadableState", part: "settings", problem }, adjusted: [] };
  }
}
