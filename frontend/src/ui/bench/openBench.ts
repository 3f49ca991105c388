import { assertNever } from "../../errors/assertNever.ts";
import type { PersistenceOrchestrator } from "../../persistence/PersistenceOrchestrator.ts";
import type { Refusal } from "../../persistence/SessionBackend.ts";
import type { FromNewerVersion, WorkbenchSessionManager } from "../../session/WorkbenchSessionManager.ts";
import { createWorkbench, type CreateWorkbenchOptions } from "../../workbench/createWorkbench.ts";
import { findCatalogueEntry, type CatalogueEntry } from "../../workbench/dataSets/catalogue.ts";
import { DataSetUnreadable } from "../../workbench/dataSets/DataSetUnreadable.ts";
import { dataSetWords } from "../../workbench/dataSets/words.ts";
import { newWorkbenchFor } from "../../workbench/newWorkbenchFor.ts";
import { findTemplate } from "../../workbench/templates/templates.ts";
import { workbenchFromTemplate } from "../../workbench/templates/workbenchFromTemplate.ts";
import type { Workbench } from "../../workbench/Workbench.ts";
import type { Opening } from "../routing/Router.ts";
import { words } from "../words.ts";
import { day } from "../wording/times.ts";

export type OpenBench = { kind: "ok"; workbench: Workbench; orchestrator: PersistenceOrchestrator };

export type BenchOpened = OpenBench | FromNewerVersion | { kind: "unreadable"; reason: string } | Refusal;

type OpenBenchOptions = {
  sessions: WorkbenchSessionManager;
  workbenchParts: CreateWorkbenchOptions;
  /** Milliseconds since 1970, for the date in a new session's title. */
  now: number;
};

/** Builds the workbench that *opening* names and puts it under the care of the persistence core. */
export async function openBench(opening: Opening, options: OpenBenchOptions): Promise<BenchOpened> {
  const { sessions, workbenchParts, now } = options;
  switch (opening.kind) {
    case "empty":
      return openNew(createWorkbench(workbenchParts), titleFor(words.bench.untitled, now), sessions);
    case "dataSet": {
      const entry = findCatalogueEntry(opening.file);
      if (entry === undefined) {
        return {
          kind: "unreadable",
          reason: dataSetWords.problem({ kind: "unknownFile", file: opening.file }),
        };
      }
      return openWithData(entry, entry.name, options);
    }
    case "template": {
      const template = findTemplate(opening.id);
      if (template === undefined) return { kind: "notFound" };
      const workbench = workbenchFromTemplate(template, workbenchParts);
      return openNew(workbench, titleFor(template.name, now), sessions);
    }
    case "csv":
      return openWithData(opening.file, opening.file.name.replace(/\.[^.]+$/, ""), options);
    case "copy": {
      const workbench = createWorkbench(workbenchParts);
      const restored = workbench.restore(opening.content);
      return restored.kind === "unreadable" ? restored : openNew(workbench, opening.title, sessions);
    }
    case "saved": {
      const workbench = createWorkbench(workbenchParts);
      const opened = await sessions.openSession(workbench, opening.sessionId);
      return opened.kind === "ok" ? { ...opened, workbench } : opened;
    }
    case "draft": {
      const workbench = createWorkbench(workbenchParts);
      const opened = await sessions.openDraft(workbench, opening.draftId);
      return opened.kind === "ok" ? { ...opened, workbench } : opened;
    }
    default:
      return assertNever(opening);
  }
}

async function openWithData(
  dataSet: CatalogueEntry | File,
  name: string,
  { sessions, workbenchParts, now }: OpenBenchOptions,
): Promise<BenchOpened> {
  let workbench: Workbench;
  try {
    workbench = await newWorkbenchFor(dataSet, workbenchParts);
  } catch (error) {
    if (error instanceof DataSetUnreadable) {
      return { kind: "unreadable", reason: dataSetWords.problem(error.problem) };
    }
    throw error;
  }
  return openNew(workbench, titleFor(name, now), sessions);
}

async function openNew(
  workbench: Workbench,
  title: string,
  sessions: WorkbenchSessionManager,
): Promise<OpenBench> {
  const { orchestrator } = await sessions.openNew(workbench, { title, description: "", tags: [] });
  return { kind: "ok", workbench, orchestrator };
}

/** "Stocks, 21 Nov". */
function titleFor(name: string, now: number): string {
  return words.bench.prefilledTitle(name, day(now, now));
}
