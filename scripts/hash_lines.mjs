// Reads JSON documents from standard input, one a line, and writes the content hash of each, as the browser computes it.
import { text } from "node:stream/consumers";

import { digestOf } from "../frontend/src/documents/contentDigest.ts";

// Not by readline, which ends a line at U+2028 too.
const lines = (await text(process.stdin)).split("\n").filter((line) => line !== "");
const hashes = [];
for (const line of lines) hashes.push((await digestOf(JSON.parse(line))).contentHash);
process.stdout.write(hashes.join("\n"));
