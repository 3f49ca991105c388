"""Snapshots: made, opened, deleted."""

from datetime import timedelta

import pytest

from benchdog.documents.metadata import SessionDetails
from benchdog.errors import DatabaseTimeout, Forbidden, NotFound, SnapshotDeleted
from benchdog.stores.list_filters import AccessLogFilter, SnapshotFilter, TextFilter
from benchdog.stores.listing import PageRequest
from benchdog.stores.snapshot_metadata import SnapshotFromSession
from tests.contract.stores.world import ANYTHING, UNKNOWN_ID, World, a_draft, a_snapshot

NEWEST = PageRequest("created_at")
ALL = SnapshotFilter()


def of_session(session_id: str, version: int | None = None) -> SnapshotFromSession:
    return SnapshotFromSession(SessionDetails(title="Shared"), "signed_in", session_id, version)


async def own_ids(world: World, owner: str = "ada") -> list[str]:
    return [snapshot.id for snapshot in (await world.snapshots(owner).page(NEWEST, ALL)).items]


async def test_a_snapshot_of_sent_content_is_opened_by_somebody_else(world: World):
    """[N1] [N2]"""
    draft = a_snapshot({"step": 1}, title="Shared")
    created = await world.snapshots("ada").create(draft)

    opened = await world.snapshots("bob").open(created.id)

    assert opened.canonical == b'{"step":1}'
    assert opened.metadata == created
    assert (created.owner_id, created.audience) == ("ada", "signed_in")
    assert created.url == f"https://bench.example/snapshot/{created.id}"


async def test_a_snapshot_of_a_session_needs_no_upload_and_outlives_it(world: World):
    """SPEC 4: from a saved state, the current one or an earlier one"""
    sessions = world.sessions()
    saved = await sessions.create(a_draft({"step": 1}))
    await sessions.save(saved.id, a_draft({"step": 2}), if_match=ANYTHING)

    current = await world.snapshots().create(of_session(saved.id))
    earlier = await world.snapshots().create(of_session(saved.id, version=1))
    await sessions.delete(saved.id, is_permanent=True)

    assert (current.session_id, current.session_version, earlier.session_version) == (saved.id, 2, 1)
    assert (await world.snapshots().open(current.id)).canonical == b'{"step":2}'
    assert (await world.snapshots().open(earlier.id)).canonical == b'{"step":1}'


async def test_only_an_own_saved_state_can_be_shared(world: World):
    """[S2]"""
    saved = await world.sessions("ada").create(a_draft())

    for caller, draft in (
        ("bob", of_session(saved.id)),
        ("bob", of_session(saved.id, version=1)),
        ("ada", of_session(saved.id, version=2)),
        ("ada", of_session(UNKNOWN_ID)),
    ):
        with pytest.raises(NotFound):
            await world.snapshots(caller).create(draft)

    assert await world.stored("snapshots") == []


async def test_a_snapshot_for_its_owner_does_not_exist_for_others(world: World):
    """[N2]"""
    created = await world.snapshots("ada").create(a_snapshot(audience="owner"))
    others = world.snapshots("bob")

    assert (await world.snapshots("ada").open(created.id)).metadata == created
    for use in (others.open, others.metadata, others.delete, others.visit_totals):
        with pytest.raises(NotFound):
            await use(created.id)


async def test_snapshots_are_listed_for_their_owner(world: World):
    """[L1] [L3] Without content; somebody who opened one does not list it."""
    for title in ("Alpha", "beta"):
        world.clock.advance(timedelta(minutes=1))
        created = await world.snapshots("ada").create(a_snapshot(title=title))
    await world.snapshots("bob").open(created.id)

    page = await world.snapshots("ada").page(NEWEST, ALL)
    found = await world.snapshots("ada").page(NEWEST, SnapshotFilter(TextFilter(title="ALP")))

    assert [snapshot.title for snapshot in page.items] == ["beta", "Alpha"]
    assert page.items[0] == created
    assert [snapshot.title for snapshot in found.items] == ["Alpha"]
    assert await own_ids(world, "bob") == []


