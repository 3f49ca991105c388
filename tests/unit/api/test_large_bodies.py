"""How many large requests are in memory at once. [C4]"""

import asyncio
from contextlib import suppress

from starlette.requests import Request

from benchdog.api.large_bodies import LargeBodies, Place

LARGE = [(b"content-length", b"1400000")]
SMALL = [(b"content-length", b"10000")]
LENGTH_UNKNOWN = [(b"transfer-encoding", b"chunked")]


def a_place(bodies: LargeBodies, headers: list[tuple[bytes, bytes]]) -> Place:
    return bodies.place_for(Request({"type": "http", "headers": headers}))


async def taken(place: Place) -> Place:
    """What a request does before it reads its body."""
    return await place.__aenter__()


async def let_others_run() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_large_body_waits_until_an_earlier_request_is_answered():
    """[C4]"""
    bodies = LargeBodies(at_once=2)
    first, _second = [await taken(a_place(bodies, LARGE)) for _ in range(2)]
    third = asyncio.create_task(taken(a_place(bodies, LENGTH_UNKNOWN)))
    await let_others_run()
    waited = not third.done()

    await first.__aexit__(None, None, None)
    await let_others_run()

    assert waited
    assert third.done()


async def test_a_small_body_waits_for_nobody():
    """[C4]"""
    bodies = LargeBodies(at_once=1)
    await taken(a_place(bodies, LARGE))

    small = asyncio.create_task(taken(a_place(bodies, SMALL)))
    await let_others_run()

    assert small.done()


async def test_a_slow_line_lets_others_go_first_and_waits_again_when_it_is_done():
    """[C4]"""
    bodies = LargeBodies(at_once=1, received_within_seconds=0)
    slow = await taken(a_place(bodies, LARGE))
    await let_others_run()
    fast = await taken(a_place(bodies, LARGE))
    await fast.received()

    slow_is_there = asyncio.create_task(slow.received())
    await let_others_run()
    waited = not slow_is_there.done()
    await fast.__aexit__(None, None, None)
    await let_others_run()

    assert waited
    assert slow_is_there.done()


async def test_who_goes_away_while_waiting_leaves_the_place_to_the_next():
    """[C4]"""
    bodies = LargeBodies(at_once=1)
    first = await taken(a_place(bodies, LARGE))
    second = asyncio.create_task(taken(a_place(bodies, LARGE)))
    third = asyncio.create_task(taken(a_place(bodies, LARGE)))
    await let_others_run()

    second.cancel()
    with suppress(asyncio.CancelledError):
        await second
    await first.__aexit__(None, None, None)
    await let_others_run()

    assert third.done()
