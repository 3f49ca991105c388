import type { AnyModuleDefinition } from "../../modules/ModuleDefinition.ts";

/** A module of a template: what is not said is as in every new module of its kind. */
export type TemplateModule = {
  readonly definition: AnyModuleDefinition;
  readonly title: string;
  readonly place: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  /** Of the type that the definition names, without the data set. */
  readonly settings: Readonly<Record<string, unknown>>;
};

export type TemplateDashboard = { readonly title: string; readonly modules: readonly TemplateModule[] };

/** Ready-made dashboards over a shipped data set. */
export type WorkbenchTemplate = {
  /** Part of no address and no stored content. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** An entry of `dataSetCatalogue`. */
  readonly file: string;
  /** At least one. */
  readonly dashboards: readonly TemplateDashboard[];
};