async def test_a_deleted_snapshot_is_gone_for_a_month_and_then_was_never_there(world: World):
    """[N3] Its content goes with the tombstone."""
    created = await world.snapshots("ada").create(a_snapshot())

    await world.snapshots("ada").delete(created.id)

    assert await own_ids(world) == []
    for caller in ("ada", "bob"):
        with pytest.raises(SnapshotDeleted):
            await world.snapshots(caller).open(created.id)
    world.clock.advance(timedelta(minutes=5))
    await world.reconciler().run()
    world.clock.advance(timedelta(days=30))
    for caller in ("ada", "bob"):
        with pytest.raises(NotFound):
            await world.snapshots(caller).open(created.id)
    assert await world.stored("snapshots") == []


async def test_only_its_owner_deletes_a_snapshot(world: World):
    """SPEC 4: somebody who can open it may know that it exists"""
    created = await world.snapshots("ada").create(a_snapshot())

    with pytest.raises(Forbidden):
        await world.snapshots("bob").delete(created.id)
    with pytest.raises(Forbidden):
        await world.snapshots("bob").visit_totals(created.id)

    assert (await world.snapshots("bob").open(created.id)).canonical is not None


async def test_deleting_marks_the_logs_of_everybody_who_opened_it(world: World):
    """[N5]"""
    created = await world.snapshots("ada").create(a_snapshot())
    for visitor in ("bob", "cleo"):
        await world.snapshots(visitor).open(created.id)

    await world.snapshots("ada").delete(created.id)

    for visitor in ("ada", "bob", "cleo"):
        page = await world.access_logs(visitor).page(PageRequest("last_visited_at"), AccessLogFilter())
        assert [log.snapshot_deleted for log in page.items] == [True]


async def test_a_deletion_that_was_interrupted_is_finished_by_asking_again(world: World):
    """[N5] The tombstone is written first, and what follows from it may come later."""
    created = await world.snapshots("ada").create(a_snapshot())
    await world.snapshots("bob").open(created.id)
    world.lose_writes("sessions", "before", times=None)
    await world.snapshots("ada").delete(created.id)
    world.faults.clear()
    with pytest.raises(SnapshotDeleted):
        await world.snapshots("bob").open(created.id)
    assert await own_ids(world) == [created.id]

    await world.snapshots("ada").delete(created.id)

    assert await own_ids(world) == []


async def test_a_snapshot_that_was_never_finished_can_be_seen_and_deleted(world: World):
    """The owner's entry is written first, so that nothing stays that nobody can find."""
    world.lose_writes("snapshots", "before", times=None)
    with pytest.raises(DatabaseTimeout):
        await world.snapshots("ada").create(a_snapshot())
    world.faults.clear()
    [unfinished] = await own_ids(world)
    with pytest.raises(NotFound):
        await world.snapshots("ada").open(unfinished)

    await world.snapshots("ada").delete(unfinished)

    assert await own_ids(world) == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("container", ["sessions", "snapshots"])
async def test_a_snapshot_whose_creation_was_lost_exists_exactly_once(world: World, container, when):
    """[S3] In the owner's list, and to open."""
    world.lose_writes(container, when)

    created = await world.snapshots("ada").create(a_snapshot())

    assert await own_ids(world) == [created.id]
    assert (await world.snapshots("bob").open(created.id)).canonical == b'{"step":1}'


async def test_a_caller_who_has_the_content_gets_none(world: World):
    """SPEC 4: If-None-Match"""
    created = await world.snapshots("ada").create(a_snapshot())

    opened = await world.snapshots("bob").open(created.id, unless=ANYTHING)

    assert opened.canonical is None
    assert (await world.snapshots("ada").visit_totals(created.id)).visits == 1
