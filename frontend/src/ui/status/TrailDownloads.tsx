import { Button, Group } from "@mantine/core";

import { Icon } from "../brand/icons.tsx";
import { statusWords } from "./words.ts";

export type TrailFormat = "csv" | "json";

const FORMATS: readonly TrailFormat[] = ["csv", "json"];

/** [R6] */
export function TrailDownloads({ onDownload }: { onDownload: (format: TrailFormat) => void }) {
  return (
    <Group gap="xs">
      {FORMATS.map((format) => (
        <Button
          key={format}
          variant="default"
          size="compact-sm"
          leftSection={<Icon name="download" />}
          onClick={() => onDownload(format)}
        >
          {statusWords.trail.download(format)}
        </Button>
      ))}
    </Group>
  );
}
