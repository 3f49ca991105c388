"""Work leaves one database and enters another as it was."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Literal

import pytest

from benchdog.errors import DatabaseTimeout
from benchdog.transfer.archive_reader import archive_parts, check_archive
from benchdog.transfer.export_work import archive_of
from benchdog.transfer.import_session import WhereTaken
from benchdog.transfer.import_work import ImportReport, import_archive
from tests.contract.stores.databases import Database
from tests.contract.stores.world import ANYTHING, World, a_draft, a_snapshot, a_world


async def exported(world: World, *owners: str, has_history: bool = True) -> list[bytes]:
    return [line async for line in archive_of(world.services, owners, has_history=has_history)]


async def imported(
    world: World, lines: list[bytes], *, where_taken: WhereTaken = "skip", owner_id: str | None = None
) -> ImportReport:
    check_archive(lines)
    return await import_archive(
        world.services, archive_parts(lines), where_taken=where_taken, owner_id=owner_id
    )


@pytest.fixture
async def another(tmp_path_factory: pytest.TempPathFactory, database: Database) -> AsyncIterator[World]:
    """A second database, empty."""
    async with a_world(tmp_path_factory.mktemp("another"), database) as started:
        yield started


async def a_history(world: World) -> str:
    """A session of three versions with two contents, the first version named."""
    created = await world.sessions().create(a_draft({"step": 1}, title="Wells", tags=["north"]))
    world.clock.advance(timedelta(minutes=1))
    await world.sessions(device="Chrome on Windows").save(
        created.id, a_draft({"step": 2}, title="Wells"), if_match=ANYTHING
    )
    world.clock.advance(timedelta(minutes=1))
    await world.versions().restore(created.id, 1, if_match=ANYTHING)
    await world.versions().label(created.id, 1, "As delivered")
    await world.sessions().edit_details(created.id, {"starred": True}, if_match=ANYTHING)
    return created.id


async def test_a_session_arrives_with_its_history(world: World, another: World):
    session_id = await a_history(world)
    before = await world.sessions().open(session_id)
    versions = await world.versions().page(session_id, page_size=10, cursor=None)
    lines = await exported(world, "ada")

    report = await imported(another, lines)

    after = await another.sessions().open(session_id)
    assert report.sessions == {"imported": 1}
    assert after.canonical == before.canonical
    assert after.metadata == before.metadata.model_copy(update={"etag": after.metadata.etag})
    assert await another.versions().page(session_id, page_size=10, cursor=None) == versions
    second = await another.versions().open(session_id, 2)
    assert second.canonical == b'{"step":2}'


async def test_without_history_the_last_version_arrives(world: World, another: World):
    session_id = await a_history(world)
    lines = await exported(world, "ada", has_history=False)

    await imported(another, lines)

    [version] = (await another.versions().page(session_id, page_size=10, cursor=None)).items
    assert version.number == 3
    saved = await another.sessions().save(session_id, a_draft({"step": 4}), if_match=ANYTHING)
    assert saved.version == 4


async def test_a_conversation_arrives_with_its_session_and_goes_on(world: World, another: World):
    """[S9]"""
    session_id = await a_history(world)
    for text in ("Is the price in euro?", "Yes.\nSince May."):
        await world.conversations().add(session_id, text)
    before = await world.conversations().page(session_id, page_size=10, cursor=None)
    lines = await exported(world, "ada")

    await imported(another, lines)

    assert await another.conversations().page(session_id, page_size=10, cursor=None) == before
    assert (await another.conversations().add(session_id, "Good.")).number == 3


@pytest.mark.parametrize("where_taken", ["skip", "replace"])
async def test_a_conversation_that_is_there_stays(world: World, where_taken: WhereTaken):
    """[S9] Messages are only added: those since the archive was written are not lost by it."""
    session_id = await a_history(world)
    await world.conversations().add(session_id, "one")
    lines = await exported(world, "ada")
    await world.conversations().add(session_id, "two")

    await imported(world, lines, where_taken=where_taken)

    kept = await world.conversations().page(session_id, page_size=10, cursor=None)
    assert [message.text for message in kept.items] == ["one", "two"]


async def test_the_trash_arrives_as_trash(world: World, another: World):
    session_id = await a_history(world)
    await world.sessions().delete(session_id)
    lines = await exported(world, "ada")

    await imported(another, lines)

    assert (await another.sessions().restore(session_id)).title == "Wells"


async def test_a_snapshot_keeps_its_id(world: World, another: World):
    """Links that people have go on working."""
    made = await world.snapshots().create(a_snapshot({"step": 7}, title="For you"))
    lines = await exported(world, "ada")

    report = await imported(another, lines)

    opened = await another.snapshots("bob").open(made.id)
    assert report.snapshots == {"imported": 1}
    assert (opened.canonical, opened.metadata.title) == (b'{"step":7}', "For you")


@pytest.mark.parametrize(
    ("where_taken", "outcome", "sessions", "version"),
    [("skip", "skipped", 1, 4), ("replace", "replaced", 1, 5), ("copy", "copied", 2, 4)],
)
async def test_what_is_there_already_is_never_lost(
    world: World, where_taken: WhereTaken, outcome: str, sessions: int, version: int
):
    session_id = await a_history(world)
    lines = await exported(world, "ada")
    await world.sessions().save(session_id, a_draft({"step": 9}), if_match=ANYTHING)

    report = await imported(world, lines, where_taken=where_taken)

    stored = await world.stored("sessions", "c.kind = 'session'")
    assert report.sessions == {outcome: 1}
    assert len(stored) == sessions
    assert (await world.sessions().metadata(session_id)).version == version
    assert (await world.versions().open(session_id, 4)).canonical == b'{"step":9}'


async def test_work_can_be_given_to_somebody_else(world: World):
    session_id = await a_history(world)
    lines = await exported(world, "ada")

    report = await imported(world, lines, owner_id="bob")

    assert report.sessions == {"imported": 1}
    assert (await world.sessions("bob").metadata(session_id)).owner_id == "bob"


@pytest.mark.parametrize(
    ("container", "when"), [("sessions", "before"), ("sessions", "after"), ("snapshots", "before")]
)
async def test_an_import_that_was_cut_off_is_repeated(
    world: World, another: World, container: str, when: Literal["before", "after"]
):
    """At each of its writes: a session that is seen has all of its history."""
    session_id = await a_history(world)
    await world.conversations().add(session_id, "one")
    made = await world.snapshots().create(a_snapshot())
    lines = await exported(world, "ada")
    cut_off = 0

    for skipped in range(20):
        lost = another.lose_writes(container, when, times=None, skip=skipped)
        try:
            await imported(another, lines)
        except DatabaseTimeout:
            cut_off += 1
            for seen in await another.stored("sessions", "c.kind = 'session'"):
                assert len((await another.versions().page(seen["id"], page_size=9, cursor=None)).items) == 3
        another.faults.clear()
        if not lost.struck:
            break

    assert cut_off > 0
    assert (await another.versions().open(session_id, 2)).canonical == b'{"step":2}'
    assert (await another.sessions().open(session_id)).canonical == b'{"step":1}'
    assert (await another.conversations().status(session_id)).count == 1
    assert len(await another.stored("sessions", "c.kind = 'message'")) == 1
    assert (await another.snapshots("bob").open(made.id)).canonical == b'{"step":1}'
