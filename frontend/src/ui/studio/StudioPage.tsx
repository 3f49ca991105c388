import type { ReactNode } from "react";

import { useDocumentTitle } from "../device/useDocumentTitle.ts";
import { PlainHeader } from "../frame/PlainHeader.tsx";
import type { Desk } from "../Services.ts";
import { findStudioDataSet } from "./studioDataSets.ts";
import { StudioDataSetPage } from "./StudioDataSetPage.tsx";
import { StudioList } from "./StudioList.tsx";
import { studioWords } from "./words.ts";

type StudioPageProps = { desk: Desk; dataSet: string | null; userMenu: ReactNode };

/** Data Studio: a list of transformations of a data set, which saves itself and is found again. [B12] */
export function StudioPage({ desk, dataSet: key, userMenu }: StudioPageProps) {
  const dataSet = findStudioDataSet(key);
  useDocumentTitle(dataSet ? `${dataSet.name} · ${studioWords.title}` : studioWords.title);
  return (
    <>
      <PlainHeader userMenu={userMenu} />
      {dataSet ? <StudioDataSetPage desk={desk} dataSet={dataSet} /> : <StudioList asked={key} />}
    </>
  );
}
