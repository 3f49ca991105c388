"""Opens, creates and recovers sessions in one program. The twin of `WorkbenchSessionManager.ts`."""

from contextlib import suppress
from pathlib import Path
from random import random as system_random
from types import TracebackType
from typing import Any, Self

from filelock import FileLock

from benchdog.client.benchdog_client import BenchdogClient
from benchdog.client.persistence.common_version import parsed_content
from benchdog.client.persistence.conflict_resolver import DRAFT_NOT_KEPT
from benchdog.client.persistence.device_folder import (
    DeviceFolder,
    WriteFile,
    default_device_root,
    write_whole,
)
from benchdog.client.persistence.draft import Draft
from benchdog.client.persistence.draft_recovery import Recoverable, recoverable_drafts, saved_state_of
from benchdog.client.persistence.intentions import Intentions
from benchdog.client.persistence.local_backup_manager import LocalBackupManager
from benchdog.client.persistence.orchestrator_parts import OpenedSession, OrchestratorSurroundings
from benchdog.client.persistence.persistence_orchestrator import PersistenceOrchestrator
from benchdog.client.persistence.queued_saves import QueuedSaveNews, send_queued_saves
from benchdog.client.persistence.running_programs import RunningProgram
from benchdog.client.persistence.save_result import FromNewerVersion, Unreadable
from benchdog.client.persistence.service_backend import ServiceBackend
from benchdog.client.persistence.session_backend import (
    Refusal,
    Rejected,
    SessionBackend,
    SessionRead,
)
from benchdog.client.persistence.session_source import ContentUnreadable, DictionarySource, SessionSource
from benchdog.client.service_connection import KeyFactory, new_idempotency_key
from benchdog.documents.metadata import SessionDetails
from benchdog.resilience.clock import Clock, system_clock
from benchdog.resilience.retry_policy import Random

Source = SessionSource | dict[str, Any]
"""A dictionary is taken for a `DictionarySource` of it; what is in it is checked when it is measured. [C1]"""
Opened = PersistenceOrchestrator | FromNewerVersion | Unreadable


