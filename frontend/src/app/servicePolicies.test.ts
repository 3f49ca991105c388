import { expect, test } from "vitest";

import type { ServiceConfig } from "../backendApi/serviceConfig.ts";
import { DEFAULT_POLICIES, policiesOf } from "./servicePolicies.ts";

/** The parts of an answer of `GET /config` that are used here, with the service's own defaults. */
const served = {
  limits: { max_content_size_bytes: 1_572_864 },
  timing: { draft_delay_ms: 200, poll_interval_ms: 10_000, connection_grace_ms: 30_000 },
  requests: {
    read_timeout_ms: 5000,
    write_timeout_ms: 10_000,
    file_timeout_ms: 30_000,
    upload_bytes_per_ms: 32,
    shared_requests: 100,
  },
  retries: { delays_ms: [100, 200, 400], within_ms: 2000 },
  circuit_breaker: { failure_threshold: 5, reset_timeout_ms: 30_000, success_threshold: 2 },
  performance: { session_target_ms: 500, restoration_target_ms: 1000, max_total_ms: 2000 },
  sharing: { public_allowed: false, trash_days: 30 },
  studio: { recovery: true, start_delays_ms: [2000, 4000, 8000], expiry_notice_ms: 43_200_000 },
  audit_entries: 10_000,
} as ServiceConfig;

test("[R7] the service's defaults are those that hold before it answers", () => {
  expect(policiesOf(served)).toEqual(DEFAULT_POLICIES);
});

test("[R7] every number that the service sets arrives where it is used", () => {
  const policies = policiesOf({
    ...served,
    requests: { ...served.requests, read_timeout_ms: 1 },
    retries: { delays_ms: [50], within_ms: 60 },
    circuit_breaker: { failure_threshold: 8, reset_timeout_ms: 20_000, success_threshold: 3 },
    performance: { session_target_ms: 10, restoration_target_ms: 20, max_total_ms: 30 },
    sharing: { public_allowed: true, trash_days: 7 },
    studio: { recovery: false, start_delays_ms: [5], expiry_notice_ms: 6 },
    audit_entries: 9,
  });

  expect(policies.requests.readTimeoutMs).toBe(1);
  expect(policies.requests.interactive).toMatchObject({ delaysMs: [50], withinMs: 60 });
  expect(policies.circuitBreaker).toEqual({
    failureThreshold: 8,
    resetTimeoutMs: 20_000,
    successThreshold: 3,
  });
  expect(policies.performance.create).toEqual({ targetMs: 10, acceptableMs: 20, slowMs: 30 });
  expect(policies.performance.open).toEqual({ targetMs: 20, acceptableMs: 30, slowMs: 30 });
  expect(policies.audit.maxEntries).toBe(9);
  expect(policies.sharing).toEqual({ allowsPublic: true, trashDays: 7 });
  expect(policies.studio).toMatchObject({ isRecoveryOn: false, start: { delaysMs: [5] }, expiryNoticeMs: 6 });
});
