const BYTES_IN_KB = 1024;
const BYTES_IN_MB = 1024 * 1024;

/** "640 bytes", "12 KB", "1.62 MB": 1 MB is 1,048,576 bytes, as in the limit of [C4]. */
export function sizeWords(bytes: number): string {
  if (bytes < BYTES_IN_KB) return `${bytes} ${bytes === 1 ? "byte" : "bytes"}`;
  if (bytes < BYTES_IN_MB) return `${Math.round(bytes / BYTES_IN_KB)} KB`;
  return `${megabytes(bytes)} MB`;
}

/** "1.62 of 1.5 MB". Rounded up, so that what is over the limit never reads as the limit. */
export function sizeOfLimitWords(bytes: number, limitBytes: number): string {
  return `${megabytes(bytes)} of ${megabytes(limitBytes)} MB`;
}

function megabytes(bytes: number): string {
  const rounded = Math.ceil((bytes / BYTES_IN_MB) * 100) / 100;
  return String(rounded);
}
