import { downloadWorkFile } from "../device/download.ts";
import type { OpenBench } from "./openBench.ts";

/** Hands over the open work as a file. [B8] */
export function downloadWork({ workbench, orchestrator }: OpenBench): void {
  const { title, description, tags } = orchestrator.state.details;
  downloadWorkFile({ title, description, tags, content: workbench.serialize() });
}
