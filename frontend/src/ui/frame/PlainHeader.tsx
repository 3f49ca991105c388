import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";

import { manageWords } from "../manage/words.ts";
import { useServices } from "../Services.ts";
import { PageHeader } from "./PageHeader.tsx";
import classes from "./PlainHeader.module.css";

/** The header of pages on which nothing is open: the way to the start page, and the person's menu. */
export function PlainHeader({ userMenu }: { userMenu: ReactNode }) {
  const { router } = useServices();
  return (
    <PageHeader onStart={() => void router.go({ kind: "start" })}>
      <div className={classes.end}>
        <Anchor
          href="/manage"
          size="sm"
          fw={550}
          onClick={(event) => {
            event.preventDefault();
            void router.go({ kind: "manage", tab: "sessions" });
          }}
        >
          {manageWords.title}
        </Anchor>
        {userMenu}
      </div>
    </PageHeader>
  );
}
