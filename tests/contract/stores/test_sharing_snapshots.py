"""Who may open a snapshot, until when, and whether at all for now."""

from datetime import timedelta
from typing import Any

import pytest

from benchdog.errors import (
    AuthenticationRequired,
    Forbidden,
    NotFound,
    SnapshotDeleted,
    SnapshotExpired,
    SnapshotPaused,
    ValidationFailed,
)
from benchdog.resilience.clock import timestamp
from benchdog.stores.list_filters import AccessLogFilter, SnapshotFilter
from benchdog.stores.listing import PageRequest
from benchdog.stores.snapshot_reader import SnapshotReader
from benchdog.stores.snapshot_store import SnapshotStore
from tests.contract.stores.world import PUBLIC_BASE, UNKNOWN_ID, World, a_snapshot

NEWEST = PageRequest("created_at")
ALL = SnapshotFilter()
TRASH_TIME = timedelta(days=30)


def in_hours(world: World, hours: float) -> str:
    return timestamp(world.clock() + timedelta(hours=hours))


async def test_a_snapshot_is_paused_and_goes_on(world: World):
    """[N3]"""
    ada, bob = world.snapshots("ada"), world.snapshots("bob")
    made = await ada.create(a_snapshot({"step": 1}))

    paused = await ada.share_otherwise(made.id, {"is_paused": True})
    for use in (bob.open, bob.metadata, ada.open):
        with pytest.raises(SnapshotPaused):
            await use(made.id)
    await ada.share_otherwise(made.id, {"is_paused": False})

    assert paused.is_paused
    assert paused.etag != made.etag
    assert (await bob.open(made.id)).canonical == b'{"step":1}'


async def test_an_expired_snapshot_is_gone_for_a_month_and_then_was_never_there(world: World):
    """[N3]"""
    ada, bob = world.snapshots("ada"), world.snapshots("bob")
    made = await ada.create(a_snapshot())
    await ada.share_otherwise(made.id, {"expires_at": in_hours(world, 1)})

    opened = await bob.open(made.id)
    world.clock.advance(timedelta(hours=1))
    with pytest.raises(SnapshotExpired):
        await bob.open(made.id)
    world.clock.advance(TRASH_TIME)
    with pytest.raises(NotFound):
        await bob.open(made.id)

    assert opened.metadata.expires_at is not None
    report = await world.reconciler().run()
    assert report.buried_snapshots == 1
    with pytest.raises(NotFound):
        await ada.open(made.id)


async def test_an_expiry_is_put_off(world: World):
    """[N2]"""
    ada = world.snapshots("ada")
    made = await ada.create(a_snapshot())
    await ada.share_otherwise(made.id, {"expires_at": in_hours(world, 1)})
    world.clock.advance(timedelta(hours=2))

    await ada.share_otherwise(made.id, {"expires_at": None})

    assert (await world.snapshots("bob").open(made.id)).metadata.expires_at is None


async def test_an_expiry_lies_ahead(world: World):
    ada = world.snapshots("ada")
    made = await ada.create(a_snapshot())

    with pytest.raises(ValidationFailed):
        await ada.share_otherwise(made.id, {"expires_at": in_hours(world, 0)})


async def test_an_audience_is_changed(world: World):
    """[N2] And the owner's list says the same at once."""
    ada, bob = world.snapshots("ada"), world.snapshots("bob")
    made = await ada.create(a_snapshot())

    changed = await ada.share_otherwise(made.id, {"audience": "owner"})

    with pytest.raises(NotFound):
        await bob.open(made.id)
    assert (await ada.page(NEWEST, ALL)).items == [changed]


@pytest.mark.parametrize("members", [{"audience": "owner"}, {"is_paused": True}, {"expires_at": None}])
async def test_only_its_owner_shares_a_snapshot_otherwise(world: World, members: dict[str, Any]):
    """SPEC 4: owner only"""
    made = await world.snapshots("ada").create(a_snapshot())
    stored = await world.stored("snapshots")

    with pytest.raises(Forbidden):
        await world.snapshots("bob").share_otherwise(made.id, members)

    assert await world.stored("snapshots") == stored