class WorkbenchSessionManager:
    """
    One part of a program that has at most one session open, for one person. Use it as a context manager, or
    `close`.

    A web server makes one for each page that is open: two of them never write one draft.

    Args:
        device_root: where drafts are kept, encrypted; None for the data directory of the operating system's
            user.
        service: whose sessions these are: drafts of one service are no business of another one.
        write: replaces a file at once.
    """

    def __init__(
        self,
        backend: SessionBackend,
        *,
        user_id: str,
        device_root: Path | None = None,
        service: str = "",
        clock: Clock = system_clock,
        random: Random = system_random,
        new_key: KeyFactory = new_idempotency_key,
        write: WriteFile = write_whole,
    ) -> None:
        folder = DeviceFolder(device_root or default_device_root(), user_id, service)
        self._folder = folder
        self._program = RunningProgram(folder)
        self.drafts = LocalBackupManager(folder, user_id=user_id, clock=clock, write=write)
        self._surroundings = OrchestratorSurroundings(
            backend=backend,
            drafts=self.drafts,
            intentions=Intentions(new_key=new_key, clock=clock),
            clock=clock,
            random=random,
            user_id=user_id,
            program=self._program,
        )
        self._open: PersistenceOrchestrator | None = None

    @classmethod
    def for_client(
        cls, client: BenchdogClient, *, user_id: str | None = None, device_root: Path | None = None
    ) -> Self:
        """
        For whoever *client* is signed in as.

        Args:
            user_id: who that is, for work without a connection; None asks the service.

        Raises:
            PersistenceError: the service does not say who that is.
        """
        user_id = user_id or client.account.me().user_id
        backend = ServiceBackend(client)
        return cls(backend, user_id=user_id, device_root=device_root, service=client.origin)

    @property
    def orchestrator(self) -> PersistenceOrchestrator | None:
        """Of the open session."""
        return self._open

    def open_new(self, source: Source, details: SessionDetails) -> PersistenceOrchestrator:
        """
        A session that was never saved, with what *source* holds.

        Raises:
            ContentInvalid: that cannot be written as JSON. [C1]
        """
        return self._begin(_source_of(source), OpenedSession("new", details))

    def open_session(self, source: Source, session_id: str) -> Opened | Refusal:
        """
        The server's copy of a session, restored into *source*.

        Nothing is opened over work that neither the service nor this device has: `close` first to give it up.
        """
        if not self._may_leave():
            return DRAFT_NOT_KEPT
        read = self._surroundings.backend.read_session(session_id)
        if not isinstance(read, SessionRead):
            return read
        target = _source_of(source)
        if target.is_from_newer_version(read.content):
            return FromNewerVersion(read.metadata.details, read.content)
        # First: what is restored is no edit of the session that is open.
        self._leave()
        try:
            target.restore(read.content)
        except ContentUnreadable as error:
            return Unreadable(str(error))
        return self._begin(target, OpenedSession("server", read.metadata.details, read.metadata))

    def recoverable(self) -> Recoverable:
        """
        The drafts of this person on this device that differ from the server's copies. [B3]

        Raises:
            OSError: the disk cannot be read.
        """
        return recoverable_drafts(self.drafts, self._surroundings.backend, self._program)

    def send_queued_saves(self) -> tuple[QueuedSaveNews, ...]:
        """
        Sends what a program that ended was asked to save and could not, without opening its draft. [B7]

        Raises:
            OSError: the disk cannot be read.
        """
        shared = self._surroundings
        open_draft_id = None if self._open is None else self._open.draft_id
        with self._opening():
            return send_queued_saves(
                self.drafts, shared.backend, shared.intentions, self._program, open_draft_id=open_draft_id
            )

    def open_draft(self, source: Source, draft_id: str) -> Opened | Rejected:
        """
        A draft of this device, on top of the saved state that it began on. It stays until it is saved, and is
        opened by one program at a time: two would each save it.

        Nothing is opened over work that neither the service nor this device has: `close` first to give it up.

        Raises:
            OSError: the disk cannot be read.
        """
        if not self._may_leave():
            return DRAFT_NOT_KEPT
        with self._opening():
            self._leave()
            draft = self.drafts.read(draft_id)
            if draft is None:
                return Unreadable("The draft cannot be read.")
            if self._program.is_running(draft.kept.program_id):
                return Unreadable("The draft is open in another program.")
            return self._opened_draft(_source_of(source), draft)

    def sign_out(self) -> None:
        """Destroys the key of this device, and what it encrypted. What was not saved is gone. [B2]"""
        if self._open is not None:
            self._open.release_draft()
            self._open = None
        self.drafts.destroy_key()
        self._program.end()

    def close(self) -> None:
        """Keeps the draft of the open session, and leaves it to whoever comes next. Safe to call twice."""
        self._leave()
        self._program.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _opening(self) -> FileLock:
        """Held while a draft of another program is taken over, by one program at a time."""
        return FileLock(self._folder.programs / "opening.lock")

    def _may_leave(self) -> bool:
        """Whether nothing is lost where something else is restored into what the open session lies in."""
        if self._open is None:
            return True
        self._open.keep_draft()
        return not self._open.state.is_at_risk

    def _leave(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open.release_draft()
            self._open = None

    def _begin(self, source: SessionSource, opened: OpenedSession) -> PersistenceOrchestrator:
        self._leave()
        orchestrator = PersistenceOrchestrator(source, opened, self._surroundings)
        orchestrator.start()
        self._open = orchestrator
        return orchestrator

    def _opened_draft(self, source: SessionSource, draft: Draft) -> Opened:
        kept = draft.kept
        saved = saved_state_of(kept, self._surroundings.backend)
        content = parsed_content(draft.canonical)
        if source.is_from_newer_version(content):
            return FromNewerVersion(kept.details, content)
        try:
            source.restore(content)
        except ContentUnreadable as error:
            return Unreadable(str(error))
        self._surroundings.intentions.adopt(kept.intentions)
        opened = OpenedSession(
            "draft", kept.details, saved.base, saved.newer, kept.draft_id, saved.unanswered
        )
        orchestrator = self._begin(source, opened)
        orchestrator.keep_draft()
        # What the person asked to save before is saved now, unless they have to choose first. [B7]
        if kept.is_save_queued and saved.newer is None:
            orchestrator.save()
        # The only copy on this device goes only when there is another one, or when none is needed.
        if kept.draft_id != orchestrator.draft_id and not orchestrator.state.is_at_risk:
            with suppress(OSError):
                self.drafts.remove(kept.draft_id)
        return orchestrator


def _source_of(source: Source) -> SessionSource:
    return DictionarySource(source) if isinstance(source, dict) else source
