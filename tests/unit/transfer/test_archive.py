"""An archive is read as it was written, or refused as a whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchdog.documents.content import Content
from benchdog.documents.content_schemas import ContentSchemas
from benchdog.documents.metadata import SessionDetails
from benchdog.documents.user_session import (
    MAX_NAVIGATION_HISTORY,
    MAX_STATE_SIZE_BYTES,
    NavigationEntry,
    UserSessionState,
)
from benchdog.survey.recorded import RecordedEntry, RecordedSurvey
from benchdog.survey.session import MAX_ANSWERS, HistoryEntry, SurveySession
from benchdog.transfer.archive_parts import (
    MessagePart,
    SessionPart,
    SnapshotPart,
    SurveyPart,
    UserSessionPart,
    VersionPart,
)
from benchdog.transfer.archive_reader import NO_SCHEMAS, ArchiveInvalid, archive_parts, check_archive
from benchdog.transfer.archive_records import (
    ArchivedMessage,
    ArchivedSession,
    ArchivedSnapshot,
    ArchivedUserSession,
    ArchivedVersion,
    ArchiveStart,
)
from benchdog.transfer.archive_writer import ArchiveLines
from benchdog.transfer.survey_records import survey_records

START = ArchiveStart(created_at="2026-11-21T09:00:00.000Z", has_history=True)
ONE, TWO = Content.from_value({"step": 1}), Content.from_value({"step": 2})


def a_session(**members: Any) -> ArchivedSession:
    return ArchivedSession(
        **{
            "id": "AAAAAAAAAAAA",
            "owner_id": "ada",
            "details": SessionDetails(title="A bench"),
            "starred": True,
            "created_at": "2026-11-21T09:00:00.000Z",
            "updated_at": "2026-11-21T09:05:00.000Z",
            "version": 3,
            "content_hash": ONE.content_hash,
            "saved_by": "Firefox",
            **members,
        }
    )


def a_version(number: int, content: Content) -> ArchivedVersion:
    return ArchivedVersion(
        number=number,
        title="A bench",
        saved_at="2026-11-21T09:00:00.000Z",
        saved_by="Firefox",
        content_hash=content.content_hash,
    )


def a_message(number: int) -> ArchivedMessage:
    return ArchivedMessage(
        number=number, text=f"text {number}", author_id="ada", at="2026-11-21T09:00:00.000Z"
    )


def a_user_session(state: UserSessionState) -> ArchivedUserSession:
    return ArchivedUserSession(
        id="CCCCCCCCCCCC",
        user_id="ada",
        app="shop",
        created_at="2026-11-21T09:00:00.000Z",
        updated_at="2026-11-21T09:05:00.000Z",
        state=state,
    )


def a_survey(**answers: Any) -> RecordedSurvey:
    """Begun a minute before its one answer."""
    begun, answered = "2026-11-21T09:00:00.000Z", "2026-11-21T09:01:00.000Z"
    session = SurveySession(
        current_step="S1",
        answers=answers,
        step_history=[],
        is_audio_mode=False,
        session_data={},
        created_at=begun,
        updated_at=answered,
    )
    history = [
        RecordedEntry(begun, HistoryEntry("start", "S1")),
        RecordedEntry(answered, HistoryEntry("answer", "S1", [None, 1])),
    ]
    return RecordedSurvey(session, history)


A_SNAPSHOT = ArchivedSnapshot(
    id="BBBBBBBBBBBB",
    owner_id="ada",
    details=SessionDetails(title="For you"),
    created_at="2026-11-21T09:00:00.000Z",
    audience="signed_in",
)


def written(*records: Any) -> list[bytes]:
    """An archive of *records*, in which a content stands for its line."""
    lines = ArchiveLines()
    return [
        *(
            lines.content_line(each.content_hash, each.canonical)
            if isinstance(each, Content)
            else lines.line(each)
            for each in records
        ),
        lines.end(),
    ]


A_SURVEY = list(survey_records("ada", a_survey(S1=[None, 1])))

WHOLE = written(
    START,
    a_session(),
    ONE,
    a_version(1, ONE),
    TWO,
    a_version(2, TWO),
    a_version(3, ONE),
    a_message(1),
    a_message(2),
    A_SNAPSHOT,
    TWO,
    a_user_session(UserSessionState(current_page="cart")),
    *A_SURVEY,
)


def test_what_was_written_is_read():
    parts = list(archive_parts(WHOLE))

    assert check_archive(WHOLE, NO_SCHEMAS) == START
    assert parts == [
        SessionPart(a_session()),
        VersionPart(a_version(1, ONE), ONE),
        VersionPart(a_version(2, TWO), TWO),
        VersionPart(a_version(3, ONE), None),
        MessagePart(a_message(1)),
        MessagePart(a_message(2)),
        SnapshotPart(A_SNAPSHOT, TWO),
        UserSessionPart(a_user_session(UserSessionState(current_page="cart"))),
        SurveyPart("ada", a_survey(S1=[None, 1])),
    ]


def test_a_file_of_the_first_format_is_read():
    """It was written by the version that had neither user sessions nor surveys in it."""
    with (Path(__file__).parent / "archive_of_format_1.jsonl").open("rb") as file:
        lines = list(file)

    assert check_archive(lines, NO_SCHEMAS).format_version == 1
    assert list(archive_parts(lines)) == list(archive_parts(WHOLE))[:-2]


def test_content_that_does_not_fit_its_schema_is_refused_by_its_line():
    """[C7]"""
    misfit = Content.from_value({"schema": "workbench/1", "step": 1})
    lines = written(
        START, a_session(version=1, content_hash=misfit.content_hash), misfit, a_version(1, misfit)
    )

    with pytest.raises(ArchiveInvalid, match=r"^Line 3: This does not fit workbench/1"):
        check_archive(lines, ContentSchemas.shipped())

    assert check_archive(lines, NO_SCHEMAS) == START


def test_of_a_history_as_much_arrives_as_is_kept():
    """[U1]"""
    entry = NavigationEntry(page="cart", timestamp="2026-11-21T09:00:00.000Z")
    state = UserSessionState(navigation_history=[entry] * (MAX_NAVIGATION_HISTORY + 1))

    [part] = archive_parts(written(START, a_user_session(state)))

    assert isinstance(part, UserSessionPart)
    assert len(part.user_session.state.navigation_history) == MAX_NAVIGATION_HISTORY


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        pytest.param(lambda lines: [], "cut off", id="nothing"),
        pytest.param(lambda lines: lines[:-1], "cut off", id="no end"),
        pytest.param(lambda lines: [*lines[:-1], lines[-1][:20]], "no record", id="half an end"),
        pytest.param(lambda lines: lines[1:], "begins with its format", id="no beginning"),
        pytest.param(lambda lines: [lines[0], *lines], "names it once", id="two beginnings"),
        pytest.param(lambda lines: [*lines, b"{}\n"], "behind the end", id="more"),
        pytest.param(lambda lines: [*lines[:4], *lines[6:]], "changed", id="a version and its content gone"),
        pytest.param(
            lambda lines: [line.replace(b"For you", b"For us") for line in lines],
            "changed",
            id="a title changed",
        ),
        pytest.param(
            lambda lines: [line.replace(b'{"step":2}', b'{"step":3}') for line in lines],
            "changed on its way",
            id="a content changed",
        ),
        pytest.param(
            lambda lines: [line.replace(b'_version":2', b'_version":3') for line in lines],
            "no record",
            id="a newer format",
        ),
        pytest.param(
            lambda lines: [line.replace(b'"starred"', b'"shared_with":[],"starred"') for line in lines],
            "no record",
            id="a member that is not known",
        ),
        pytest.param(lambda lines: [b"\xff" * 5_000_000], "too long", id="noise without line ends"),
    ],
)
def test_a_damaged_archive_is_refused(damage: Callable[[list[bytes]], list[bytes]], words: str):
    with pytest.raises(ArchiveInvalid, match=words):
        check_archive(damage(WHOLE), NO_SCHEMAS)


@pytest.mark.parametrize(
    ("records", "words"),
    [
        pytest.param([START, a_version(1, ONE)], "belongs to nothing", id="a version of no session"),
        pytest.param([START, ONE], "belongs to nothing", id="a content of nothing"),
        pytest.param([START, a_session(), a_version(3, ONE)], "content of this version", id="no content"),
        pytest.param([START, a_session(), TWO, a_version(3, ONE)], "another one", id="another content"),
        pytest.param([START, a_session()], "current state", id="no version"),
        pytest.param([START, a_session(), ONE, a_version(2, ONE)], "current state", id="not up to the end"),
        pytest.param(
            [START, a_session(), ONE, a_version(3, ONE), a_version(2, ONE)], "order", id="versions backwards"
        ),
        pytest.param([START, a_session(), ONE, a_version(3, ONE), TWO], "not whole", id="a content too many"),
        pytest.param([START, a_message(1)], "belongs to nothing", id="a message of no session"),
        pytest.param(
            [START, a_session(), ONE, a_version(3, ONE), a_message(2)],
            "Messages are not",
            id="a message gone",
        ),
        pytest.param(
            [START, a_session(version=2), ONE, a_version(1, ONE), a_message(1), a_version(2, ONE)],
            "Versions are not",
            id="a version behind a message",
        ),
        pytest.param(
            [START, a_session(), ONE, a_message(1)],
            "not whole",
            id="a message before its session is whole",
        ),
        pytest.param([START, A_SNAPSHOT], "not whole", id="a snapshot without content"),
        pytest.param(
            [START, a_user_session(UserSessionState(page_params={"text": "x" * MAX_STATE_SIZE_BYTES}))],
            "Line 2",
            id="a state that is too large",
        ),
        pytest.param([START, *A_SURVEY[:-1]], "not whole", id="a survey without its last change"),
        pytest.param([START, *A_SURVEY, A_SURVEY[-1]], "belongs to nothing", id="a change too many"),
        pytest.param(
            [START, *survey_records("ada", a_survey(**{f"S{n}": n for n in range(MAX_ANSWERS + 1)}))],
            "Line 4",
            id="too many answers",
        ),
    ],
)
def test_records_that_do_not_belong_together_are_refused(records: list[Any], words: str):
    with pytest.raises(ArchiveInvalid, match=words):
        check_archive(written(*records), NO_SCHEMAS)
