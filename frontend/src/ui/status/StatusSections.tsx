import { useEffect, useSyncExternalStore } from "react";

import type { PersistenceOrchestrator } from "../../persistence/PersistenceOrchestrator.ts";
import type { DeleteResult } from "../../persistence/SessionBackend.ts";
import { useNow } from "../device/useNow.ts";
import { useServices, type Desk } from "../Services.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import { type BreakerRow, browserBreaker, serviceBreaker } from "./breakerRows.ts";
import { BreakersSection } from "./BreakersSection.tsx";
import { ConnectionSection } from "./ConnectionSection.tsx";
import { OpenSessionSave, TabLastSave } from "./LastSave.tsx";
import classes from "./Status.module.css";
import type { HeadingOrder } from "./StatusSection.tsx";
import { TimingsSection } from "./TimingsSection.tsx";
import { TrailSection } from "./TrailSection.tsx";
import { statusWords } from "./words.ts";

const CLOCK_TICK_MS = 1000;

type StatusSectionsProps = {
  desk: Desk;
  order: HeadingOrder;
  /** Of the session that is open below; null where none is. */
  openSession: PersistenceOrchestrator | null;
};

/** Everything that is known of the service and of what was done, also while the service is away. */
export function StatusSections({ desk, order, openSession }: StatusSectionsProps) {
  const { clock, status, audits, toasts } = useServices();
  const { activity, watch, person } = desk;
  const { breaker } = activity;
  const sight = useSyncExternalStore(watch.subscribe, watch.sight);
  useSyncExternalStore(breaker.subscribe, () => breaker.state);
  const now = useNow(clock, CLOCK_TICK_MS);
  useEffect(() => watch.start(), [watch]);

  const tryNow = () => {
    breaker.tryNow();
    void watch.ask();
  };
  const close = async ({ serviceName }: BreakerRow): Promise<DeleteResult> => {
    if (serviceName !== null) return status.resetBreaker(serviceName);
    breaker.reset();
    return { kind: "ok" };
  };
  const reset = async (row: BreakerRow) => {
    const result = await close(row);
    await watch.ask();
    const isDone = result.kind === "ok";
    toasts.show({
      operation: "resetBreaker",
      text: isDone ? statusWords.breakers.done(row.name) : refusalWords(result),
      tone: isDone ? "done" : "failure",
    });
  };
  const serviceBreakers = sight.kind === "answers" ? sight.status.circuit_breakers : [];

  return (
    <div className={classes.sections}>
      <ConnectionSection
        order={order}
        sight={sight}
        now={now}
        lastSave={
          openSession === null ? (
            <TabLastSave audit={activity.audit} now={now} />
          ) : (
            <OpenSessionSave orchestrator={openSession} now={now} />
          )
        }
        onTryNow={tryNow}
      />
      <BreakersSection
        order={order}
        rows={[browserBreaker(breaker), ...serviceBreakers.map(serviceBreaker)]}
        isAdministrator={person.isAdministrator}
        onReset={(row) => void reset(row)}
      />
      <TimingsSection order={order} activity={activity} sight={sight} />
      <TrailSection order={order} audits={audits} toasts={toasts} audit={activity.audit} now={now} />
    </div>
  );
}
