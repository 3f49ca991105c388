import { Dialog } from "../dialogs/Dialog.tsx";
import type { Desk } from "../Services.ts";
import { StatusSections } from "./StatusSections.tsx";
import { statusWords } from "./words.ts";

/** The same as the page, over work that stays open: with the service away, it could not be opened again. */
export function StatusDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  return (
    <Dialog title={statusWords.title} size="75rem" onClose={onClose}>
      <StatusSections desk={desk} order={3} openSession={desk.sessions.orchestrator} />
    </Dialog>
  );
}
