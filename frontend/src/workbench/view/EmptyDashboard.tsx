import { Center, Stack, Text, Title } from "@mantine/core";

import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { AddModuleMenu } from "./AddModuleMenu.tsx";

type EmptyDashboardProps = { workbench: Workbench; isReadOnly: boolean; onAdded: (moduleId: string) => void };

export function EmptyDashboard({ workbench, isReadOnly, onAdded }: EmptyDashboardProps) {
  if (isReadOnly) {
    return (
      <Center h="100%" mih={240}>
        <Text c="dimmed">{words.emptyReadOnly}</Text>
      </Center>
    );
  }
  return (
    <Center h="100%" mih={240} p="md">
      <Stack maw={380} gap="sm" align="flex-start">
        <Title order={2}>{words.emptyTitle}</Title>
        <Text c="dimmed">{words.emptyBody}</Text>
        <AddModuleMenu workbench={workbench} onAdded={onAdded} isPrimary />
      </Stack>
    </Center>
  );
}
