import {
  ActionIcon,
  Avatar,
  Menu,
  useMantineColorScheme,
  VisuallyHidden,
  type MantineColorScheme,
} from "@mantine/core";
import { use } from "react";

import { Icon } from "../brand/icons.tsx";
import { StatusContext } from "../status/StatusContext.ts";
import { statusWords } from "../status/words.ts";
import { words } from "../words.ts";

type UserMenuProps = { name: string; onSignOut: () => void };

/** Who is signed in, the colour scheme, the way out. */
export function UserMenu({ name, onSignOut }: UserMenuProps) {
  const showStatus = use(StatusContext);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" radius="xl" size="lg">
          <Avatar name={name} color="pine" size={28} alt="" aria-hidden="true" />
          <VisuallyHidden>{words.account.menu(name)}</VisuallyHidden>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        <Menu.Divider />
        <Menu.Label>{words.account.appearance}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
        >
          <Menu.RadioItem value="light">{words.account.light}</Menu.RadioItem>
          <Menu.RadioItem value="dark">{words.account.dark}</Menu.RadioItem>
          <Menu.RadioItem value="auto">{words.account.automatic}</Menu.RadioItem>
        </Menu.RadioGroup>
        <Menu.Divider />
        {showStatus !== null && (
          <Menu.Item leftSection={<Icon name="chart" />} onClick={showStatus}>
            {statusWords.title}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="signOut" />} onClick={onSignOut}>
          {words.account.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
