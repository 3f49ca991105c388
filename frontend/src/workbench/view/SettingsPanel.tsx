import { ActionIcon, Center, Loader, Title } from "@mantine/core";
import { Suspense, use, useEffect, useId, useRef } from "react";

import type { OpenModule } from "../state.ts";
import { useFittedSettings } from "../useFittedSettings.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { Icon } from "./Icon.tsx";
import { ModuleErrorBoundary } from "./ModuleErrorBoundary.tsx";
import classes from "./SettingsPanel.module.css";

type SettingsPanelProps = { workbench: Workbench; module: OpenModule; onClose: () => void };

/** The settings of one module, beside the dashboard. Every choice takes effect at once; Esc closes and gives the focus back. */
export function SettingsPanel({ workbench, module, onClose }: SettingsPanelProps) {
  const titleId = useId();
  const panel = useFocusWithin(onClose);
  return (
    <aside ref={panel} className={classes.panel} aria-labelledby={titleId} tabIndex={-1}>
      <header className={classes.header}>
        <Title order={3} id={titleId}>
          {words.settingsOf(module.title)}
        </Title>
        <ActionIcon variant="subtle" color="gray" aria-label={words.closeSettings} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      <ModuleErrorBoundary>
        <Suspense
          fallback={
            <Center p="md">
              <Loader size="sm" aria-label={words.loadingModule} />
            </Center>
          }
        >
          <SettingsForm workbench={workbench} module={module} />
        </Suspense>
      </ModuleErrorBoundary>
    </aside>
  );
}

function SettingsForm({ workbench, module }: Pick<SettingsPanelProps, "workbench" | "module">) {
  const definition = workbench.registry.find(module.name);
  if (!definition) throw new Error(`No module is registered under “${module.name}”.`);
  const { Settings } = use(workbench.registry.loadComponents(definition));
  const { state: settings } = useFittedSettings(workbench, module);
  if (!Settings) return null;
  return (
    <Settings
      settings={settings}
      onSettingsChange={(changed: unknown) => workbench.setModuleSettings(module, changed)}
    />
  );
}

/** Takes the focus while the panel is there, and gives it back to what opened it; Esc in it calls *onEscape*. */
function useFocusWithin(onEscape: () => void) {
  const panel = useRef<HTMLElement>(null);
  const escape = useRef(onEscape);
  useEffect(() => {
    escape.current = onEscape;
  });
  useEffect(() => {
    const element = panel.current;
    const opener = document.activeElement;
    const closeOnEscape = (event: KeyboardEvent) => {
      // An open list closes itself first.
      const isInOpenList = event.target instanceof Element && event.target.matches('[aria-expanded="true"]');
      if (event.key === "Escape" && !isInOpenList) escape.current();
    };
    element?.addEventListener("keydown", closeOnEscape);
    element?.focus();
    return () => {
      element?.removeEventListener("keydown", closeOnEscape);
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return panel;
}
