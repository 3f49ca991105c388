import { Text, Textarea } from "@mantine/core";

import type { ModuleViewProps } from "../ModuleDefinition.ts";
import classes from "./NotesView.module.css";
import type { NotesSettings, NotesView as NotesViewState } from "./notesState.ts";
import { notesWords } from "./words.ts";

/** Every keystroke is a change of the session: nothing is held back in the component. */
export function NotesView(props: ModuleViewProps<NotesSettings, NotesViewState>) {
  const { title, settings, isReadOnly, onSettingsChange } = props;
  if (isReadOnly) {
    return (
      <div className={classes.readOnly}>
        {settings.text === "" ? <Text c="dimmed">{notesWords.empty}</Text> : settings.text}
      </div>
    );
  }
  return (
    <Textarea
      aria-label={notesWords.fieldLabel(title)}
      placeholder={notesWords.placeholder}
      variant="unstyled"
      classNames={{ root: classes.field, wrapper: classes.field, input: classes.input }}
      // Undone with everything else: the browser's own undo knows nothing of what changed the text from outside.
      data-undo="workbench"
      value={settings.text}
      onChange={(event) => onSettingsChange({ text: event.currentTarget.value })}
    />
  );
}
