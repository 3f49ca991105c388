import { Center, Loader } from "@mantine/core";
import { lazy, Suspense, useEffect, type ReactNode } from "react";

import { assertNever } from "../errors/assertNever.ts";
import { PlainHeader } from "../ui/frame/PlainHeader.tsx";
import { RefusalPage } from "../ui/frame/RefusalPage.tsx";
import type { DraftActions } from "../ui/recovery/DraftRows.tsx";
import type { Drafts } from "../ui/recovery/DraftShelf.ts";
import type { Route } from "../ui/routing/Router.ts";
import { useServices, type Desk } from "../ui/Services.ts";
import { words } from "../ui/words.ts";
import { StartRoute } from "./StartRoute.tsx";

// The workbench and its modules are most of the JavaScript, and the start page needs none of it.
const BenchPage = lazy(async () => ({ default: (await import("../ui/bench/BenchPage.tsx")).BenchPage }));
const SnapshotPage = lazy(async () => ({
  default: (await import("../ui/snapshot/SnapshotPage.tsx")).SnapshotPage,
}));

const ManagePage = lazy(async () => ({
  default: (await import("../ui/manage/ManagePage.tsx")).ManagePage,
}));
const SurveyPage = lazy(async () => ({
  default: (await import("../ui/survey/SurveyPage.tsx")).SurveyPage,
}));
const StudioPage = lazy(async () => ({
  default: (await import("../ui/studio/StudioPage.tsx")).StudioPage,
}));

const StatusPage = lazy(async () => ({
  default: (await import("../ui/status/StatusPage.tsx")).StatusPage,
}));

type RoutedPageProps = {
  route: Route;
  desk: Desk;
  drafts: Drafts;
  draftActions: DraftActions;
  userMenu: ReactNode;
};

/** A page of one visit. It begins at its top, however far the one before it, or the sign-in, was scrolled. */
export function RoutedPage(props: RoutedPageProps) {
  useEffect(() => {
    window.scrollTo(0, 0);
  }, []);
  return (
    <Suspense
      fallback={
        <Center component="main" flex={1}>
          <Loader aria-label={words.common.loading} />
        </Center>
      }
    >
      <PageOf {...props} />
    </Suspense>
  );
}

function PageOf({ route, desk, drafts, draftActions, userMenu }: RoutedPageProps) {
  const { router } = useServices();
  const { page } = route;
  switch (page.kind) {
    case "start":
      return <StartRoute desk={desk} drafts={drafts} draftActions={draftActions} userMenu={userMenu} />;
    case "bench":
      return <BenchPage desk={desk} opening={page.opening} userMenu={userMenu} />;
    case "snapshot":
      return <SnapshotPage desk={desk} snapshotId={page.id} userMenu={userMenu} />;
    case "manage":
      return <ManagePage tab={page.tab} userMenu={userMenu} />;
    case "survey":
      return <SurveyPage desk={desk} userMenu={userMenu} />;
    case "status":
      return <StatusPage desk={desk} userMenu={userMenu} />;
    case "studio":
      return <StudioPage desk={desk} dataSet={page.dataSet} userMenu={userMenu} />;
    case "notFound": {
      const toStart = () => void router.go({ kind: "start" });
      return (
        <>
          <PlainHeader userMenu={userMenu} />
          <RefusalPage refusal={{ kind: "notFound" }} onTryAgain={toStart} onStart={toStart} />
        </>
      );
    }
    default:
      return assertNever(page);
  }
}
