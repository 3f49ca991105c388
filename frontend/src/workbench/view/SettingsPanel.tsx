import { Center, Loader } from "@mantine/core";
import { Suspense, use } from "react";

import type { OpenModule } from "../state.ts";
import { useFittedSettings } from "../useFittedSettings.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { ModuleErrorBoundary } from "./ModuleErrorBoundary.tsx";
import { SidePanel } from "./SidePanel.tsx";

type SettingsPanelProps = { workbench: Workbench; module: OpenModule; onClose: () => void };

/** The settings of one module, beside the dashboard. Every choice takes effect at once; Esc closes and gives the focus back. */
export function SettingsPanel({ workbench, module, onClose }: SettingsPanelProps) {
  return (
    <SidePanel
      title={words.settingsOf(module.title)}
      order={3}
      closeLabel={words.closeSettings}
      onClose={onClose}
    >
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
    </SidePanel>
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
