import { useEffect, type ReactNode } from "react";

import { useDocumentTitle } from "../ui/device/useDocumentTitle.ts";
import { PlainHeader } from "../ui/frame/PlainHeader.tsx";
import type { DraftActions } from "../ui/recovery/DraftRows.tsx";
import { DraftSection } from "../ui/recovery/DraftSection.tsx";
import type { Drafts } from "../ui/recovery/DraftShelf.ts";
import type { Opening } from "../ui/routing/Router.ts";
import { useServices, type Desk } from "../ui/Services.ts";
import { StartPage } from "../ui/start/StartPage.tsx";
import { StudioLink } from "../ui/studio/StudioLink.tsx";
import { studioWords } from "../ui/studio/words.ts";
import { dataSetCatalogue } from "../workbench/dataSets/catalogue.ts";
import { templateWords } from "../workbench/templates/words.ts";

const DATA_SETS = dataSetCatalogue.map(({ file, name, description }) => ({ id: file, name, description }));

const { earthquakes, penguins, weather, gapminder } = templateWords;
const TEMPLATES = [earthquakes, penguins, weather, gapminder].map(({ id, name, description }) => ({
  id,
  name,
  description,
}));

type StartRouteProps = { desk: Desk; drafts: Drafts; draftActions: DraftActions; userMenu: ReactNode };

/** The start page with its lists, and the drafts that were kept for later. */
export function StartRoute({ desk, drafts, draftActions, userMenu }: StartRouteProps) {
  const { router, library, clock } = useServices();
  useDocumentTitle(null);
  useEffect(() => {
    async function list(): Promise<void> {
      await desk.sessions.close();
      await desk.shelf.load();
    }
    void list();
  }, [desk]);

  const now = clock();
  const begin = (opening: Opening) => void router.go({ kind: "newSession" }, opening);
  return (
    <>
      <PlainHeader userMenu={userMenu} />
      <StartPage
        library={library}
        templates={TEMPLATES}
        dataSets={DATA_SETS}
        now={now}
        drafts={<DraftSection drafts={drafts} now={now} {...draftActions} />}
        studioLink={<StudioLink text={studioWords.fromStart} />}
        onNew={() => begin({ kind: "empty" })}
        onDataSet={(file) => begin({ kind: "dataSet", file })}
        onTemplate={(id) => begin({ kind: "template", id })}
        onCsv={(file) => begin({ kind: "csv", file })}
        onOpenSession={(id) => void router.go({ kind: "session", id })}
        onOpenSnapshot={(id) => void router.go({ kind: "snapshot", id })}
      />
    </>
  );
}
