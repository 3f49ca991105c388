import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { useDocumentTitle } from "../device/useDocumentTitle.ts";
import { PlainHeader } from "../frame/PlainHeader.tsx";
import type { Desk } from "../Services.ts";
import classes from "./Status.module.css";
import { StatusSections } from "./StatusSections.tsx";
import { statusWords } from "./words.ts";

/** For whoever wonders why saving is slow or impossible, or is asked by support. */
export function StatusPage({ desk, userMenu }: { desk: Desk; userMenu: ReactNode }) {
  useDocumentTitle(statusWords.title);
  return (
    <div className={classes.page}>
      <PlainHeader userMenu={userMenu} />
      <main className={classes.main}>
        <Title order={1}>{statusWords.title}</Title>
        <Text c="dimmed" mb="xl">
          {statusWords.description}
        </Text>
        <StatusSections desk={desk} order={2} openSession={null} />
      </main>
    </div>
  );
}
