import { Button, Menu, Text } from "@mantine/core";

import type { AnyModuleDefinition } from "../../modules/ModuleDefinition.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { Icon } from "./Icon.tsx";

type AddModuleMenuProps = {
  workbench: Workbench;
  /** The one action of an empty dashboard; quiet otherwise, because the page has another primary action. */
  isPrimary?: boolean;
  onAdded: (moduleId: string) => void;
};

export function AddModuleMenu({ workbench, isPrimary = false, onAdded }: AddModuleMenuProps) {
  const add = (definition: AnyModuleDefinition) => onAdded(workbench.addModule(definition));
  return (
    <Menu position={isPrimary ? "bottom-start" : "bottom-end"} width={260}>
      <Menu.Target>
        <Button variant={isPrimary ? "filled" : "default"} leftSection={<Icon name="plus" />}>
          {words.addModule}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {workbench.registry.list().map((definition) => (
          <Menu.Item key={definition.name} onClick={() => add(definition)}>
            {definition.defaultTitle}
            <Text size="xs" c="dimmed">
              {definition.description}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
