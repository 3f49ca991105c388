import { Button, Group, TagsInput } from "@mantine/core";
import { useState } from "react";

import type { ListedSession } from "../../backendApi/ManageClient.ts";
import { MAX_TAG_LENGTH, MAX_TAGS } from "../../documents/limits.ts";
import { Dialog } from "../dialogs/Dialog.tsx";
import { words } from "../words.ts";
import { manageWords } from "./words.ts";

type TagsDialogProps = {
  /** One, whose tags are edited; or several, which get more. */
  sessions: readonly ListedSession[];
  /** Tags to choose from. */
  known: readonly string[];
  onSave: (tagsOf: (session: ListedSession) => readonly string[]) => void;
  onClose: () => void;
};

export function TagsDialog({ sessions, known, onSave, onClose }: TagsDialogProps) {
  const [only, ...others] = sessions;
  const isOne = only !== undefined && others.length === 0;
  const [tags, setTags] = useState<readonly string[]>(isOne ? only.tags : []);
  const save = () => {
    onClose();
    onSave(isOne ? () => tags : (session) => [...new Set([...session.tags, ...tags])].slice(0, MAX_TAGS));
  };
  return (
    <Dialog title={manageWords.tagsTitle(sessions.map(({ title }) => title))} onClose={onClose}>
      <TagsInput
        label={manageWords.tagsLabel}
        description={manageWords.tagsHint}
        data={[...known]}
        value={[...tags]}
        onChange={(next) => setTags(next.map((tag) => [...tag.trim()].slice(0, MAX_TAG_LENGTH).join("")))}
        maxTags={MAX_TAGS}
        comboboxProps={{ withinPortal: false, floatingStrategy: "fixed" }}
        data-autofocus
      />
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button onClick={save}>{isOne ? manageWords.saveTags : manageWords.addTags}</Button>
      </Group>
    </Dialog>
  );
}
