import { downloadFile, jsonFileName } from "../device/download.ts";
import type { OpenBench } from "./openBench.ts";

/** Hands over the open work as a file, in the form in which the service takes it. [B8] */
export function downloadWork({ workbench, orchestrator }: OpenBench): void {
  const { title, description, tags } = orchestrator.state.details;
  const work = { title, description, tags, content: workbench.serialize() };
  downloadFile(jsonFileName(title), new Blob([JSON.stringify(work)], { type: "application/json" }));
}
