"""Work leaves one database and enters another as it was."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Literal

import pytest

from benchdog.documents.user_session import FormState, UserSessionState
from benchdog.errors import DatabaseTimeout
from benchdog.resilience.clock import parse_timestamp
from benchdog.survey.cosmos_store import CosmosSurveyStore
from benchdog.survey.edits import saved_state
from benchdog.transfer.archive_reader import NO_SCHEMAS, archive_parts, check_archive
from benchdog.transfer.export_work import archive_of, everybody
from benchdog.transfer.import_session import WhereTaken
from benchdog.transfer.import_work import ImportReport, import_archive
from tests.contract.stores.databases import Database
from tests.contract.stores.world import ANYTHING, World, a_draft, a_snapshot, a_world


def surveys(world: World) -> CosmosSurveyStore:
    return CosmosSurveyStore(world.services.user_sessions, world.clock, timedelta(days=90))


async def exported(world: World, *owners: str, has_history: bool = True) -> list[bytes]:
    lines = archive_of(world.services, surveys(world), owners, has_history=has_history)
    return [line async for line in lines]


async def imported(
    world: World, lines: list[bytes], *, where_taken: WhereTaken = "skip", owner_id: str | None = None
) -> ImportReport:
    check_archive(lines, NO_SCHEMAS)
    return await import_archive(
        world.services, surveys(world), archive_parts(lines), where_taken=where_taken, owner_id=owner_id
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


async def a_user_session(world: World) -> str:
    """Saved a minute after it was started."""
    started = await world.user_sessions().start("shop")
    world.clock.advance(timedelta(minutes=1))
    state = UserSessionState(current_page="cart", forms={"order": FormState(values={"note": None})})
    await world.user_sessions().save(started.metadata.session_id, state, if_match=ANYTHING)
    return started.metadata.session_id


async def test_a_user_session_arrives_and_is_kept_as_long_as_a_new_one(world: World, another: World):
    """[U1] Also after a time in which it would have expired."""
    session_id = await a_user_session(world)
    before = await world.user_sessions().read(session_id)
    lines = await exported(world, "ada")
    another.clock.advance(timedelta(days=40))

    report = await imported(another, lines)

    after = await another.user_sessions().read(session_id)
    assert report.user_sessions == {"imported": 1}
    assert after.state == before.state
    assert after.metadata.updated_at == before.metadata.updated_at
    assert parse_timestamp(after.metadata.expires_at) == another.clock() + timedelta(days=30)


@pytest.mark.parametrize(
    ("where_taken", "outcome", "page", "count"),
    [("skip", "skipped", "till", 1), ("replace", "replaced", "cart", 1), ("copy", "copied", "till", 2)],
)
async def test_a_user_session_that_is_there(
    world: World, where_taken: WhereTaken, outcome: str, page: str, count: int
):
    """[U1]"""
    session_id = await a_user_session(world)
    lines = await exported(world, "ada")
    later = UserSessionState(current_page="till")
    await world.user_sessions().save(session_id, later, if_match=ANYTHING)

    report = await imported(world, lines, where_taken=where_taken)

    assert report.user_sessions == {outcome: 1}
    assert (await world.user_sessions().read(session_id)).state.current_page == page
    assert len(await world.stored("user_sessions", "c.kind = 'user_session'")) == count


async def test_a_survey_arrives_with_its_history(world: World, another: World):
    """[U3]"""
    await surveys(world).edit("ada", saved_state("S2", {"S1": None}, ["S1"], True, {"language": "de"}))
    lines = await exported(world, "ada")

    report = await imported(another, lines)

    assert report.surveys == {"imported": 1}
    assert await surveys(another).recorded("ada") == await surveys(world).recorded("ada")


@pytest.mark.parametrize(
    ("where_taken", "outcome", "step"),
    [("skip", "skipped", "S9"), ("replace", "replaced", "S2"), ("copy", "skipped", "S9")],
)
async def test_a_survey_that_is_there(world: World, where_taken: WhereTaken, outcome: str, step: str):
    """[U3] Everybody has one; what was changed since is in its history."""
    await surveys(world).edit("ada", saved_state("S2", {"S1": "a"}, ["S1"]))
    lines = await exported(world, "ada")
    await surveys(world).edit("ada", saved_state("S9", {"S1": "b"}, ["S1"]))

    report = await imported(world, lines, where_taken=where_taken)

    session = await surveys(world).load_session("ada")
    said = [entry.answer for entry in await surveys(world).history("ada") if entry.action == "answer"]
    assert report.surveys == {outcome: 1}
    assert session is not None
    assert session["current_step"] == step
    assert said[:2] == ["a", "b"]


async def test_everybody_who_owns_something_is_in_an_archive_of_everybody(world: World):
    await a_history(world)
    await world.snapshots("bob").create(a_snapshot())
    await world.user_sessions("carol").start("shop")
    await surveys(world).edit("dan", saved_state("S1", {}, []))

    assert await everybody(world.services, surveys(world)) == ["ada", "bob", "carol", "dan"]


@pytest.mark.parametrize(
    ("container", "when"),
    [("sessions", "before"), ("sessions", "after"), ("snapshots", "before"), ("user_sessions", "before")],
)
async def test_an_import_that_was_cut_off_is_repeated(
    world: World, another: World, container: str, when: Literal["before", "after"]
):
    """At each of its writes: a session that is seen has all of its history."""
    session_id = await a_history(world)
    await world.conversations().add(session_id, "one")
    made = await world.snapshots().create(a_snapshot())
    user_session_id = await a_user_session(world)
    await surveys(world).edit("ada", saved_state("S2", {"S1": "a"}, ["S1"]))
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
    assert (await another.user_sessions().read(user_session_id)).state.current_page == "cart"
    assert await surveys(another).recorded("ada") == await surveys(world).recorded("ada")
