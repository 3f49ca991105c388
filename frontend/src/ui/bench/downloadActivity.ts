import type { AuditTrail } from "../../observability/AuditTrail.ts";
import { downloadFile } from "../device/download.ts";
import { words } from "../words.ts";

const MEDIA_TYPES = { csv: "text/csv", json: "application/json" } as const;

/** Hands over what this tab did as a file. [R6] */
export function downloadActivity(audit: AuditTrail, format: "json" | "csv"): void {
  const content = new Blob([audit.export(format)], { type: MEDIA_TYPES[format] });
  downloadFile(words.activity.fileName(format), content);
}
