"""The items that are measured: heads of about 1 KB as the service stores them, the same at every run."""

from typing import Any, Final

import orjson

from scripts.bench.documents import workbench

_WORDS: Final = ("prices", "volumes", "survey", "weather", "traffic")
"""One title in five has any of them."""


def head(owner: str, number: int, *, step: int = 0) -> dict[str, Any]:
    """
    What a list shows of one saved workbench.

    Args:
        owner: its partition.
        number: tells one from another; titles and times follow from it.
        step: how often it was saved: the time and the version change, as they do at a save.
    """
    title = f"The {_WORDS[number % len(_WORDS)]} of the quarter, {number}"
    return {
        "id": f"session-{number}",
        "kind": "session",
        "owner_id": owner,
        "title": title,
        "title_lower": title.lower(),
        "description": "As agreed with everybody who was there. " * 4,
        "description_lower": "as agreed with everybody who was there. " * 4,
        "tags": ["quarter", "agreed"],
        "starred": number % 7 == 0,
        "created_at": f"2026-01-01T00:00:00.{number:06}Z",
        "updated_at": f"2026-02-02T00:00:{step % 60:02}.{number * 7919 % 1_000_000:06}Z",
        "version": step,
        "size_bytes": 10_000 + number,
        "content_hash": f"{number * 2654435761 + step:064x}",
        "is_deleted": False,
        "saved_by": owner,
    }


def with_content(owner: str, size_bytes: int, *, step: int = 0) -> dict[str, Any]:
    """An item that carries typical content of about *size_bytes* as one text, as the service stores it."""
    content = orjson.dumps(workbench(size_bytes)).decode()
    return {"id": "content", "kind": "content", "owner_id": owner, "version": step, "data": content}
