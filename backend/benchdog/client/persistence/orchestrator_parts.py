"""The parts of one orchestrator, each knowing the few others that it needs: `createOrchestratorParts.ts`."""

from dataclasses import dataclass

from benchdog.client.persistence.backend_sync_manager import BackendSyncManager
from benchdog.client.persistence.common_version import CommonVersion
from benchdog.client.persistence.conflict_desk import ConflictDesk
from benchdog.client.persistence.conflict_resolver import ConflictResolver
from benchdog.client.persistence.draft_keeper import DraftKeeper
from benchdog.client.persistence.draft_writer import DraftWriter
from benchdog.client.persistence.intentions import Intentions
from benchdog.client.persistence.local_backup_manager import LocalBackupManager
from benchdog.client.persistence.newer_copy_watch import NewerCopyWatch
from benchdog.client.persistence.open_work import OpenWork
from benchdog.client.persistence.retry_schedule import RetrySchedule
from benchdog.client.persistence.running_programs import RunningProgram
from benchdog.client.persistence.session_backend import SessionBackend
from benchdog.client.persistence.session_source import SessionSource
from benchdog.client.persistence.session_state_tracker import StateHashes, StateOrigin
from benchdog.client.persistence.session_status import SessionStatus
from benchdog.client.persistence.work_saver import WorkSaver
from benchdog.client.workbench_sessions_client import SessionMetadata
from benchdog.documents.limits import MAX_CONTENT_SIZE_BYTES
from benchdog.documents.metadata import SessionDetails
from benchdog.resilience.clock import Clock
from benchdog.resilience.retry_policy import BACKGROUND, Random


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """
    The session as it was opened; the source holds its content already.

    Attributes:
        base: the saved state that the work starts from; None for a session that was never saved.
        newer: what the server has now, where that is newer than *base*.
        draft_id: of the draft that was opened; None where none was.
        unanswered: what another program sent of the session without an answer.
    """

    origin: StateOrigin
    details: SessionDetails
    base: SessionMetadata | None = None
    newer: SessionMetadata | None = None
    draft_id: str | None = None
    unanswered: tuple[StateHashes, ...] = ()


@dataclass(frozen=True, slots=True)
class OrchestratorSurroundings:
    """What every session of one program shares. `program` is one of those of *user_id*."""

    backend: SessionBackend
    drafts: LocalBackupManager
    intentions: Intentions
    clock: Clock
    random: Random
    user_id: str
    program: RunningProgram
    limit_bytes: int = MAX_CONTENT_SIZE_BYTES


@dataclass(frozen=True, slots=True)
class OrchestratorParts:
    sync: BackendSyncManager
    work: OpenWork
    draft: DraftKeeper
    retry: RetrySchedule
    common: CommonVersion
    conflict: ConflictDesk
    status: SessionStatus
    writer: DraftWriter
    saver: WorkSaver
    resolver: ConflictResolver
    watch: NewerCopyWatch


def create_orchestrator_parts(
    source: SessionSource, opened: OpenedSession, surroundings: OrchestratorSurroundings
) -> OrchestratorParts:
    """Nothing is asked and nothing written by it."""
    backend, clock = surroundings.backend, surroundings.clock
    session_id = None if opened.base is None else opened.base.id
    sync = BackendSyncManager(
        backend, surroundings.intentions, session_id=session_id, unanswered=opened.unanswered
    )
    work = OpenWork(source, opened.details, clock)
    draft = DraftKeeper(
        surroundings.drafts,
        surroundings.intentions,
        sync,
        user_id=surroundings.user_id,
        program=surroundings.program,
        session_id=session_id,
    )
    retry = RetrySchedule(BACKGROUND, clock=clock, random=surroundings.random)
    common = CommonVersion(backend)
    conflict = ConflictDesk(source, backend, common, work)
    status = SessionStatus(
        work=work,
        draft=draft,
        sync=sync,
        conflict=conflict,
        clock=clock,
        limit_bytes=surroundings.limit_bytes,
        base=opened.base,
        newer=opened.newer,
    )
    writer = DraftWriter(work, draft, status)
    saver = WorkSaver(
        work=work,
        draft=draft,
        writer=writer,
        sync=sync,
        retry=retry,
        common=common,
        conflict=conflict,
        status=status,
        limit_bytes=surroundings.limit_bytes,
        on_newer_copy=lambda: resolver.compare_again(),
    )
    resolver = ConflictResolver(
        source=source,
        backend=backend,
        work=work,
        draft=draft,
        writer=writer,
        common=common,
        conflict=conflict,
        status=status,
        saver=saver,
    )
    watch = NewerCopyWatch(
        backend=backend,
        work=work,
        draft=draft,
        sync=sync,
        conflict=conflict,
        status=status,
        saver=saver,
        on_newer_copy=resolver.compare_again,
        save=lambda: saver.save(status.metadata),
    )
    return OrchestratorParts(
        sync, work, draft, retry, common, conflict, status, writer, saver, resolver, watch
    )
