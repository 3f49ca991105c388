"""Survey sessions in Cosmos DB, for a service of many machines. [U3] [U4]"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any, Final, Literal

from benchdog.cosmos.batch import BatchOperation, Create, Replace, Upsert
from benchdog.cosmos.container import DocumentContainer
from benchdog.cosmos.filters import FilterFactory, Query
from benchdog.cosmos.write_errors import (
    DocumentChanged,
    DocumentExists,
    DocumentMissing,
    WriteContended,
    WriteUnknown,
)
from benchdog.documents.stored_document import StoredDocument
from benchdog.errors import DatabaseUnavailable
from benchdog.resilience.clock import Clock, timestamp
from benchdog.survey.changes import Applied, UserChanges, new_changes, with_changes
from benchdog.survey.edits import Edit
from benchdog.survey.recorded import RecordedEntry, RecordedSurvey
from benchdog.survey.report import SurveyReport
from benchdog.survey.report_tally import ReportTally
from benchdog.survey.session import (
    HistoryEntry,
    SurveySession,
    check_session,
    check_user_id,
    history_between,
)
from benchdog.survey.store import SurveyStore

MAX_ROUNDS: Final = 100
"""How often a change starts again because another device was faster or an answer was lost."""

MAX_CLIENTS: Final = 200
"""Of which the last sequence number is kept; those that were heard of longest ago are forgotten."""

MAX_HISTORY_READ: Final = 10_000

MAX_ENTRIES_IN_A_BATCH: Final = 100
"""Of an adopted history: with the longest answers they are a quarter of what a batch may hold."""

HEAD_ID: Final = "survey"


class StoredSurveySession(StoredDocument):
    """
    One for each person, in the partition of that person.

    Attributes:
        last_sequences: of each client, the one heard of last at the end.
        ttl: seconds after the last change until it expires.
    """

    kind: Literal["survey_session"] = "survey_session"
    user_id: str
    revision: int
    last_sequences: dict[str, int]
    current_step: str
    answers: dict[str, Any]
    step_history: list[str]
    is_audio_mode: bool
    session_data: dict[str, Any]
    created_at: str
    updated_at: str
    ttl: int

    def session(self) -> SurveySession:
        return SurveySession(
            current_step=self.current_step,
            answers=self.answers,
            step_history=self.step_history,
            is_audio_mode=self.is_audio_mode,
            session_data=self.session_data,
            created_at=self.created_at,
            updated_at=self.updated_at,
        )


class StoredHistory(StoredDocument):
    """
    What one write changed; expires as a session does that is not changed after it.

    Attributes:
        revision: of the session after it, also its place in the order.
    """

    kind: Literal["survey_history"] = "survey_history"
    user_id: str
    revision: int
    entries: list[HistoryEntry]
    timestamp: str
    ttl: int


class CosmosSurveyStore(SurveyStore):
    """
    In the container of user sessions.

    A session and what changed in it are written in one batch, on condition that the session is as it was
    read. So a lost answer is resolved by beginning again: what was applied is skipped.
    """

    def __init__(self, container: DocumentContainer, clock: Clock, kept_for: timedelta) -> None:
        self._container = container
        self._clock = clock
        self._ttl_seconds = int(kept_for.total_seconds())

    async def load_with_revision(self, user_id: str) -> tuple[SurveySession | None, int]:
        check_user_id(user_id)
        stored = await self._find(user_id)
        return (None, 0) if stored is None else (stored.session(), stored.revision)

    async def edit(self, user_id: str, edit: Edit) -> None:
        check_user_id(user_id)
        for _ in range(MAX_ROUNDS):
            stored = await self._find(user_id)
            before = None if stored is None else stored.session()
            session = edit(before, timestamp(self._clock()))
            entries = history_between(before, session)
            if not entries or await self._is_written(user_id, stored, session, entries, {}):
                return
        raise DatabaseUnavailable

    async def apply(self, group: UserChanges) -> Applied:
        check_user_id(group.user_id)
        for _ in range(MAX_ROUNDS):
            stored = await self._find(group.user_id)
            revision = 0 if stored is None else stored.revision
            before = None if stored is None else stored.session()
            known = {} if stored is None else stored.last_sequences
            new = new_changes(group.changes, known)
            session, entries = with_changes(before, new, timestamp(self._clock()))
            reached = {each.client_id: each.sequence for each in new}
            if not new or await self._is_written(group.user_id, stored, session, entries, reached):
                had_known = len(new) < len(group.changes)
                return Applied(session, revision + len(entries), revision, had_known)
        raise DatabaseUnavailable

    async def history(self, user_id: str) -> list[HistoryEntry]:
        check_user_id(user_id)
        return [entry for document in await self._history(user_id) for entry in document.entries]

    async def people(self) -> list[str]:
        filters = FilterFactory(StoredSurveySession)
        query = Query.select("VALUE c.user_id", filters.equals("kind", "survey_session"))
        return await self._container.select(None, query, limit=sys.maxsize)

    async def recorded(self, user_id: str) -> RecordedSurvey | None:
        check_user_id(user_id)
        stored = await self._find(user_id)
        if stored is None:
            return None
        documents = await self._history(user_id)
        entries = [RecordedEntry(each.timestamp, entry) for each in documents for entry in each.entries]
        return RecordedSurvey(stored.session(), entries)

    async def adopt(self, user_id: str, survey: RecordedSurvey) -> bool:
        """The history first: who is cut off and begins again writes the same documents over."""
        check_user_id(user_id)
        check_session(survey.session)
        if await self._find(user_id) is not None:
            return False
        for first in range(0, len(survey.history), MAX_ENTRIES_IN_A_BATCH):
            part = survey.history[first : first + MAX_ENTRIES_IN_A_BATCH]
            documents = self._adopted_history(user_id, survey.session, part, first)
            await self._container.write_batch(user_id, [Upsert(each) for each in documents])
        head = self._head(user_id, len(survey.history), {}, survey.session)
        try:
            await self._container.write_batch(user_id, [Create(head)])
        except DocumentExists:
            return False
        return True

    async def report(self, *, last_step: str, idle: timedelta) -> SurveyReport:
        """Person by person: one query over all of them would not end within the time of a call."""
        tally = ReportTally(last_step=last_step, idle_since=timestamp(self._clock() - idle))
        for user_id in await self.people():
            recorded = await self.recorded(user_id)
            if recorded is not None:
                tally.add(recorded)
        return tally.report()

    def _adopted_history(
        self, user_id: str, session: SurveySession, part: Sequence[RecordedEntry], revision: int
    ) -> Iterator[StoredHistory]:
        """One document for each moment, as if it had been changed here; *revision* is that before."""
        for at, group in groupby(part, key=lambda each: each.at):
            entries = [each.entry for each in group]
            revision += len(entries)
            yield self._history_document(user_id, revision, entries, {**session, "updated_at": at})

    async def _history(self, user_id: str) -> list[StoredHistory]:
        filters = FilterFactory(StoredHistory)
        query = Query.select("*", filters.equals("kind", "survey_history"))
        documents = await self._container.select_documents(
            StoredHistory, user_id, query, limit=MAX_HISTORY_READ
        )
        return sorted(documents, key=lambda document: document.revision)

    async def _find(self, user_id: str) -> StoredSurveySession | None:
        return await self._container.find(StoredSurveySession, user_id, HEAD_ID)

    async def _is_written(
        self,
        user_id: str,
        stored: StoredSurveySession | None,
        session: SurveySession,
        entries: Sequence[HistoryEntry],
        reached: Mapping[str, int],
    ) -> bool:
        """False where it was not, or nobody knows: the session has to be read again."""
        revision = (0 if stored is None else stored.revision) + len(entries)
        others = {} if stored is None else stored.last_sequences
        kept = {client: last for client, last in others.items() if client not in reached} | dict(reached)
        head = self._head(user_id, revision, dict(list(kept.items())[-MAX_CLIENTS:]), session)
        operations: list[BatchOperation] = [
            Create(head) if stored is None else Replace(head, stored.etag),
        ]
        if entries:
            operations.append(Create(self._history_document(user_id, revision, entries, session)))
        try:
            await self._container.write_batch(user_id, operations)
        except (DocumentChanged, DocumentExists, DocumentMissing, WriteContended, WriteUnknown):
            return False
        return True

    def _head(
        self, user_id: str, revision: int, last_sequences: dict[str, int], session: SurveySession
    ) -> StoredSurveySession:
        return StoredSurveySession(
            id=HEAD_ID,
            user_id=user_id,
            revision=revision,
            last_sequences=last_sequences,
            ttl=self._ttl_seconds,
            **session,
        )

    def _history_document(
        self, user_id: str, revision: int, entries: Sequence[HistoryEntry], session: SurveySession
    ) -> StoredHistory:
        return StoredHistory(
            id=f"{HEAD_ID}-{session['created_at']}-{revision:012d}",
            user_id=user_id,
            revision=revision,
            entries=list(entries),
            timestamp=session["updated_at"],
            ttl=self._ttl_seconds,
        )
