import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";

export type NotesSettings = { readonly text: string };
/** Notes are looked at in one way only. */
export type NotesView = Readonly<Record<never, never>>;

export const notesSettingsCodec: StateCodec<NotesSettings> = stateCodec<NotesSettings, { text: string }>({
  schema: new SchemaBuilder<{ text: string }>(() => ({ properties: { text: { type: "string" } } })).build(),
  serialize: ({ text }) => ({ text }),
  deserialize: ({ text }) => ({ text }),
});

export const notesViewCodec: StateCodec<NotesView> = stateCodec<NotesView, Record<string, never>>({
  schema: { properties: {} },
  serialize: () => ({}),
  deserialize: () => ({}),
});
