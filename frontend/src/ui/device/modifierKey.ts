/** What the key is called that, with S, saves: "⌘" on Apple's systems, "Ctrl" elsewhere. */
export function modifierKey(userAgent: string): string {
  return /Mac|iPhone|iPad/.test(userAgent) ? "⌘" : "Ctrl";
}
