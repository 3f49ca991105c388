import { Button } from "@mantine/core";
import type { ReactNode } from "react";

import { useIsOnline } from "../device/useIsOnline.ts";
import { words } from "../words.ts";
import { databaseFact, deviceFact, type Fact, serviceFact } from "./connectionFacts.ts";
import { FactList } from "./FactList.tsx";
import type { ServiceSight } from "./ServiceWatch.ts";
import { StatusSection, type HeadingOrder } from "./StatusSection.tsx";
import { Toned } from "./Toned.tsx";
import { statusWords } from "./words.ts";

type ConnectionSectionProps = {
  order: HeadingOrder;
  sight: ServiceSight;
  now: number;
  lastSave: ReactNode;
  onTryNow: () => void;
};

/** Whether the service and its database can be reached now, and what is saved. */
export function ConnectionSection({ order, sight, now, lastSave, onTryNow }: ConnectionSectionProps) {
  const said = statusWords.connection;
  const toned = ({ text, tone }: Fact) => <Toned tone={tone}>{text}</Toned>;
  const isOnline = useIsOnline();
  return (
    <StatusSection title={said.heading} order={order}>
      <FactList
        facts={[
          [said.service, toned(serviceFact(sight, now))],
          [said.database, toned(databaseFact(sight))],
          [said.browser, toned(deviceFact(isOnline))],
          [said.lastSave, lastSave],
        ]}
      />
      <Button variant="default" size="compact-sm" mt="sm" onClick={onTryNow}>
        {words.common.tryNow}
      </Button>
    </StatusSection>
  );
}
