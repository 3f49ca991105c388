"""The work in an archive, into the database. Safe to repeat after a crash."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchdog.stores.store_services import StoreServices
from benchdog.survey.store import SurveyStore
from benchdog.transfer.archive_parts import (
    ArchivePart,
    MessagePart,
    SessionPart,
    SnapshotPart,
    SurveyPart,
    UserSessionPart,
    VersionPart,
)
from benchdog.transfer.import_session import Outcome, SessionImport, WhereTaken, begin_session
from benchdog.transfer.import_snapshot import import_snapshot
from benchdog.transfer.import_survey import import_survey
from benchdog.transfer.import_user_session import import_user_session


@dataclass
class ImportReport:
    """How many of each met which outcome."""

    sessions: Counter[Outcome] = field(default_factory=Counter)
    snapshots: Counter[Outcome] = field(default_factory=Counter)
    user_sessions: Counter[Outcome] = field(default_factory=Counter)
    surveys: Counter[Outcome] = field(default_factory=Counter)


async def import_archive(
    services: StoreServices,
    surveys: SurveyStore,
    parts: Iterable[ArchivePart],
    *,
    where_taken: WhereTaken,
    owner_id: str | None = None,
) -> ImportReport:
    """
    Stores *parts* of an archive that was checked.

    Args:
        owner_id: whose everything becomes; None leaves it with those who had it.

    Raises:
        PersistenceError: the database refuses or fails; what was imported by then stays.
    """
    report = ImportReport()
    session: SessionImport | None = None
    for part in parts:
        if session is not None and isinstance(part, VersionPart):
            await session.add(part)
            continue
        if session is not None and isinstance(part, MessagePart):
            await session.add_message(part)
            continue
        if session is not None:
            report.sessions[await session.finish()] += 1
            session = None
        match part:
            case SessionPart(archived):
                owner = owner_id or archived.owner_id
                session = await begin_session(services, archived, owner, where_taken)
            case SnapshotPart(archived):
                owner = owner_id or archived.owner_id
                report.snapshots[await import_snapshot(services, part, owner, where_taken)] += 1
            case UserSessionPart(user_session):
                owner = owner_id or user_session.user_id
                outcome = await import_user_session(services, user_session, owner, where_taken)
                report.user_sessions[outcome] += 1
            case SurveyPart(user_id, survey):
                outcome = await import_survey(surveys, survey, owner_id or user_id, where_taken)
                report.surveys[outcome] += 1
    if session is not None:
        report.sessions[await session.finish()] += 1
    return report
