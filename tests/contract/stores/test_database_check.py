"""What is wrong in a database is found, and nothing else; what can be put right is."""

from datetime import timedelta

import pytest

from benchdog.transfer.database_check import SETTLED_AFTER, Finding, check_database
from benchdog.transfer.database_repair import repair
from tests.contract.stores.world import ANYTHING, World, a_draft, a_snapshot

LATER = SETTLED_AFTER + timedelta(seconds=1)


async def found(world: World) -> list[Finding]:
    return [finding async for finding in check_database(world.services)]


async def repaired(world: World) -> list[Finding]:
    """What is left after everything that was found was repaired once."""
    for finding in await found(world):
        await repair(world.services, finding)
    return await found(world)


async def ids_of(world: World, container: str, where: str) -> tuple[str, ...]:
    return tuple(item["id"] for item in await world.stored(container, where))


async def a_session(world: World) -> str:
    created = await world.sessions().create(a_draft({"step": 1}))
    await world.sessions().save(created.id, a_draft({"step": 2}), if_match=ANYTHING)
    return created.id


async def test_a_sound_database_has_no_findings(world: World):
    session_id = await a_session(world)
    await world.sessions("bob").delete((await world.sessions("bob").create(a_draft())).id)
    made = await world.snapshots().create(a_snapshot())
    await world.snapshots("bob").open(made.id)
    await world.versions().restore(session_id, 1, if_match=ANYTHING)
    await world.conversations().add(session_id, "one")
    world.clock.advance(LATER)

    assert await found(world) == []


async def test_damaged_content_is_named_and_left(world: World):
    session_id = await a_session(world)
    [chunk] = await world.stored(
        "sessions", f"c.kind = 'chunk' AND c.content_hash = '{await current(world)}'"
    )
    await world.raw["sessions"].upsert_item({**chunk, "data": "AAAA"})

    assert await repaired(world) == [Finding("content_damaged", "ada", (f"{session_id}:v:2",))]


async def test_a_missing_piece_is_named_and_left(world: World):
    session_id = await a_session(world)
    for chunk_id in await ids_of(
        world, "sessions", f"c.content_hash = '{await current(world)}' AND c.kind = 'chunk'"
    ):
        await world.raw["sessions"].delete_item(chunk_id, "ada")

    assert await repaired(world) == [Finding("content_damaged", "ada", (f"{session_id}:v:2",))]


async def test_a_missing_version_is_named_and_left(world: World):
    session_id = await a_session(world)
    await world.raw["sessions"].delete_item(f"{session_id}:v:2", "ada")

    assert await repaired(world) == [Finding("version_missing", "ada", (session_id,))]


async def test_messages_of_no_session_are_removed_once_they_are_settled(world: World):
    """[S9] A crash may leave a first message that was written while its session was deleted."""
    session_id = await a_session(world)
    await world.conversations().add(session_id, "one")
    left = await world.stored("sessions", "c.kind = 'message' OR c.kind = 'conversation'")
    await world.sessions().delete(session_id, is_permanent=True)
    for document in left:
        await world.raw["sessions"].create_item(document)
    young = await found(world)
    world.clock.advance(LATER)

    [finding] = await found(world)

    assert young == []
    assert (finding.kind, set(finding.item_ids)) == (
        "message_without_session",
        {document["id"] for document in left},
    )
    assert await repaired(world) == []
    assert await world.stored("sessions") == []


async def test_what_belongs_to_no_session_is_removed_once_it_is_settled(world: World):
    session_id = await a_session(world)
    await world.raw["sessions"].delete_item(session_id, "ada")
    young = await found(world)
    world.clock.advance(LATER)

    [finding] = await found(world)

    assert young == []
    assert (finding.kind, set(finding.item_ids)) == (
        "version_without_session",
        {f"{session_id}:v:1", f"{session_id}:v:2"},
    )
    await repaired(world)
    assert await repaired(world) == []
    assert await world.stored("sessions") == []


async def test_a_deletion_that_was_begun_is_finished(world: World):
    session_id = await a_session(world)
    [head] = await world.stored("sessions", "c.kind = 'session'")
    await world.raw["sessions"].upsert_item({**head, "is_purging": True, "is_deleted": True})

    assert await found(world) == [Finding("deletion_unfinished", "ada", (session_id,))]
    assert await repaired(world) == []
    assert await world.stored("sessions") == []


@pytest.mark.parametrize("lost", ["the snapshot", "the entry"])
async def test_a_snapshot_and_its_owners_entry_find_each_other(world: World, lost: str):
    made = await world.snapshots().create(a_snapshot())
    if lost == "the snapshot":
        await world.raw["snapshots"].delete_item(made.id, made.id)
    else:
        await world.raw["sessions"].delete_item(f"snapshot:{made.id}", "ada")
    world.clock.advance(LATER)

    [finding] = await found(world)

    assert finding.kind == ("entry_without_snapshot" if lost == "the snapshot" else "snapshot_without_entry")
    assert await repaired(world) == []
    assert len(await ids_of(world, "sessions", "c.kind = 'snapshot_listing'")) == (lost == "the entry")


async def current(world: World) -> str:
    """The hash of the content that the only session has now."""
    [head] = await world.stored("sessions", "c.kind = 'session'")
    content_hash: str = head["content_hash"]
    return content_hash
