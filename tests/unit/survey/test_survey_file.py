"""Files of survey sessions: those of the seed, those of others, backups. [U3]"""

import json
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from benchdog.errors import ContentCorrupted, ContentTooLarge
from benchdog.survey import SurveyDatabase, get_database
from benchdog.survey.backup import restore
from benchdog.survey.changes import Applied, NumberedChange, UserChanges
from benchdog.survey.session import MAX_ANSWER_BYTES
from benchdog.survey.sqlite_file import SurveyFileUnusable

SEED_SCHEMA = """
CREATE TABLE sessions (
    user_id TEXT NOT NULL PRIMARY KEY,
    current_step TEXT NOT NULL,
    answers TEXT NOT NULL,  -- JSON encoded
    step_history TEXT NOT NULL,  -- JSON encoded
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    is_audio_mode INTEGER DEFAULT 0,
    session_data TEXT  -- JSON encoded additional data
);
CREATE TABLE session_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    action TEXT NOT NULL,
    step TEXT,
    answer TEXT,  -- JSON encoded
    timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (user_id) REFERENCES sessions(user_id)
);
INSERT INTO sessions VALUES
    ('ada', 'S5', '{"S1": "Option A"}', '["S1"]', '2026-01-02 03:04:05', '2026-01-02 03:05:06', 1, NULL);
INSERT INTO session_history VALUES (7, 'ada', 'step_change', 'S5', '"Option A"', '2026-01-02 03:05:06');
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "survey_sessions.db"


@pytest.fixture
def full(path: Path) -> Path:
    with get_database(path) as database:
        database.save_session("ada", "S2", {"S1": "A"}, ["S1"])
    return path


def test_a_file_of_the_seed_is_brought_up_to_date(path: Path):
    """[U3]"""
    _run_script(path, SEED_SCHEMA)

    with get_database(path) as database:
        before = database.load_session("ada")
        database.update_session_state("ada", current_step="S6")
        history = database.history("ada")

    assert before == {
        "current_step": "S5",
        "answers": {"S1": "Option A"},
        "step_history": ["S1"],
        "is_audio_mode": True,
        "session_data": {},
        "created_at": "2026-01-02T03:04:05.000Z",
        "updated_at": "2026-01-02T03:05:06.000Z",
    }
    assert [(entry.action, entry.step) for entry in history] == [("step_change", "S5"), ("navigate", "S6")]


def test_a_file_of_the_seed_may_say_times_in_other_ways(path: Path):
    """[U3] Of ISO text, seconds since 1970 and text of its own, the last stays as it is."""
    _run_script(path, SEED_SCHEMA)
    _run_script(
        path,
        """
        INSERT INTO sessions VALUES
            ('iso', 'S1', '{}', '[]', '2026-01-02T03:04:05.5+01:00', '2026-01-02', 0, NULL),
            ('epoch', 'S1', '{}', '[]', 1767323045.25, 1767323046, 0, NULL),
            ('own', 'S1', '{}', '[]', NULL, '02.01.2026', 0, NULL);
        """,
    )

    with get_database(path) as database:
        sessions = [database.load_session(each) for each in ("iso", "epoch", "own")]

    assert [session and (session["created_at"], session["updated_at"]) for session in sessions] == [
        ("2026-01-02T02:04:05.500Z", "2026-01-02T00:00:00.000Z"),
        ("2026-01-02T03:04:05.250Z", "2026-01-02T03:04:06.000Z"),
        ("", "02.01.2026"),
    ]


def test_of_a_time_that_cannot_be_read_nothing_is_concluded(path: Path):
    """[U3] Its session has not expired, nobody gave it up, and the report of the others is made."""
    _run_script(path, SEED_SCHEMA)
    _run_script(
        path,
        """
        INSERT INTO sessions VALUES ('own', 'done', '{}', '[]', NULL, '02.01.2026', 0, NULL);
        INSERT INTO session_history VALUES (8, 'own', 'navigate', 'done', NULL, 'yesterday');
        """,
    )

    with get_database(path) as database:
        deleted = database.delete_expired(timedelta(days=1))
        report = database.report(last_step="done", idle=timedelta(days=1))
        kept = database.load_session("own")

    assert deleted == 1  # ada's, of January
    assert kept is not None
    assert (report.sessions, report.finished, report.median_duration) == (1, 1, None)
    assert report.abandoned == {}


def test_data_of_the_seed_that_is_null_is_none(path: Path):
    """[U3] As json.dumps(None) writes it."""
    _run_script(path, SEED_SCHEMA + "UPDATE sessions SET session_data = 'null';")

    with get_database(path) as database:
        session = database.load_session("ada")

    assert session is not None
    assert session["session_data"] == {}


def test_a_history_that_cannot_be_read_is_reported_and_kept(path: Path):
    """[U3] And does not keep anybody from going on."""
    _run_script(path, SEED_SCHEMA + "UPDATE session_history SET answer = 'Option A';")

    with get_database(path) as database:
        with pytest.raises(ContentCorrupted):
            database.history("ada")
        with pytest.raises(ContentCorrupted):
            database.recorded("ada")
        database.update_session_state("ada", current_step="S6")

    assert _rows(path, "SELECT answer FROM session_history ORDER BY id LIMIT 1") == [("Option A",)]


def test_an_answer_of_the_seed_that_is_longer_than_ours_keeps_nobody_from_going_on(path: Path):
    """[U3] [U4] What is added has to fit; what is there stays."""
    long = json.dumps({"S1": "x" * (MAX_ANSWER_BYTES + 1)})
    _run_script(path, SEED_SCHEMA + f"UPDATE sessions SET answers = '{long}';")
    change = NumberedChange.model_validate(
        {
            "client_id": "phone-0001",
            "sequence": 1,
            "change": {"action": "answer", "step": "S2", "answer": "B"},
        }
    )

    with get_database(path) as database:
        database.update_session_state("ada", current_step="S6")
        [applied] = database.apply([UserChanges("ada", [change])])
        with pytest.raises(ContentTooLarge):
            database.update_session_state("ada", answers={"S2": "y" * (MAX_ANSWER_BYTES + 1)})
        session = database.load_session("ada")

    assert isinstance(applied, Applied)
    assert session is not None
    assert session["current_step"] == "S6"
    assert session["answers"] == {**json.loads(long), "S2": "B"}


def test_a_file_that_is_up_to_date_is_opened_again(full: Path):
    """[U3]"""
    with get_database(full) as one, get_database(full) as other:
        other.update_session_state("ada", current_step="S3")
        session = one.load_session("ada")

    assert session is not None
    assert session["current_step"] == "S3"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("CREATE TABLE recipes (name TEXT)", "another program"),
        ("PRAGMA user_version = 99", "another program"),
        ("PRAGMA application_id = 7", "another program"),
        ("CREATE TABLE sessions (id TEXT); CREATE TABLE session_history (id INTEGER)", "another program"),
        (SEED_SCHEMA + "ALTER TABLE sessions DROP COLUMN session_data", "another program"),
    ],
)
def test_a_file_of_another_program_is_left_alone(path: Path, statement: str, reason: str):
    """[U3]"""
    _run_script(path, statement)
    before = path.read_bytes()

    with pytest.raises(SurveyFileUnusable, match=reason):
        get_database(path)

    assert path.read_bytes() == before


def test_a_file_of_a_newer_version_is_left_alone(full: Path):
    """[U3]"""
    _run_script(full, "PRAGMA user_version = 2")

    with pytest.raises(SurveyFileUnusable, match="newer version"):
        get_database(full)


def test_a_damaged_file_is_left_alone(path: Path):
    """[U3]"""
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    before = path.read_bytes()

    with pytest.raises(SurveyFileUnusable, match="left as it is"):
        get_database(path)

    assert path.read_bytes() == before


def test_a_backup_made_while_somebody_answers_comes_back(full: Path, tmp_path: Path):
    """[U3]"""
    backup, restored = tmp_path / "backup.db", tmp_path / "restored.db"
    with get_database(full) as database:
        database.back_up(backup)
        database.update_session_state("ada", current_step="S3")

    restore(backup, restored)

    with get_database(restored) as database:
        session, history = database.load_session("ada"), database.history("ada")
    assert session is not None
    assert session["current_step"] == "S2"
    assert [entry.action for entry in history] == ["start", "answer", "navigate"]


def test_neither_a_backup_nor_a_restore_replaces_a_file(full: Path, tmp_path: Path):
    """[U3]"""
    backup = tmp_path / "backup.db"
    with get_database(full) as database:
        database.back_up(backup)
        with pytest.raises(FileExistsError):
            database.back_up(backup)

    with pytest.raises(FileExistsError):
        restore(backup, full)


def test_a_backup_is_not_restored_under_the_log_of_another_file(full: Path, tmp_path: Path):
    """[U3] SQLite would read that log as what was written after the backup."""
    backup, restored = tmp_path / "backup.db", tmp_path / "restored.db"
    with get_database(full) as database:
        database.back_up(backup)
        database.update_session_state("ada", current_step="of the file that was moved away")
        shutil.copy(f"{full}-wal", f"{restored}-wal")  # as a crash leaves it

    with pytest.raises(FileExistsError, match="-wal"):
        restore(backup, restored)

    assert not restored.exists()


def test_a_damaged_backup_is_not_restored(full: Path, tmp_path: Path):
    """[U3]"""
    backup = tmp_path / "backup.db"
    with SurveyDatabase(full) as database:
        database.back_up(backup)
    backup.write_bytes(backup.read_bytes()[:8192] + b"\xff" * 8192)

    with pytest.raises(SurveyFileUnusable):
        restore(backup, tmp_path / "restored.db")

    assert not (tmp_path / "restored.db").exists()


def _rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    file = sqlite3.connect(path)
    rows = file.execute(statement).fetchall()
    file.close()
    return rows


def _run_script(path: Path, script: str) -> None:
    file = sqlite3.connect(path)
    file.executescript(script)
    file.close()
