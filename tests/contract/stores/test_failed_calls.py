"""Each single call to the database fails once, in every way: an action was done, or it was not. [S3] [E2]"""

from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

import pytest

from benchdog.embedded_cosmos.faults import Disconnection, FaultRule, Refusal
from benchdog.errors import PersistenceError
from benchdog.stores.list_filters import SessionFilter
from benchdog.stores.listing import PageRequest
from benchdog.stores.workbench_session_store import WorkbenchSessionStore
from tests.contract.stores.world import World, a_draft, exactly

Action = Callable[[WorkbenchSessionStore, Any], Awaitable[object]]

FAULTS = {
    "connection lost": Disconnection(),
    "answer lost": Disconnection(when="after"),
    "contended": Refusal(status=449),
    "throttled": Refusal(status=429, substatus=3200, retry_after_ms=0),
    "forbidden": Refusal(status=403),
    "failed after it was applied": Refusal(status=502, when="after"),
}
ACTIONS: dict[str, Action] = {
    "create": lambda sessions, _: sessions.create(a_draft({"step": 9})),
    "save": lambda sessions, old: sessions.save(old.id, a_draft({"step": 2}), if_match=exactly(old.etag)),
    "edit details": lambda sessions, old: sessions.edit_details(
        old.id, {"title": "New"}, if_match=exactly(old.etag)
    ),
    "delete": lambda sessions, old: sessions.delete(old.id),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS.keys())
async def test_an_action_whose_call_failed_was_done_or_says_that_it_was_not(
    world: World, action: Action, fault
):
    """RELIABILITY T29: the first call, the second, and so on, until the action makes no more."""
    ended = []
    for call in count():
        owner = f"owner{call}"
        created = await world.sessions(owner).create(a_draft({"step": 1}))
        before = await seen(world, owner)
        armed = world.faults.add(FaultRule(fault=fault, skip=call, times=1))
        outcome = await outcome_of(action(world.sessions(owner), created))
        world.faults.clear()
        after = await seen(world, owner)
        ended.append((outcome, after))
        if not armed.struck:
            break

    undisturbed, done = ended[-1]
    assert undisturbed == "done"
    assert len(ended) > 1
    assert done != before
    possible = {"done": [done], "not_applied": [before], "unknown": [before, done]}
    assert [(outcome, after) for outcome, after in ended if after not in possible[outcome]] == []


async def outcome_of(action: Awaitable[object]) -> str:
    """ "done", or what the error says."""
    try:
        await action
    except PersistenceError as error:
        return error.outcome
    return "done"


async def seen(world: World, owner: str) -> list[tuple[str, int, bytes | None]]:
    """What the owner finds: title, version and content of each session, the trash too."""
    found = []
    for is_deleted in (False, True):
        page = await world.sessions(owner).page(
            PageRequest("updated_at"), SessionFilter(), is_deleted=is_deleted
        )
        for session in page.items:
            content = None if is_deleted else (await world.sessions(owner).open(session.id)).canonical
            found.append((session.title, session.version, content))
    return sorted(found, key=str)
