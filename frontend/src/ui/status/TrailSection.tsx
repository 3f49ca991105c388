import { SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";

import type { AuditClient } from "../../backendApi/AuditClient.ts";
import type { AuditTrail } from "../../observability/AuditTrail.ts";
import type { Toasts } from "../feedback/Toasts.tsx";
import { ServiceTrail } from "./ServiceTrail.tsx";
import { StatusSection, type HeadingOrder } from "./StatusSection.tsx";
import { TabTrail } from "./TabTrail.tsx";
import { TrailFilters } from "./TrailFilters.tsx";
import { EVERYTHING, type TrailScope } from "./trailRows.ts";
import { statusWords } from "./words.ts";

const said = statusWords.trail;
const SCOPES: readonly TrailScope[] = ["service", "tab"];

type TrailSectionProps = {
  order: HeadingOrder;
  audits: AuditClient;
  toasts: Toasts;
  audit: AuditTrail;
  now: number;
};

/** What the person did: as the service wrote it down, or as this tab did. [R6] */
export function TrailSection({ order, audits, toasts, audit, now }: TrailSectionProps) {
  const [scope, setScope] = useState<TrailScope>("service");
  const [filter, setFilter] = useState(EVERYTHING);
  return (
    <StatusSection title={said.heading} order={order}>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={said.scopeLabel}
          style={{ alignSelf: "flex-start" }}
          value={scope}
          onChange={setScope}
          data={SCOPES.map((value) => ({ value, label: said.scopes[value] }))}
        />
        <TrailFilters scope={scope} filter={filter} onChange={setFilter} />
        {scope === "service" ? (
          <ServiceTrail audits={audits} toasts={toasts} filter={filter} now={now} onFilter={setFilter} />
        ) : (
          <TabTrail audit={audit} filter={filter} now={now} onFilter={setFilter} />
        )}
      </Stack>
    </StatusSection>
  );
}
