import type { ModuleDefinition } from "../ModuleDefinition.ts";
import { type NotesSettings, notesSettingsCodec, type NotesView, notesViewCodec } from "./notesState.ts";
import { notesWords } from "./words.ts";

export const notesModule: ModuleDefinition<NotesSettings, NotesView> = {
  name: "notes",
  defaultTitle: notesWords.name,
  description: notesWords.description,
  defaultSize: { w: 4, h: 8 },
  minimumSize: { w: 2, h: 2 },
  settingsCodec: notesSettingsCodec,
  viewCodec: notesViewCodec,
  hasSettings: false,
  start: () => ({ settings: { text: "" }, view: {} }),
  load: async () => ({ View: (await import("./NotesView.tsx")).NotesView, Settings: null }),
};
