import { observePersonActs } from "../activity/personActs.ts";
import { ServiceConnection } from "../backendApi/ServiceConnection.ts";
import type { ConnectionFigures } from "../observability/SessionMetrics.ts";
import { CIRCUIT_BREAKER, CircuitBreaker } from "../resilience/CircuitBreaker.ts";
import { DEDUPLICATION, RequestDeduplicator } from "../resilience/RequestDeduplicator.ts";
import { REQUESTS } from "../resilience/RequestPolicy.ts";
import { browserTimers } from "../resilience/Timers.ts";
import type { ServicePolicies } from "./servicePolicies.ts";

/** The way of all requests, and what can be told of it. */
export type Connection = {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly fetchFile: (request: Request) => Promise<Response>;
  readonly breaker: CircuitBreaker;
  readonly figures: () => ConnectionFigures;
  /** The service's own numbers, which are asked for over the connection itself. [R7] */
  readonly adopt: (policies: Pick<ServicePolicies, "requests" | "circuitBreaker" | "deduplication">) => void;
};

export function createConnection(window: Window & typeof globalThis): Connection {
  const requests = { ...REQUESTS };
  const circuitBreaker = { ...CIRCUIT_BREAKER };
  const breaker = new CircuitBreaker({ policy: circuitBreaker, timers: browserTimers });
  const deduplication = { ...DEDUPLICATION };
  const deduplicator = new RequestDeduplicator(deduplication);
  const connection = new ServiceConnection({
    fetch: (request, signal) => window.fetch(request, { signal }),
    breaker,
    deduplicator,
    policy: requests,
    timers: browserTimers,
    random: () => Math.random(),
  });
  observePersonActs(window, () => breaker.tryNow());
  return {
    fetch: connection.fetch,
    fetchFile: connection.fetchFile,
    breaker,
    adopt: (policies) => {
      Object.assign(requests, policies.requests);
      Object.assign(circuitBreaker, policies.circuitBreaker);
      Object.assign(deduplication, policies.deduplication);
    },
    figures: () => ({
      ...connection.stats,
      circuitOpenCount: breaker.stats.timesOpened,
      deduplicationRate: deduplicator.stats.deduplicationRate,
    }),
  };
}
