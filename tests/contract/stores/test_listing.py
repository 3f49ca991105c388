"""Pages, order and filters of the lists."""

from datetime import timedelta

import pytest

from benchdog.errors import CursorInvalid
from benchdog.stores.list_filters import SessionFilter, TextFilter, TimeRange
from benchdog.stores.listing import PageRequest
from tests.contract.stores.world import World, a_draft, exactly

ALL = SessionFilter()
TITLES = ["beta", "Alpha", "gamma", "Delta", "Épsilon", "beta"]


async def made(world: World) -> None:
    for number, title in enumerate(TITLES):
        world.clock.advance(timedelta(minutes=1))
        tags = ["even"] if number % 2 == 0 else ["odd"]
        await world.sessions().create(
            a_draft({"n": "x" * number}, title=title, description=f"Number {number}", tags=tags)
        )


async def walked(world: World, request: PageRequest, filters: SessionFilter = ALL) -> list[str]:
    """Titles of all pages, one after another."""
    titles: list[str] = []
    cursor = None
    while True:
        step = PageRequest(request.sort_by, request.is_descending, request.page_size, cursor)
        page = await world.sessions().page(step, filters)
        titles += [item.title for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return titles


@pytest.mark.parametrize("page_size", [1, 2, 5, 6, 100])
@pytest.mark.parametrize("sort_by", ["updated_at", "created_at", "title_lower", "size_bytes"])
@pytest.mark.parametrize("is_descending", [False, True])
async def test_pages_never_repeat_or_skip(world: World, sort_by, is_descending, page_size):
    """[L1] [L2] In one direction as in the other, ties included."""
    await made(world)
    by_title = sorted(TITLES, key=str.casefold)
    expected = by_title if sort_by == "title_lower" else TITLES

    titles = await walked(world, PageRequest(sort_by, is_descending, page_size))

    assert titles == (expected[::-1] if is_descending else expected)


async def test_rows_that_change_between_two_pages_hide_no_other(world: World):
    """[L2] A session that was saved meanwhile moves to the front; the rest goes on where it was."""
    await made(world)
    first = await world.sessions().page(PageRequest("updated_at", page_size=2), ALL)
    world.clock.advance(timedelta(minutes=1))
    moved = (await world.sessions().page(PageRequest("updated_at", page_size=100), ALL)).items[4]
    await world.sessions().edit_details(moved.id, {"title": "moved"}, if_match=exactly(moved.etag))

    second = await world.sessions().page(PageRequest("updated_at", cursor=first.next_cursor), ALL)

    assert [item.title for item in second.items] == ["Delta", "gamma", "beta"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (SessionFilter(TextFilter(text="ALPHA")), ["Alpha"]),
        (SessionFilter(TextFilter(text="number 3")), ["Delta"]),
        (SessionFilter(TextFilter(title="BET")), ["beta", "beta"]),
        (SessionFilter(TextFilter(title="number")), []),
        (SessionFilter(TextFilter(description="NUMBER 5")), ["beta"]),
        (SessionFilter(TextFilter(title="e\u0301psilon")), ["Épsilon"]),
        (SessionFilter(TextFilter(title="%")), []),
        (SessionFilter(TextFilter(text="' OR true OR '")), []),
        (SessionFilter(tag="odd"), ["Alpha", "Delta", "beta"]),
        (SessionFilter(tag="od"), []),
        (SessionFilter(is_starred=True), []),
        (SessionFilter(TextFilter(title="beta"), tag="even"), ["beta"]),
    ],
)
async def test_filters_narrow_a_list_down(world: World, filters, expected):
    """[L3] Without case, in NFC, letter for letter; several at once all hold."""
    await made(world)

    titles = await walked(world, PageRequest("created_at", is_descending=False, page_size=2), filters)

    assert titles == expected


async def test_time_filters_include_both_ends(world: World):
    """[L3]"""
    started = world.clock()
    await made(world)
    minutes = [started + timedelta(minutes=number) for number in range(7)]

    created = await walked(
        world, PageRequest("title_lower"), SessionFilter(created=TimeRange(minutes[2], minutes[3]))
    )
    updated = await walked(
        world, PageRequest("title_lower"), SessionFilter(updated=TimeRange(latest=minutes[1]))
    )

    assert (created, updated) == (["gamma", "Alpha"], ["beta"])


async def test_a_list_shows_its_owners_sessions_only(world: World):
    """[S2]"""
    await made(world)

    page = await world.sessions("bob").page(PageRequest("updated_at"), ALL)

    assert (page.items, page.next_cursor) == ([], None)


async def test_a_cursor_belongs_to_one_query(world: World):
    """[L1] Another order, another filter, another person."""
    await made(world)
    cursor = (await world.sessions().page(PageRequest("updated_at", page_size=1), ALL)).next_cursor

    for sessions, request, filters in (
        (world.sessions(), PageRequest("created_at", cursor=cursor), ALL),
        (world.sessions(), PageRequest("updated_at", is_descending=False, cursor=cursor), ALL),
        (world.sessions(), PageRequest("updated_at", cursor=cursor), SessionFilter(tag="even")),
        (world.sessions("bob"), PageRequest("updated_at", cursor=cursor), ALL),
    ):
        with pytest.raises(CursorInvalid):
            await sessions.page(request, filters)


@pytest.mark.parametrize("cursor", ["", "a", "????", "W10", "bnVsbA", "é", "eyJhIjoxfQ", "x" * 2000])
async def test_a_damaged_cursor_is_refused(world: World, cursor):
    """[L1]"""
    with pytest.raises(CursorInvalid):
        await world.sessions().page(PageRequest("updated_at", cursor=cursor), ALL)
