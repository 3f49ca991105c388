/** Text that I-JSON can hold [C1]: half a surrogate pair, as file names and the clipboard can bring one, becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\uFFFD");
}
