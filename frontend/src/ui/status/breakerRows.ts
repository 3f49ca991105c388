import type { ServiceStatus } from "../../backendApi/StatusClient.ts";
import { assertNever } from "../../errors/assertNever.ts";
import type { CircuitBreaker, CircuitState } from "../../resilience/CircuitBreaker.ts";
import { fullClockTime } from "../wording/times.ts";
import type { Tone } from "./Toned.tsx";
import { statusWords } from "./words.ts";

export type BreakerRow = {
  /** `null` is the browser's own. */
  readonly serviceName: string | null;
  readonly name: string;
  readonly state: { readonly text: string; readonly tone: Tone };
  /** Null where it counts none: it is open. */
  readonly failures: number | null;
  readonly calls: number;
  readonly refused: number;
  readonly opened: number;
  /** Whether there is anything that closing would change. */
  readonly isResettable: boolean;
};

const said = statusWords.breakers;

export function browserBreaker({ state, stats }: Pick<CircuitBreaker, "state" | "stats">): BreakerRow {
  return {
    serviceName: null,
    name: said.browser,
    state: browserState(state),
    failures: state.kind === "closed" ? state.failures : null,
    calls: stats.totalCalls,
    refused: stats.refusedCalls,
    opened: stats.timesOpened,
    isResettable: state.kind !== "closed" || state.failures > 0,
  };
}

function browserState(state: CircuitState): BreakerRow["state"] {
  switch (state.kind) {
    case "closed":
      return { text: said.closed, tone: "good" };
    case "halfOpen":
      return { text: said.halfOpen, tone: "warning" };
    case "open":
      return { text: said.open(fullClockTime(state.until)), tone: "problem" };
    default:
      return assertNever(state);
  }
}

export function serviceBreaker(breaker: ServiceStatus["circuit_breakers"][number]): BreakerRow {
  const { state, consecutive_failures: failures } = breaker;
  return {
    serviceName: breaker.name,
    name: said.ofService(breaker.name),
    state: serviceState(breaker),
    failures,
    calls: breaker.calls,
    refused: breaker.refused_calls,
    opened: breaker.times_opened,
    isResettable: state !== "closed" || failures > 0,
  };
}

function serviceState({
  state,
  retry_in_seconds: seconds,
}: ServiceStatus["circuit_breakers"][number]): BreakerRow["state"] {
  switch (state) {
    case "closed":
      return { text: said.closed, tone: "good" };
    case "half_open":
      return { text: said.halfOpen, tone: "warning" };
    case "open":
      return { text: said.openFor(Math.ceil(seconds)), tone: "problem" };
    default:
      return assertNever(state);
  }
}
