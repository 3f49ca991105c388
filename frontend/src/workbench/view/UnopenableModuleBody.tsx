import { Center, Stack, Text } from "@mantine/core";

import type { UnopenableModule } from "../state.ts";
import { workbenchWords as words } from "../words.ts";

/** Stands for a module that this version cannot read: says why, and that nothing is lost. [B9] */
export function UnopenableModuleBody({ module }: { module: UnopenableModule }) {
  return (
    <Center h="100%" p="md">
      <Stack gap={4} maw={340}>
        <Text fw={600}>{words.cannotBeOpened}</Text>
        <Text c="dimmed">{words.cannotOpenReason(module.reason)}</Text>
        <Text c="dimmed">{words.cannotOpenKept}</Text>
      </Stack>
    </Center>
  );
}
