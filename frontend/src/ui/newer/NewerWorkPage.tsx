import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import type { FromNewerVersion } from "../../session/WorkbenchSessionManager.ts";
import { Icon } from "../brand/icons.tsx";
import { downloadWorkFile } from "../device/download.ts";
import { useDocumentTitle } from "../device/useDocumentTitle.ts";
import { ReadOnlyPage } from "../frame/ReadOnlyPage.tsx";
import { NewerContentView } from "./NewerContentView.tsx";
import { newerWords } from "./words.ts";

type NewerWorkPageProps = { work: FromNewerVersion; onStart: () => void; userMenu: ReactNode };

/** A session, draft or snapshot of a newer version: to be looked at and taken along. Nothing here could save it. [C7] */
export function NewerWorkPage({ work, onStart, userMenu }: NewerWorkPageProps) {
  const { details, content } = work;
  useDocumentTitle(details.title);
  return (
    <ReadOnlyPage
      title={details.title}
      reason={newerWords.state}
      notice={
        <Button
          size="compact-sm"
          leftSection={<Icon name="download" />}
          onClick={() => downloadWorkFile({ ...details, content })}
        >
          {newerWords.download}
        </Button>
      }
      onStart={onStart}
      userMenu={userMenu}
    >
      <NewerContentView content={content} />
    </ReadOnlyPage>
  );
}
