"""What was left over, finished by a command. [N5]"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from benchdog.app import service_objects_for
from benchdog.cli import commands
from benchdog.documents.content import Content
from benchdog.documents.metadata import SessionDetails
from benchdog.settings import Settings
from benchdog.stores.session_metadata import SessionDraft
from benchdog.stores.workbench_session_store import WorkbenchSessionStore


async def deleted_long_ago(data_dir: Path) -> None:
    def then() -> datetime:
        return datetime(2020, 1, 1, tzinfo=UTC)

    async with service_objects_for(Settings(data_dir=data_dir), clock=then) as service:
        sessions = WorkbenchSessionStore("ada", "", service.stores)
        draft = SessionDraft(SessionDetails(title="Old"), Content.from_value({"step": 1}))
        await sessions.delete((await sessions.create(draft)).id)


def test_a_command_finishes_what_was_left_over_and_says_what_it_did(tmp_path: Path):
    """[N5] The trash of thirty days is the example."""
    asyncio.run(deleted_long_ago(tmp_path))

    first, second = (CliRunner().invoke(commands, ["reconcile", "--data", str(tmp_path)]) for _ in range(2))

    assert "purged sessions: 1" in first.output
    assert "purged sessions: 0" in second.output
