import { Button, Center, Loader, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { WorkbenchView } from "../../workbench/view/WorkbenchView.tsx";
import { Icon } from "../brand/icons.tsx";
import { useDocumentTitle } from "../device/useDocumentTitle.ts";
import { PlainHeader } from "../frame/PlainHeader.tsx";
import { ReadOnlyPage } from "../frame/ReadOnlyPage.tsx";
import { RefusalPage } from "../frame/RefusalPage.tsx";
import { NewerWorkPage } from "../newer/NewerWorkPage.tsx";
import { useServices, type Desk } from "../Services.ts";
import { words } from "../words.ts";
import { fullTime, relativeTime } from "../wording/times.ts";
import { useSnapshot, type ShownSnapshot } from "./useSnapshot.ts";

type SnapshotPageProps = { desk: Desk; snapshotId: string; userMenu: ReactNode };

/** A snapshot, read-only. Opening it never touches the person's own work. [B6] */
export function SnapshotPage({ desk, snapshotId, userMenu }: SnapshotPageProps) {
  const { router } = useServices();
  const state = useSnapshot(desk, snapshotId);
  useDocumentTitle(state.kind === "ok" ? state.snapshot.title : null);
  const toStart = () => void router.go({ kind: "start" });
  if (state.kind === "fromNewerVersion") {
    return <NewerWorkPage work={state} onStart={toStart} userMenu={userMenu} />;
  }
  if (state.kind === "ok") return <Shown shown={state} onStart={toStart} userMenu={userMenu} />;
  return (
    <>
      <PlainHeader userMenu={userMenu} />
      {state.kind === "opening" ? (
        <Center component="main" flex={1}>
          <Loader aria-label={words.bench.opening} />
        </Center>
      ) : (
        <RefusalPage refusal={state} onTryAgain={() => router.again()} onStart={toStart} />
      )}
    </>
  );
}

type ShownProps = { shown: ShownSnapshot; onStart: () => void; userMenu: ReactNode };

function Shown({ shown, onStart, userMenu }: ShownProps) {
  const { router, clock } = useServices();
  const { snapshot, workbench } = shown;

  function makeOwnCopy(): void {
    const opening = { kind: "copy", title: snapshot.title, content: workbench.serialize() } as const;
    void router.go({ kind: "newSession" }, opening);
  }

  return (
    <ReadOnlyPage
      title={snapshot.title}
      reason={words.snapshot.viewing}
      notice={
        <>
          <Text size="sm" title={fullTime(snapshot.createdAt)}>
            {words.snapshot.made(relativeTime(snapshot.createdAt, clock()))}
          </Text>
          {snapshot.description !== "" && <Text size="sm">{snapshot.description}</Text>}
          <Button size="compact-sm" leftSection={<Icon name="copy" />} onClick={makeOwnCopy}>
            {words.snapshot.makeOwn}
          </Button>
        </>
      }
      onStart={onStart}
      userMenu={userMenu}
    >
      <WorkbenchView workbench={workbench} readOnly />
    </ReadOnlyPage>
  );
}
