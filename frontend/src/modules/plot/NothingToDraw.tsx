import { Center, Text } from "@mantine/core";

/** In place of a drawing that the data does not allow. */
export function NothingToDraw({ text }: { text: string }) {
  return (
    <Center h="100%" p="md">
      <Text c="dimmed">{text}</Text>
    </Center>
  );
}
