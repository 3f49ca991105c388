"""Files of survey sessions: those of the seed, those of others, backups. [U3]"""

import sqlite3
from pathlib import Path

import pytest

from benchdog.survey import SurveyDatabase, get_database
from benchdog.survey.backup import restore
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


def test_a_damaged_backup_is_not_restored(full: Path, tmp_path: Path):
    """[U3]"""
    backup = tmp_path / "backup.db"
    with SurveyDatabase(full) as database:
        database.back_up(backup)
    backup.write_bytes(backup.read_bytes()[:8192] + b"\xff" * 8192)

    with pytest.raises(SurveyFileUnusable):
        restore(backup, tmp_path / "restored.db")

    assert not (tmp_path / "restored.db").exists()


def _run_script(path: Path, script: str) -> None:
    file = sqlite3.connect(path)
    file.executescript(script)
    file.close()
