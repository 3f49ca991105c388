"""What a client needs to know before it starts: `GET /config`. [R7] [A5]"""

from typing import Final

from pydantic import BaseModel

from benchdog.documents import limits
from benchdog.settings import Settings, SignInMode
from benchdog.stores.listing import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE

MS_PER_HOUR: Final = 60 * 60 * 1000


class Limits(BaseModel):
    """Sizes in bytes, lengths in Unicode code points. [C4] [C6] [L1]"""

    max_content_size_bytes: int = limits.MAX_CONTENT_SIZE_BYTES
    max_body_size_bytes: int = limits.MAX_BODY_SIZE_BYTES
    max_content_depth: int = limits.MAX_CONTENT_DEPTH
    max_title_length: int = limits.MAX_TITLE_LENGTH
    max_description_length: int = limits.MAX_DESCRIPTION_LENGTH
    max_tags: int = limits.MAX_TAGS
    max_tag_length: int = limits.MAX_TAG_LENGTH
    default_page_size: int = DEFAULT_PAGE_SIZE
    max_page_size: int = MAX_PAGE_SIZE


class Timing(BaseModel):
    """[B2] [B4] [B7]"""

    draft_delay_ms: int
    poll_interval_ms: int
    connection_grace_ms: int


class RequestNumbers(BaseModel):
    """How long nothing may come of a request; an upload is given time for its size besides."""

    read_timeout_ms: int
    write_timeout_ms: int
    file_timeout_ms: int
    upload_bytes_per_ms: int
    shared_requests: int


class RetryNumbers(BaseModel):
    """While a person waits: before each further try, and when the last one begins at the latest. [R1]"""

    delays_ms: list[int]
    within_ms: int


class CircuitBreakerNumbers(BaseModel):
    """[R2]"""

    failure_threshold: int
    reset_timeout_ms: int
    success_threshold: int


class PerformanceNumbers(BaseModel):
    """[R5]"""

    session_target_ms: int
    restoration_target_ms: int
    max_total_ms: int


class SharingRules(BaseModel):
    """[N2] [N3]"""

    public_allowed: bool
    trash_days: int


class StudioNumbers(BaseModel):
    """Data Studio; `start_delays_ms` come before further attempts to start, where `recovery` is on. [B12]"""

    recovery: bool
    start_delays_ms: list[int]
    expiry_notice_ms: int


class ServiceConfig(BaseModel):
    """The numbers of one deployment; `audit_entries` is how many a tab keeps of its own record."""

    version: str
    sign_in_mode: SignInMode
    limits: Limits
    timing: Timing
    requests: RequestNumbers
    retries: RetryNumbers
    circuit_breaker: CircuitBreakerNumbers
    performance: PerformanceNumbers
    sharing: SharingRules
    studio: StudioNumbers
    audit_entries: int

    @classmethod
    def of(cls, settings: Settings, version: str) -> "ServiceConfig":
        interactive = settings.interactive_policy()
        return cls(
            version=version,
            sign_in_mode=settings.sign_in_mode,
            limits=Limits(),
            timing=Timing(
                draft_delay_ms=settings.draft_delay_ms,
                poll_interval_ms=settings.poll_interval_ms,
                connection_grace_ms=settings.connection_grace_ms,
            ),
            requests=RequestNumbers(
                read_timeout_ms=settings.request_read_timeout_ms,
                write_timeout_ms=settings.request_write_timeout_ms,
                file_timeout_ms=settings.request_file_timeout_ms,
                upload_bytes_per_ms=settings.upload_bytes_per_ms,
                shared_requests=settings.request_dedup_cache_size,
            ),
            retries=RetryNumbers(
                delays_ms=[round(seconds * 1000) for seconds in interactive.delays_seconds],
                within_ms=round(interactive.within_seconds * 1000),
            ),
            circuit_breaker=CircuitBreakerNumbers(
                failure_threshold=settings.circuit_breaker_failure_threshold,
                reset_timeout_ms=settings.circuit_breaker_reset_timeout_ms,
                success_threshold=settings.circuit_breaker_success_threshold,
            ),
            performance=PerformanceNumbers(
                session_target_ms=settings.performance_target_session_ms,
                restoration_target_ms=settings.performance_target_restoration_ms,
                max_total_ms=settings.performance_max_total_ms,
            ),
            sharing=SharingRules(public_allowed=settings.public_snapshots, trash_days=settings.trash_days),
            studio=StudioNumbers(
                recovery=settings.studio_recovery,
                start_delays_ms=settings.studio_start_delays_ms(),
                expiry_notice_ms=settings.studio_expiry_notice_hours * MS_PER_HOUR,
            ),
            audit_entries=settings.audit_trail_max_entries,
        )
