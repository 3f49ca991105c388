import { SimpleGrid, Text } from "@mantine/core";

import type { DraftComparison } from "../../recovery/DraftComparer.ts";
import type { RecoverableDraft, ServerCopy } from "../../recovery/RecoverableDraft.ts";
import { partName } from "../dialogs/partName.ts";
import { words } from "../words.ts";
import { sizeWords } from "../wording/sizes.ts";
import { clockTime, fullTime } from "../wording/times.ts";
import classes from "./DraftRows.module.css";

type DraftDifferencesProps = {
  /** For the button that shows and hides it. */
  id: string;
  draft: RecoverableDraft;
  copy: ServerCopy;
  comparison: DraftComparison | null;
  now: number;
};

/** The draft beside the server's copy: when, how large, and which parts are not the same. [B3] */
export function DraftDifferences({ id, draft, copy, comparison, now }: DraftDifferencesProps) {
  return (
    <section id={id} aria-label={words.recovery.differencesOf(draft.title)} className={classes.differences}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mb="xs">
        <Text size="sm" title={fullTime(draft.editedAt)}>
          {words.recovery.thisDevice(clockTime(draft.editedAt, now), sizeWords(draft.sizeBytes))}
        </Text>
        <Text size="sm" title={fullTime(copy.updatedAt)}>
          {words.recovery.onServer(clockTime(copy.updatedAt, now), copy.savedBy, sizeWords(copy.sizeBytes))}
        </Text>
      </SimpleGrid>
      <Parts comparison={comparison} />
    </section>
  );
}

function Parts({ comparison }: Pick<DraftDifferencesProps, "comparison">) {
  if (comparison === null) return <Text size="sm">{words.recovery.comparing}</Text>;
  if (comparison.kind === "notCompared") return <Text size="sm">{words.recovery.notCompared}</Text>;
  if (comparison.rows.length === 0) return <Text size="sm">{words.recovery.samePlacesOnly}</Text>;
  return (
    <ul>
      {comparison.rows.map((row) => (
        <li key={row.key}>
          <Text size="sm" span>
            {partName(row)}{" "}
          </Text>
          <Text size="xs" c="dimmed" span>
            {words.recovery.changed[row.changed]}
          </Text>
        </li>
      ))}
    </ul>
  );
}
