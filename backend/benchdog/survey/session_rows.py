"""Survey sessions as rows: reading and writing inside a transaction that somebody else holds. [U3]"""

from collections.abc import Sequence
from typing import Any

import apsw
import orjson

from benchdog.errors import ContentCorrupted
from benchdog.survey.changes import Applied, UserChanges, new_changes, with_changes
from benchdog.survey.recorded import RecordedEntry
from benchdog.survey.session import HistoryEntry, SurveySession, json_bytes


def read_session(connection: apsw.Connection, user_id: str) -> SurveySession | None:
    """
    Raises:
        ContentCorrupted: the row is there and cannot be read. It stays as it is.
    """
    row = connection.execute(
        "SELECT current_step, answers, step_history, is_audio_mode, session_data, created_at, updated_at"
        " FROM sessions WHERE user_id = ?",
        (user_id,),
    ).get
    if row is None:
        return None
    current_step, answers, step_history, is_audio_mode, session_data, created_at, updated_at = row
    return SurveySession(
        current_step=current_step,
        answers=_decoded(answers, dict),
        step_history=_decoded(step_history, list),
        is_audio_mode=bool(is_audio_mode),
        session_data=_decoded(session_data, dict) if session_data not in (None, "null") else {},
        created_at=created_at or "",
        updated_at=updated_at or "",
    )


def write_session(
    connection: apsw.Connection, user_id: str, session: SurveySession, entries: Sequence[RecordedEntry]
) -> None:
    """*session* in place of the stored one, and *entries* at the end of the history. [U3]"""
    connection.execute(
        "INSERT INTO sessions (user_id, current_step, answers, step_history, is_audio_mode, session_data,"
        " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (user_id) DO UPDATE SET current_step = excluded.current_step,"
        " answers = excluded.answers, step_history = excluded.step_history,"
        " is_audio_mode = excluded.is_audio_mode, session_data = excluded.session_data,"
        " updated_at = excluded.updated_at",
        (
            user_id,
            session["current_step"],
            _encoded(session["answers"]),
            _encoded(session["step_history"]),
            int(session["is_audio_mode"]),
            _encoded(session["session_data"]) if session["session_data"] else None,
            session["created_at"],
            session["updated_at"],
        ),
    )
    connection.executemany(
        "INSERT INTO session_history (user_id, action, step, answer, timestamp) VALUES (?, ?, ?, ?, ?)",
        [(user_id, *_columns(each.entry), each.at) for each in entries],
    )


def read_revision(connection: apsw.Connection, user_id: str) -> int:
    """The id of the last entry of the person's history: it grows with every change."""
    found = connection.execute("SELECT max(id) FROM session_history WHERE user_id = ?", (user_id,)).get
    return int(found or 0)


def read_people(connection: apsw.Connection) -> list[str]:
    return [user_id for (user_id,) in connection.execute("SELECT user_id FROM sessions")]


def read_history(connection: apsw.Connection, user_id: str) -> list[RecordedEntry]:
    """
    Oldest first.

    Raises:
        ContentCorrupted: an answer in it cannot be read. It stays as it is.
    """
    rows = connection.execute(
        "SELECT timestamp, action, step, answer FROM session_history WHERE user_id = ? ORDER BY id",
        (user_id,),
    )
    return [
        RecordedEntry(
            at or "", HistoryEntry(action, step or "", None if answer is None else _decoded(answer, object))
        )
        for at, action, step, answer in rows
    ]


def apply_changes(connection: apsw.Connection, group: UserChanges, now: str) -> Applied:
    """
    The changes that were not applied before, in their order. [U4]

    Raises:
        ContentTooLarge: the session has no room for one of them; none is applied.
    """
    user_id = group.user_id
    revision = read_revision(connection, user_id)
    new = new_changes(group.changes, _last_sequences(connection, group))
    session, entries = with_changes(read_session(connection, user_id), new, now)
    if not new:
        return Applied(session, revision, revision, had_known=True)
    write_session(connection, user_id, session, [RecordedEntry(now, entry) for entry in entries])
    connection.executemany(
        "INSERT INTO session_clients (user_id, client_id, last_sequence) VALUES (?, ?, ?)"
        " ON CONFLICT (user_id, client_id) DO UPDATE SET last_sequence = excluded.last_sequence",
        [(user_id, each.client_id, each.sequence) for each in new],
    )
    had_known = len(new) < len(group.changes)
    return Applied(session, read_revision(connection, user_id), revision, had_known)


def _last_sequences(connection: apsw.Connection, group: UserChanges) -> dict[str, int]:
    found: dict[str, int] = {}
    for client_id in {change.client_id for change in group.changes}:
        last = connection.execute(
            "SELECT last_sequence FROM session_clients WHERE user_id = ? AND client_id = ?",
            (group.user_id, client_id),
        ).get
        if last is not None:
            found[client_id] = last
    return found


def _columns(entry: HistoryEntry) -> tuple[str, str, str | None]:
    has_answer = entry.action in {"answer", "mode", "data"}
    return entry.action, entry.step, _encoded(entry.answer) if has_answer else None


def _encoded(value: Any) -> str:
    return json_bytes(value).decode()


def _decoded(text: str, kind: type[Any]) -> Any:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise ContentCorrupted from error
    if not isinstance(value, kind):
        raise ContentCorrupted
    return value
