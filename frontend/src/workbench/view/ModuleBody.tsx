import { Center, Loader } from "@mantine/core";
import { memo, Suspense, use, useState } from "react";

import type { OpenModule } from "../state.ts";
import { useFittedSettings } from "../useFittedSettings.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { ModuleErrorBoundary } from "./ModuleErrorBoundary.tsx";

type ModuleBodyProps = { workbench: Workbench; module: OpenModule; isReadOnly: boolean };

/**
 * What a module shows, once its code is there. A module that fails takes nothing else with it.
 * Memoised: a keystroke in one module does not draw the others again.
 */
export const ModuleBody = memo(function ModuleBody(props: ModuleBodyProps) {
  return (
    <ModuleErrorBoundary>
      <Suspense
        fallback={
          <Center h="100%">
            <Loader size="sm" aria-label={words.loadingModule} />
          </Center>
        }
      >
        <LoadedModule {...props} />
      </Suspense>
    </ModuleErrorBoundary>
  );
});

function LoadedModule({ workbench, module, isReadOnly }: ModuleBodyProps) {
  const definition = workbench.registry.find(module.name);
  if (!definition) throw new Error(`No module is registered under “${module.name}”.`);
  const { View } = use(workbench.registry.loadComponents(definition));
  const { state: settings, adjusted } = useFittedSettings(workbench, module);
  // Somebody who looks at a snapshot may sort and zoom, and what they do is theirs and not the snapshot's.
  const [ownView, setOwnView] = useState<{ value: unknown } | null>(null);
  return (
    <View
      title={module.title}
      settings={settings}
      adjusted={adjusted}
      view={isReadOnly && ownView ? ownView.value : module.view}
      isReadOnly={isReadOnly}
      onSettingsChange={(changed: unknown) => {
        if (!isReadOnly) workbench.setModuleSettings(module, changed);
      }}
      onViewChange={(view: unknown) => {
        if (isReadOnly) setOwnView({ value: view });
        else workbench.setModuleView(module, view);
      }}
    />
  );
}
