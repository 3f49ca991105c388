import { Tabs, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { MANAGE_TABS, type ManageTab } from "../../navigation/Address.ts";
import { useDocumentTitle } from "../device/useDocumentTitle.ts";
import { PlainHeader } from "../frame/PlainHeader.tsx";
import { useServices } from "../Services.ts";
import classes from "./ManagePage.module.css";
import { SessionsTab } from "./SessionsTab.tsx";
import { SnapshotsTab } from "./SnapshotsTab.tsx";
import { TrashTab } from "./TrashTab.tsx";
import { VisitedTab } from "./VisitedTab.tsx";
import { manageWords } from "./words.ts";

type ManagePageProps = { tab: ManageTab; userMenu: ReactNode };

const CONTENT: Readonly<Record<ManageTab, () => ReactNode>> = {
  sessions: SessionsTab,
  snapshots: SnapshotsTab,
  visited: VisitedTab,
  trash: TrashTab,
};

/** Everything that a person has, in one place; the tab is part of the address. */
export function ManagePage({ tab, userMenu }: ManagePageProps) {
  const { router } = useServices();
  useDocumentTitle(manageWords.title);
  const Content = CONTENT[tab];
  return (
    <div className={classes.page}>
      <PlainHeader userMenu={userMenu} />
      <main className={classes.main}>
        <Title order={1}>{manageWords.title}</Title>
        <Tabs
          className={classes.tabs ?? ""}
          value={tab}
          onChange={(next) => next !== null && void router.go({ kind: "manage", tab: next as ManageTab })}
        >
          <Tabs.List>
            {MANAGE_TABS.map((each) => (
              <Tabs.Tab key={each} value={each} className={classes.tabName ?? ""}>
                {manageWords.tabs[each]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab} className={classes.tab ?? ""}>
            <Text size="sm" c="dimmed">
              {manageWords.intro[tab]}
            </Text>
            <Content />
          </Tabs.Panel>
        </Tabs>
      </main>
    </div>
  );
}
