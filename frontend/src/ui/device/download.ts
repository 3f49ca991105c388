import type { JsonObject } from "../../documents/json.ts";
import type { SessionDetails } from "../../documents/SessionDetails.ts";

const REVOKE_AFTER_MS = 60_000;

/** Hands *content* to the browser as a file of that name. */
export function downloadFile(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // Revoked late: some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), REVOKE_AFTER_MS);
}

/** Hands over work as a file, in the form in which the service takes it. [B8] */
export function downloadWorkFile(work: SessionDetails & { content: JsonObject }): void {
  downloadFile(jsonFileName(work.title), new Blob([JSON.stringify(work)], { type: "application/json" }));
}

/** "Drogon maps.json", with what file systems refuse taken out. */
export function jsonFileName(title: string): string {
  const safe = title
    .replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${safe === "" ? "Benchdog" : safe}.json`;
}
