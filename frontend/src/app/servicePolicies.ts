import type { ServiceConfig } from "../backendApi/serviceConfig.ts";
import { AUDIT, type AuditPolicy } from "../observability/AuditTrail.ts";
import {
  PERFORMANCE,
  performancePolicy,
  type PerformancePolicy,
} from "../observability/PerformanceMonitor.ts";
import type { PersistencePolicy } from "../persistence/PersistencePolicy.ts";
import { CIRCUIT_BREAKER, type CircuitBreakerPolicy } from "../resilience/CircuitBreaker.ts";
import { DEDUPLICATION, type DeduplicationPolicy } from "../resilience/RequestDeduplicator.ts";
import { REQUESTS, type RequestPolicy } from "../resilience/RequestPolicy.ts";
import { INTERACTIVE } from "../resilience/RetryPolicy.ts";
import { STUDIO, type StudioPolicy } from "../studio/StudioPolicy.ts";
import { SHARING, type SharingPolicy } from "../ui/sharing/SharingPolicy.ts";
import { DEFAULT_PERSISTENCE_POLICY } from "./policy.ts";

/** Every number of the application that the service may set. */
export type ServicePolicies = {
  readonly persistence: PersistencePolicy;
  readonly requests: RequestPolicy;
  readonly circuitBreaker: CircuitBreakerPolicy;
  readonly deduplication: DeduplicationPolicy;
  readonly performance: PerformancePolicy;
  readonly audit: AuditPolicy;
  readonly sharing: SharingPolicy;
  readonly studio: StudioPolicy;
};

/** What holds until `GET /config` is answered, and where it is not. [R7] */
export const DEFAULT_POLICIES: ServicePolicies = Object.freeze({
  persistence: DEFAULT_PERSISTENCE_POLICY,
  requests: REQUESTS,
  circuitBreaker: CIRCUIT_BREAKER,
  deduplication: DEDUPLICATION,
  performance: PERFORMANCE,
  audit: AUDIT,
  sharing: SHARING,
  studio: STUDIO,
});

/** The numbers of `GET /config`. [R7] */
export function policiesOf(config: ServiceConfig): ServicePolicies {
  const { limits, timing, requests, retries, circuit_breaker: breaker } = config;
  const { performance, sharing, studio } = config;
  return {
    persistence: {
      autoSaveDebounceMs: timing.draft_delay_ms,
      backendPollingIntervalMs: timing.poll_interval_ms,
      connectionGraceMs: timing.connection_grace_ms,
      limitBytes: limits.max_content_size_bytes,
    },
    requests: {
      readTimeoutMs: requests.read_timeout_ms,
      writeTimeoutMs: requests.write_timeout_ms,
      fileTimeoutMs: requests.file_timeout_ms,
      uploadBytesPerMs: requests.upload_bytes_per_ms,
      interactive: { ...INTERACTIVE, delaysMs: retries.delays_ms, withinMs: retries.within_ms },
    },
    circuitBreaker: {
      failureThreshold: breaker.failure_threshold,
      resetTimeoutMs: breaker.reset_timeout_ms,
      successThreshold: breaker.success_threshold,
    },
    deduplication: { maxKeys: requests.shared_requests },
    performance: performancePolicy({
      sessionTargetMs: performance.session_target_ms,
      restorationTargetMs: performance.restoration_target_ms,
      maxTotalMs: performance.max_total_ms,
    }),
    audit: { maxEntries: config.audit_entries },
    sharing: { allowsPublic: sharing.public_allowed, trashDays: sharing.trash_days },
    studio: {
      ...STUDIO,
      isRecoveryOn: studio.recovery,
      start: { ...STUDIO.start, delaysMs: studio.start_delays_ms },
      draftDelayMs: timing.draft_delay_ms,
      connectionGraceMs: timing.connection_grace_ms,
      expiryNoticeMs: studio.expiry_notice_ms,
    },
  };
}
