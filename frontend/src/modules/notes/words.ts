export const notesWords = {
  name: "Notes",
  description: "Plain text beside the data",
  fieldLabel: (title: string) => `Text of ${title}`,
  placeholder: "Write what the data does not say",
  empty: "No text.",
} as const;
