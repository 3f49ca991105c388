import { Center, Loader } from "@mantine/core";
import type { ReactNode } from "react";

import { ErrorBoundary } from "../frame/ErrorBoundary.tsx";
import { PlainHeader } from "../frame/PlainHeader.tsx";
import { RefusalPage } from "../frame/RefusalPage.tsx";
import { NewerWorkPage } from "../newer/NewerWorkPage.tsx";
import type { Opening } from "../routing/Router.ts";
import { useServices, type Desk } from "../Services.ts";
import { words } from "../words.ts";
import { downloadWork } from "./downloadWork.ts";
import { OpenSessionView } from "./OpenSessionView.tsx";
import { useOpening } from "./useOpening.ts";

type BenchPageProps = { desk: Desk; opening: Opening; userMenu: ReactNode };

/** The workbench: opens what the address or the start page names, then hands over to the open session. */
export function BenchPage({ desk, opening, userMenu }: BenchPageProps) {
  const { router } = useServices();
  const state = useOpening(desk, opening);
  const toStart = () => void router.go({ kind: "start" });
  if (state.kind === "restored" || state.kind === "restoredEmpty") {
    const bench = state.value;
    return (
      <ErrorBoundary onStart={toStart} onDownload={() => downloadWork(bench)}>
        <OpenSessionView desk={desk} bench={bench} saveAtOnce={opening.kind === "copy"} userMenu={userMenu} />
      </ErrorBoundary>
    );
  }
  const failure = state.kind === "restoredWithError" ? state.failure : null;
  if (failure?.kind === "fromNewerVersion") {
    return <NewerWorkPage work={failure} onStart={toStart} userMenu={userMenu} />;
  }
  return (
    <>
      <PlainHeader userMenu={userMenu} />
      {failure === null ? (
        <Center component="main" flex={1}>
          <Loader aria-label={words.bench.opening} />
        </Center>
      ) : (
        <RefusalPage refusal={failure} onTryAgain={() => router.again()} onStart={toStart} />
      )}
    </>
  );
}