async def test_a_public_snapshot_is_opened_by_anybody_where_that_is_allowed(world: World):
    """[N2] Nobody's visit is counted for whom there is no name."""
    open_minded = SnapshotStore("ada", PUBLIC_BASE, world.services, allows_public=True)
    made = await open_minded.create(a_snapshot({"step": 1}, audience="public"))
    visits = len(await world.stored("snapshot_access_logs"))

    anybody = SnapshotReader(None, PUBLIC_BASE, world.services, allows_public=True)
    opened = await anybody.open(made.id)

    assert opened.canonical == b'{"step":1}'
    assert len(await world.stored("snapshot_access_logs")) == visits
    with pytest.raises(AuthenticationRequired):
        await SnapshotReader(None, PUBLIC_BASE, world.services).open(made.id)


async def test_nobody_learns_of_what_is_not_public_without_signing_in(world: World):
    """[N2] [S2] The same answer for a snapshot that is not public and for one that does not exist."""
    made = await world.snapshots("ada").create(a_snapshot())
    anybody = SnapshotReader(None, PUBLIC_BASE, world.services, allows_public=True)

    for snapshot_id in (made.id, UNKNOWN_ID, "no id"):
        with pytest.raises(AuthenticationRequired):
            await anybody.open(snapshot_id)


async def test_a_snapshot_is_not_made_public_where_that_is_not_allowed(world: World):
    """[N2]"""
    ada = world.snapshots("ada")
    made = await ada.create(a_snapshot())

    with pytest.raises(Forbidden):
        await ada.create(a_snapshot(audience="public"))
    with pytest.raises(Forbidden):
        await ada.share_otherwise(made.id, {"audience": "public"})


async def test_a_deleted_snapshot_comes_back_with_everything(world: World):
    """SPEC 4: content, list, visitors' logs and numbers; and it does not expire with its tombstone"""
    ada, bob = world.snapshots("ada"), world.snapshots("bob")
    made = await ada.create(a_snapshot({"step": 1}))
    await bob.open(made.id)
    await ada.delete(made.id)
    in_trash = (await ada.page(NEWEST, ALL, is_deleted=True)).items

    restored = await ada.restore(made.id)

    world.clock.advance(TRASH_TIME * 2)
    assert [each.id for each in in_trash] == [made.id]
    assert in_trash[0].deleted_at is not None
    assert restored.deleted_at is None
    assert (await ada.page(NEWEST, ALL)).items == [restored]
    assert (await ada.visit_totals(made.id)).visits == 1
    assert (await bob.open(made.id)).canonical == b'{"step":1}'
    [entry] = (await world.access_logs("bob").page(PageRequest("last_visited_at"), AccessLogFilter())).items
    assert not entry.snapshot_deleted


async def test_what_is_not_in_the_trash_is_not_restored(world: World):
    """SPEC 4"""
    ada = world.snapshots("ada")
    made = await ada.create(a_snapshot())

    assert await ada.restore(made.id) == made
    with pytest.raises(Forbidden):
        await world.snapshots("bob").restore(made.id)
    await ada.delete(made.id)
    with pytest.raises(SnapshotDeleted):
        await world.snapshots("bob").restore(made.id)
    with pytest.raises(SnapshotDeleted):
        await ada.share_otherwise(made.id, {"is_paused": True})


async def test_visits_are_told_day_by_day(world: World):
    """[N4] The owner's are in none of them; a forgotten log takes no visit from its day."""
    ada, bob = world.snapshots("ada"), world.snapshots("bob")
    made = await ada.create(a_snapshot())
    await bob.open(made.id)
    await world.snapshots("carl").open(made.id)
    world.clock.advance(timedelta(days=1))
    await bob.open(made.id)
    await world.access_logs("bob").forget(made.id)
    world.clock.advance(timedelta(minutes=6))
    await bob.open(made.id)

    days = await ada.visit_days(made.id)

    assert [(each.day, each.visits, each.visitors) for each in days] == [
        ("2026-11-21", 2, 2),
        ("2026-11-22", 2, 1),
    ]
    world.clock.advance(timedelta(days=90))
    assert await ada.visit_days(made.id) == []
    with pytest.raises(Forbidden):
        await bob.visit_days(made.id)
