"""Survey sessions in a file, as an app that calls them sees them. [U3]"""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest

from benchdog.errors import ContentCorrupted, DatabaseUnavailable, ValidationFailed
from benchdog.resilience.retry_with_backoff import Surroundings
from benchdog.survey import SurveyDatabase, get_database
from benchdog.survey.session import HistoryEntry
from tests.contract.stores.world import MovedClock
from tests.virtual_time import VirtualTime


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "survey_sessions.db"


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def database(path: Path, clock: MovedClock) -> Iterator[SurveyDatabase]:
    with SurveyDatabase(path, clock=clock) as opened:
        yield opened


def test_the_snippets_of_the_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """[U3] Word for word, but for the name of the import."""
    monkeypatch.chdir(tmp_path)
    db = get_database()

    db.save_session(
        user_id="user123",
        current_step="S5",
        answers={"S1": "Option A", "S2": "Option B"},
        step_history=["S1", "S2", "S3", "S4"],
        is_audio_mode=False,
    )
    db.update_session_state(
        user_id="user123",
        current_step="S6",
        answers={"S1": "Option A", "S2": "Option B", "S5": "Option C"},
    )
    session = db.load_session(user_id="user123")

    assert session
    assert session["current_step"] == "S6"
    assert session["answers"] == {"S1": "Option A", "S2": "Option B", "S5": "Option C"}
    assert session["step_history"] == ["S1", "S2", "S3", "S4"]
    assert (tmp_path / "survey_sessions.db").exists()
    db.close()


def test_the_tables_are_those_of_the_seed(database: SurveyDatabase, path: Path):
    """[U3] Any program that knows the two tables can read the file."""
    database.save_session("ada", "S2", {"S1": "Option A"}, ["S1"], is_audio_mode=True)

    with sqlite3.connect(path) as file:
        row = file.execute(
            "SELECT user_id, current_step, answers, step_history, created_at, updated_at, is_audio_mode,"
            " session_data FROM sessions"
        ).fetchone()
        history = file.execute(
            "SELECT id, user_id, action, step, answer, timestamp FROM session_history"
        ).fetchall()
    file.close()

    moment = "2026-11-21T09:00:00.000Z"
    assert row == ("ada", "S2", '{"S1":"Option A"}', '["S1"]', moment, moment, 1, None)
    assert history == [
        (1, "ada", "start", "S2", None, moment),
        (2, "ada", "answer", "S1", '"Option A"', moment),
        (3, "ada", "navigate", "S2", None, moment),
        (4, "ada", "mode", "S2", "true", moment),
    ]


def test_a_session_and_its_history_are_written_both_or_neither(database: SurveyDatabase, path: Path):
    """[U3]"""
    database.save_session("ada", "S1", {}, [])
    _execute(
        path, "CREATE TRIGGER refuse BEFORE INSERT ON session_history BEGIN SELECT raise(FAIL, 'no'); END"
    )

    with pytest.raises(Exception, match="unexpected answer"):
        database.update_session_state("ada", current_step="S2")

    session = database.load_session("ada")
    assert session is not None
    assert session["current_step"] == "S1"
    assert database.history("ada") == [HistoryEntry("start", "S1")]


def test_threads_share_one_database(database: SurveyDatabase):
    """[U3]"""

    def answer(thread: int) -> None:
        for number in range(20):
            database.save_session(f"user{thread}", "S1", {"S1": number}, [])

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    for number in range(8):
        answers = [entry.answer for entry in database.history(f"user{number}") if entry.action == "answer"]
        assert answers == list(range(20))


@pytest.mark.parametrize("answer", [float("nan"), [1, float("inf")], {"a": (None, -float("inf"))}])
def test_what_json_cannot_say_is_refused_and_not_made_null(database: SurveyDatabase, answer: Any):
    """[U3] No answer becomes another one in silence."""
    database.save_session("ada", "S1", {"S1": None}, [])

    with pytest.raises(ValidationFailed, match="NaN"):
        database.save_session("ada", "S1", {"S1": answer}, [])

    session = database.load_session("ada")
    assert session is not None
    assert session["answers"] == {"S1": None}


def test_a_busy_file_is_tried_again_three_times(path: Path):
    """[U3] After 0.5, 1 and 2 seconds, with jitter."""
    time = VirtualTime()
    surroundings = Surroundings(time.monotonic, lambda: 0, time.pause, time.pause_thread)
    with SurveyDatabase(path, surroundings=surroundings, busy_timeout_ms=0) as database:
        other = apsw.Connection(str(path))
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatabaseUnavailable):
            database.save_session("ada", "S1", {}, [])

        other.close()
        assert time.pauses == pytest.approx([0.55, 1.1, 2.2])
        database.save_session("ada", "S1", {}, [])
        assert database.load_session("ada") is not None


def test_a_file_that_another_process_makes_is_waited_for(path: Path):
    """[U3] Workers start at once, and SQLite does not wait by itself while one of them sets up the log."""
    time = VirtualTime()
    surroundings = Surroundings(time.monotonic, lambda: 0, time.pause, time.pause_thread)
    other = apsw.Connection(str(path))
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(DatabaseUnavailable):
        SurveyDatabase(path, surroundings=surroundings, busy_timeout_ms=0)

    other.close()
    assert time.pauses == pytest.approx([0.55, 1.1, 2.2])
    with SurveyDatabase(path, surroundings=surroundings, busy_timeout_ms=0) as database:
        assert database.load_session("ada") is None


def test_a_row_that_cannot_be_read_is_reported_and_kept(database: SurveyDatabase, path: Path):
    """[U3]"""
    database.save_session("ada", "S1", {"S1": "A"}, [])
    _execute(path, "UPDATE sessions SET answers = '{\"S1\": '")

    with pytest.raises(ContentCorrupted):
        database.load_session("ada")
    with pytest.raises(ContentCorrupted):
        database.save_session("ada", "S1", {}, [])

    assert _execute(path, "SELECT answers FROM sessions") == [('{"S1": ',)]


def test_sessions_that_nobody_goes_on_with_are_deleted(database: SurveyDatabase, clock: MovedClock):
    """[U3]"""
    database.save_session("old", "S1", {"S1": 1}, [])
    clock.advance(timedelta(days=20))
    database.save_session("young", "S1", {"S1": 2}, [])
    clock.advance(timedelta(days=20))

    assert database.delete_expired(timedelta(days=30)) == 1

    assert database.load_session("old") is None
    assert database.history("old") == []
    assert database.load_session("young") is not None


def _execute(path: Path, statement: str) -> list[tuple[object, ...]]:
    file = sqlite3.connect(path)
    with file:
        rows = file.execute(statement).fetchall()
    file.close()
    return rows
