"""An archive is read as it was written, or refused as a whole."""

from collections.abc import Callable
from typing import Any

import pytest

from benchdog.documents.content import Content
from benchdog.documents.metadata import SessionDetails
from benchdog.transfer.archive_reader import (
    ArchiveInvalid,
    MessagePart,
    SessionPart,
    SnapshotPart,
    VersionPart,
    archive_parts,
    check_archive,
)
from benchdog.transfer.archive_records import (
    ArchivedMessage,
    ArchivedSession,
    ArchivedSnapshot,
    ArchivedVersion,
    ArchiveStart,
)
from benchdog.transfer.archive_writer import ArchiveLines

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
)


def test_what_was_written_is_read():
    parts = list(archive_parts(WHOLE))

    assert check_archive(WHOLE) == START
    assert parts == [
        SessionPart(a_session()),
        VersionPart(a_version(1, ONE), ONE),
        VersionPart(a_version(2, TWO), TWO),
        VersionPart(a_version(3, ONE), None),
        MessagePart(a_message(1)),
        MessagePart(a_message(2)),
        SnapshotPart(A_SNAPSHOT, TWO),
    ]


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
            lambda lines: [line.replace(b'_version":1', b'_version":2') for line in lines],
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
        check_archive(damage(WHOLE))


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
    ],
)
def test_records_that_do_not_belong_together_are_refused(records: list[Any], words: str):
    with pytest.raises(ArchiveInvalid, match=words):
        check_archive(written(*records))
