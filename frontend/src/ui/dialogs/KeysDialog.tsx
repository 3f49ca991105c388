import { Kbd, Table } from "@mantine/core";

import { words } from "../words.ts";
import { Dialog } from "./Dialog.tsx";

type KeysDialogProps = { /** "Ctrl", or "⌘" on a Mac. */ modifier: string; onClose: () => void };

export function KeysDialog({ modifier, onClose }: KeysDialogProps) {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [words.keys.save, [modifier, "S"]],
    [words.keys.saveCopy, [modifier, "Shift", "S"]],
    [words.keys.undo, [modifier, "Z"]],
    [words.keys.redo, [modifier, "Shift", "Z"]],
    [words.keys.manage, [modifier, "O"]],
    [words.keys.commands, [modifier, "K"]],
    [words.keys.show, ["?"]],
    [words.keys.close, ["Esc"]],
  ];
  return (
    <Dialog title={words.keys.title} onClose={onClose} size="sm">
      <Table withRowBorders={false} verticalSpacing={6}>
        <Table.Tbody>
          {rows.map(([meaning, keys]) => (
            <Table.Tr key={meaning}>
              <Table.Th scope="row" fw={400}>
                {meaning}
              </Table.Th>
              <Table.Td ta="right" style={{ whiteSpace: "nowrap" }}>
                {keys.map((key, position) => (
                  <span key={key}>
                    {position > 0 ? " + " : ""}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
