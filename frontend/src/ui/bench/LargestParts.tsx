import { Text } from "@mantine/core";
import { useState } from "react";

import { largestParts } from "../../workbench/largestParts.ts";
import type { Workbench } from "../../workbench/Workbench.ts";
import { words } from "../words.ts";
import { sizeWords } from "../wording/sizes.ts";

const SHOWN = 3;

type LargestPartsProps = { workbench: Workbench; sizeBytes: number };

/** What takes the most room of a session, as it was when this was opened. [B10] */
export function LargestParts({ workbench, sizeBytes }: LargestPartsProps) {
  const [parts] = useState(() => largestParts(workbench.serialize(), SHOWN));
  return (
    <ul aria-label={words.size.largest} style={{ margin: 0, paddingInlineStart: "1.2em" }}>
      {parts.map((part) => (
        <li key={part.key}>
          <Text size="sm" span>
            {words.size.part(part.label, Math.round((100 * part.sizeBytes) / sizeBytes))}{" "}
          </Text>
          <Text size="xs" c="dimmed" span>
            {sizeWords(part.sizeBytes)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
