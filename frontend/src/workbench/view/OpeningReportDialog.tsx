import { Button, List, Modal, Stack, Text, Title } from "@mantine/core";

import type { ModuleReport } from "../openingReport.ts";
import { openingReportWords as words } from "../openingReportWords.ts";
import { Icon } from "./Icon.tsx";

type OpeningReportDialogProps = { isOpen: boolean; report: readonly ModuleReport[]; onClose: () => void };

/** What was adjusted on opening, module by module, to be read and taken along. [B9] */
export function OpeningReportDialog({ isOpen, report, onClose }: OpeningReportDialogProps) {
  const file = `data:application/json,${encodeURIComponent(JSON.stringify(report, null, 2))}`;
  return (
    <Modal
      // Told to close, and not taken away, it gives the focus back.
      opened={isOpen}
      onClose={onClose}
      title={words.title}
      size="lg"
      styles={{ title: { fontWeight: 600, fontSize: "var(--mantine-font-size-lg)" } }}
      closeButtonProps={{ "aria-label": words.close }}
      // Mantine draws it as a <header>, which outside the page's own elements would be a second banner.
      attributes={{ header: { role: "presentation" } }}
    >
      <Stack gap="md">
        {report.map((module) => (
          <section key={module.id}>
            <Title order={3}>{module.title}</Title>
            <List size="sm">
              {words.findings(module).map((finding) => (
                <List.Item key={finding}>{finding}</List.Item>
              ))}
            </List>
          </section>
        ))}
        <Text c="dimmed">{words.kept}</Text>
        <Button
          component="a"
          href={file}
          download={words.fileName}
          variant="default"
          leftSection={<Icon name="download" />}
          style={{ alignSelf: "flex-start" }}
        >
          {words.download}
        </Button>
      </Stack>
    </Modal>
  );
}
