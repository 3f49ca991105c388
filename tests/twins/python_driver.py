"""Runs scripts of events through the Python orchestrator: browser_driver.mjs is the other one."""

import errno
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchdog.client.persistence import (
    ContentPart,
    DictionarySource,
    PersistenceOrchestrator,
    WorkbenchSessionManager,
)
from benchdog.client.persistence.device_folder import write_whole
from benchdog.client.persistence.save_result import Resolved
from benchdog.client.persistence.session_source import ContentUnreadable
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails
from tests.twins.memory_backend import MemoryBackend
from tests.twins.steps import Step

DETAILS: Final = SessionDetails(title="Drogon maps")


class Device:
    """A disk that can be full, and a clock that a test moves."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.is_full = False
        self._now = datetime(2026, 11, 21, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def write(self, path: Path, stored: bytes) -> None:
        if self.is_full:
            raise OSError(errno.ENOSPC, "full")
        write_whole(path, stored)

    def program(self, backend: MemoryBackend, *, user_id: str = "ada") -> WorkbenchSessionManager:
        """Another one of the same person, with keys of its own."""
        return WorkbenchSessionManager(
            backend,
            user_id=user_id,
            device_root=self.root,
            clock=self.now,
            random=lambda: 0.0,
            write=self.write,
        )


class MemorySource(DictionarySource):
    """What `MemorySource.ts` cannot open or take apart, this cannot either."""

    def restore(self, content: JsonObject) -> None:
        if content.get("unreadable") is True or self.is_from_newer_version(content):
            raise ContentUnreadable("made so by the test")
        super().restore(content)

    def take_apart(self, content: JsonObject) -> Sequence[ContentPart] | None:
        if content.get("whole") is True or self.is_from_newer_version(content):
            return None
        return super().take_apart(content)

    def is_from_newer_version(self, content: JsonObject) -> bool:
        return content.get("newer_version") is True


class World:
    """One person's device and the service."""

    def __init__(self, root: Path) -> None:
        self.backend = MemoryBackend()
        self.device = Device(root)
        self._steps = 0
        self.manager = self.device.program(self.backend)
        self._begin()

    @property
    def session(self) -> PersistenceOrchestrator:
        assert self.manager.orchestrator is not None
        return self.manager.orchestrator

    def observed(self, step: Step) -> dict[str, Any]:
        """What is known after *step*, in the words of the wire."""
        self._steps += 1
        self.device.advance(0.001)
        self.backend.calls.clear()
        result = self._run(**step)
        state = self.session.state
        rows = None if state.comparison is None else state.comparison.rows
        return {
            "result": result,
            "save": state.save.kind,
            "is_dirty": state.is_dirty,
            "is_at_risk": state.is_at_risk,
            "draft_failure": state.draft_failure,
            "session_id": self.session.session_id,
            "base": None if state.metadata is None else state.metadata.etag,
            "newer": None if state.newer_copy is None else state.newer_copy.metadata.etag,
            "rows": None if rows is None else [[row.key, row.changed, row.side] for row in rows],
            "title": state.details.title,
            "content": dict(self.content),
            "drafts": sorted(
                (
                    [
                        each.session_id,
                        None if each.base is None else each.base.etag,
                        each.content_hash,
                        each.metadata_hash,
                        each.is_save_queued,
                    ]
                    for each in self.manager.drafts.list().drafts
                ),
                key=json.dumps,
            ),
            "calls": [*self.backend.calls],
            "server": [
                [
                    each.metadata.id,
                    each.metadata.etag,
                    each.metadata.content_hash,
                    each.metadata.metadata_hash,
                ]
                for each in self.backend.sessions.values()
            ],
        }

    def _run(self, do: str, **step: Any) -> str | None:
        session, backend = self.session, self.backend
        match do:
            case "edit":
                self._change(step["part"], step["value"])
                session.keep_draft()
            case "edit_unkept":
                self._change(step["part"], 1000 + self._steps)
            case "rename":
                session.change_details(SessionDetails(title=step["title"]))
                session.keep_draft()
            case "save":
                return session.save().kind
            case "save_as_copy":
                return session.save_as_copy(step["title"]).kind
            case "create_snapshot":
                return session.create_snapshot(step["title"]).kind
            case "save_elsewhere":
                if session.session_id in backend.sessions:
                    content = backend.content_of(session.session_id) | {step["part"]: step["value"]}
                    backend.save_elsewhere(session.session_id, content)
            case "delete_elsewhere":
                backend.sessions.pop(session.session_id or "", None)
            case "forget_versions":
                backend.forget_versions()
            case "fault":
                backend.fail_next(step["fault"])
            case "disk":
                self.device.is_full = step["is_full"]
            case "poll":
                session.poll()
            case "resume":
                session.resume()
            case "compare":
                refusal = session.compare()
                return None if refusal is None else refusal.kind
            case "choose":
                comparison = session.state.comparison
                rows = None if comparison is None else comparison.rows
                if rows:
                    session.choose(rows[step["row"] % len(rows)].key, step["side"])
            case "resolve":
                result = session.resolve(step["choice"], copy_title="A copy")
                if step["is_undone"] and isinstance(result, Resolved) and result.undo is not None:
                    result.undo()
                session.keep_draft()
                return result.kind
            case "restart":
                return self._restart()
            case "begin_another":
                # Of its own: the session that is left has what it had.
                self._begin()
            case "send_queued_saves":
                self.manager.send_queued_saves()
            case _:
                raise ValueError(do)
        return None

    def _change(self, part: str, value: int | None) -> None:
        if value is None:
            self.content.pop(part, None)
        else:
            self.content[part] = value

    def _restart(self) -> str:
        """The program dies; another one opens the newest draft, or the session where there is none."""
        session_id = self.session.session_id
        drafts = self.manager.drafts.list().drafts
        self.manager._program.end()
        self.manager = self.device.program(self.backend)
        self.content.clear()
        if drafts:
            self.manager.open_draft(MemorySource(self.content), drafts[0].draft_id)
            return "draft"
        if session_id is not None:
            opened = self.manager.open_session(MemorySource(self.content), session_id)
            if isinstance(opened, PersistenceOrchestrator):
                return "ok"
        self._begin()
        return "new"

    def _begin(self) -> None:
        self.content: JsonObject = {"a": 0, "b": 0}
        self.manager.open_new(MemorySource(self.content), DETAILS)
