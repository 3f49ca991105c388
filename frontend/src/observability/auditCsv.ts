import type { AuditEntry } from "./AuditEntry.ts";

const COLUMNS = [
  "sequence",
  "at",
  "operation",
  "subject",
  "outcome",
  "isSuccess",
  "durationMs",
  "correlationId",
] as const satisfies readonly (keyof AuditEntry)[];

/** RFC 4180, with times in ISO 8601. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(","));
  return [COLUMNS.join(","), ...lines, ""].join("\r\n");
}

/** A spreadsheet runs a text that begins like a formula [OWASP CSV injection], hence the apostrophe. */
function cell(value: string | number | boolean | null): string {
  if (typeof value !== "string") return value === null ? "" : String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
