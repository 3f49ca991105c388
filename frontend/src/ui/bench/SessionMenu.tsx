import { ActionIcon, Menu, Text } from "@mantine/core";

import { Icon } from "../brand/icons.tsx";
import { words } from "../words.ts";

type SessionMenuProps = {
  /** "Ctrl", or "⌘" on a Mac. */
  modifier: string;
  /** Null where there is nothing on the server to delete. */
  onDelete: (() => void) | null;
  onSaveCopy: () => void;
  onDownload: () => void;
  onShowKeys: () => void;
  onShowHistory: () => void;
  onShowConversation: () => void;
};

export function SessionMenu({ modifier, onDelete, ...on }: SessionMenuProps) {
  return (
    <Menu withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={words.bench.more}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Icon name="copy" />}
          rightSection={<Shortcut text={`${modifier}+Shift+S`} />}
          onClick={on.onSaveCopy}
        >
          {words.bench.saveCopy}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="history" />} onClick={on.onShowHistory}>
          {words.bench.history}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="speech" />} onClick={on.onShowConversation}>
          {words.bench.conversation}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="download" />} onClick={on.onDownload}>
          {words.common.downloadWork}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon name="keyboard" />}
          rightSection={<Shortcut text="?" />}
          onClick={on.onShowKeys}
        >
          {words.bench.keys}
        </Menu.Item>
        {onDelete !== null && (
          <>
            <Menu.Divider />
            <Menu.Item c="var(--bench-danger-text)" leftSection={<Icon name="trash" />} onClick={onDelete}>
              {words.bench.delete}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Read by sighted people only: a screen reader would read it as a part of the item's name. */
function Shortcut({ text }: { text: string }) {
  return (
    <Text size="xs" aria-hidden="true">
      {text}
    </Text>
  );
}
