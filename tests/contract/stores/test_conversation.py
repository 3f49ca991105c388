"""The conversation of a session. [S9]"""

import asyncio
from datetime import timedelta

import pytest

from benchdog.errors import CursorInvalid, DatabaseTimeout, NotFound
from benchdog.stores.session_conversation import ConversationStatus
from tests.contract.stores.world import UNKNOWN_ID, World, a_draft


async def a_session_with(world: World, *texts: str) -> str:
    created = await world.sessions().create(a_draft())
    for text in texts:
        await world.conversations().add(created.id, text)
    return created.id


async def texts_of(world: World, session_id: str) -> list[str]:
    page = await world.conversations().page(session_id, page_size=100, cursor=None)
    return [message.text for message in page.items]


async def test_messages_are_listed_oldest_first_in_pages(world: World):
    """[S9] [L1]"""
    session_id = await a_session_with(world, "one", "two", "three")

    first = await world.conversations().page(session_id, page_size=2, cursor=None)
    second = await world.conversations().page(session_id, page_size=2, cursor=first.next_cursor)

    assert [(each.number, each.text) for each in first.items + second.items] == [
        (1, "one"),
        (2, "two"),
        (3, "three"),
    ]
    assert second.next_cursor is None


async def test_a_cursor_belongs_to_one_conversation(world: World):
    """[L1]"""
    first, second = await a_session_with(world, "a", "b"), await a_session_with(world, "c", "d")
    page = await world.conversations().page(first, page_size=1, cursor=None)

    with pytest.raises(CursorInvalid):
        await world.conversations().page(second, page_size=1, cursor=page.next_cursor)


async def test_the_status_counts_and_tells_when_the_last_message_was_written(world: World):
    """[S9]"""
    session_id = await a_session_with(world)
    before = await world.conversations().status(session_id)
    await world.conversations().add(session_id, "one")
    world.clock.advance(timedelta(minutes=1))

    second = await world.conversations().add(session_id, "two")

    assert before == ConversationStatus(count=0, last_at=None)
    assert await world.conversations().status(session_id) == ConversationStatus(count=2, last_at=second.at)
    assert (second.author_id, second.at) == ("ada", "2026-11-21T09:01:00.000Z")


async def test_a_clock_that_goes_back_does_not_put_an_answer_before_its_question(world: World):
    """[S9]"""
    session_id = await a_session_with(world)
    first = await world.conversations().add(session_id, "one")
    world.clock.advance(timedelta(minutes=-1))

    second = await world.conversations().add(session_id, "two")

    assert second.at == first.at


async def test_a_message_leaves_the_session_as_it_is(world: World):
    """[S9] Its ETag, its versions, its content."""
    created = await world.sessions().create(a_draft({"step": 1}))

    await world.conversations().add(created.id, "one")

    assert await world.sessions().metadata(created.id) == created
    assert [each["number"] for each in await world.stored("sessions", "c.kind = 'version'")] == [1]


async def test_32_messages_at_once_have_32_numbers(world: World):
    """[S9] From 1 to 32, each once."""
    session_id = await a_session_with(world)
    conversations = world.conversations()

    added = await asyncio.gather(*(conversations.add(session_id, f"text {each}") for each in range(32)))

    listed = await conversations.page(session_id, page_size=100, cursor=None)
    assert [each.number for each in listed.items] == list(range(1, 33))
    assert sorted(added, key=lambda each: each.number) == listed.items
    assert (await conversations.status(session_id)).count == 32


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("earlier", [[], ["one"]])
async def test_a_message_whose_answer_was_lost_is_there_once(world: World, when, earlier):
    """[S9] Whether the database had applied it or not; the first one and a later one."""
    session_id = await a_session_with(world, *earlier)
    world.lose_writes("sessions", when)

    added = await world.conversations().add(session_id, "lost")

    assert added.number == len(earlier) + 1
    assert await texts_of(world, session_id) == [*earlier, "lost"]


async def test_a_lost_message_is_found_behind_which_another_one_came(world: World):
    """[S9] It keeps its number."""
    session_id = await a_session_with(world)

    async def another_comes():
        world.faults.clear()
        await world.conversations().add(session_id, "another")

    world.lose_writes("sessions", "after", meanwhile=another_comes)
    added = await world.conversations().add(session_id, "lost")

    assert added.number == 1
    assert await texts_of(world, session_id) == ["lost", "another"]


async def test_a_message_of_which_nobody_can_tell_is_called_unknown(world: World):
    """[E2]"""
    session_id = await a_session_with(world)
    world.lose_writes("sessions", "before", times=None)

    with pytest.raises(DatabaseTimeout) as lost:
        await world.conversations().add(session_id, "lost")

    assert lost.value.outcome == "unknown"


async def test_somebody_elses_and_unknown_conversations_are_not_found(world: World):
    """[S2] [S9]"""
    session_id = await a_session_with(world, "one")

    for owner, of in (("bob", session_id), ("ada", UNKNOWN_ID), ("ada", "../x")):
        conversations = world.conversations(owner)
        with pytest.raises(NotFound):
            await conversations.status(of)
        with pytest.raises(NotFound):
            await conversations.page(of, page_size=20, cursor=None)
        with pytest.raises(NotFound):
            await conversations.add(of, "two")

    assert await texts_of(world, session_id) == ["one"]


async def test_a_conversation_goes_to_the_trash_and_comes_back_with_its_session(world: World):
    """[S9]"""
    session_id = await a_session_with(world, "one")
    await world.sessions().delete(session_id)

    for refused in (
        world.conversations().status(session_id),
        world.conversations().page(session_id, page_size=20, cursor=None),
        world.conversations().add(session_id, "two"),
    ):
        with pytest.raises(NotFound):
            await refused

    await world.sessions().restore(session_id)
    assert await texts_of(world, session_id) == ["one"]


async def test_a_conversation_is_deleted_for_good_with_its_session_alone(world: World):
    """[S9]"""
    kept = await a_session_with(world, "kept")
    session_id = await a_session_with(world, "one", "two")

    await world.sessions().delete(session_id, is_permanent=True)

    assert await world.stored("sessions", f"CONTAINS(c.id, '{session_id}')") == []
    assert await texts_of(world, kept) == ["kept"]


@pytest.mark.parametrize("earlier", [[], ["one"]])
async def test_a_message_to_a_session_that_is_deleted_meanwhile_leaves_nothing_behind(world: World, earlier):
    """[S9] The first one, which creates the conversation, and a later one."""
    session_id = await a_session_with(world, *earlier)

    async def somebody_deletes():
        world.faults.clear()
        await world.sessions().delete(session_id, is_permanent=True)

    world.lose_writes("sessions", "before", meanwhile=somebody_deletes)
    with pytest.raises(NotFound):
        await world.conversations().add(session_id, "too late")

    assert await world.stored("sessions") == []
