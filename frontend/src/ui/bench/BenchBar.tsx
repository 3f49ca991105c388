import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";

import type { PersistenceState } from "../../persistence/PersistenceState.ts";
import type { Workbench } from "../../workbench/Workbench.ts";
import { Icon } from "../brand/icons.tsx";
import { PageHeader } from "../frame/PageHeader.tsx";
import { words } from "../words.ts";
import classes from "./BenchBar.module.css";
import { LargestParts } from "./LargestParts.tsx";
import { SaveIndicator } from "./SaveIndicator.tsx";
import { SessionMenu } from "./SessionMenu.tsx";
import { SizeMeter } from "./SizeMeter.tsx";
import { TitleField } from "./TitleField.tsx";

export type BenchBarActions = {
  onStart: () => void;
  onRename: (title: string) => void;
  onSave: () => void;
  onSaveCopy: () => void;
  onShare: () => void;
  onDownload: () => void;
  onShowKeys: () => void;
  onShowHistory: () => void;
  onShowConversation: () => void;
  onSignIn: () => void;
  /** Null where there is nothing on the server to delete. */
  onDelete: (() => void) | null;
};

type BenchBarProps = {
  workbench: Workbench;
  state: PersistenceState;
  clock: () => number;
  modifier: string;
  actions: BenchBarActions;
  userMenu: ReactNode;
};

/** The top bar of an open session. */
export function BenchBar({ workbench, state, clock, modifier, actions, userMenu }: BenchBarProps) {
  return (
    <PageHeader onStart={actions.onStart} compactBrand>
      <div className={classes.title}>
        <TitleField title={state.details.title} onRename={actions.onRename} />
      </div>
      <div className={classes.state}>
        <SaveIndicator
          state={state}
          clock={clock}
          onTryNow={actions.onSave}
          onSignIn={actions.onSignIn}
          onSaveCopy={actions.onSaveCopy}
        />
      </div>
      <Group gap={8} wrap="nowrap" className={classes.actions}>
        <SizeMeter sizeBytes={state.sizeBytes} limitBytes={state.limitBytes}>
          <LargestParts workbench={workbench} sizeBytes={state.sizeBytes} />
        </SizeMeter>
        <Button size="xs" loading={state.save.kind === "saving"} onClick={actions.onSave}>
          {words.bench.save}
        </Button>
        <Button size="xs" variant="default" leftSection={<Icon name="link" />} onClick={actions.onShare}>
          {words.bench.share}
        </Button>
        <SessionMenu
          modifier={modifier}
          onDelete={actions.onDelete}
          onSaveCopy={actions.onSaveCopy}
          onDownload={actions.onDownload}
          onShowKeys={actions.onShowKeys}
          onShowHistory={actions.onShowHistory}
          onShowConversation={actions.onShowConversation}
        />
      </Group>
      <div className={classes.user}>{userMenu}</div>
    </PageHeader>
  );
}
