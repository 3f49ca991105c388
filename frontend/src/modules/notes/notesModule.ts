import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { stateCodec } from "../../moduleState/StateCodec.ts";
import type { ModuleDefinition } from "../ModuleDefinition.ts";
import { notesWords } from "./words.ts";

export type NotesSettings = { readonly text: string };
export type NotesView = Record<never, never>;

export const notesModule: ModuleDefinition<NotesSettings, NotesView> = {
  name: "notes",
  defaultTitle: notesWords.name,
  description: notesWords.description,
  defaultSize: { w: 4, h: 8 },
  minimumSize: { w: 2, h: 2 },
  settingsCodec: stateCodec<NotesSettings, { text: string }>({
    schema: new SchemaBuilder<{ text: string }>(() => ({ properties: { text: { type: "string" } } })).build(),
    serialize: ({ text }) => ({ text }),
    deserialize: ({ text }) => ({ text }),
  }),
  viewCodec: stateCodec<NotesView, Record<string, never>>({
    schema: { properties: {} },
    serialize: () => ({}),
    deserialize: () => ({}),
  }),
  hasSettings: false,
  start: () => ({ settings: { text: "" }, view: {} }),
  load: async () => ({ View: (await import("./NotesView.tsx")).NotesView, Settings: null }),
};
