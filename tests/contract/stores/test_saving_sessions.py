"""Creating, opening and saving workbench sessions."""

import asyncio
import json
import random
import string
from datetime import timedelta

import pytest

from benchdog.documents.limits import MAX_CONTENT_SIZE_BYTES
from benchdog.errors import ContentCorrupted, DatabaseError, NotFound, VersionConflict
from tests.contract.stores.world import ANYTHING, UNKNOWN_ID, World, a_draft, exactly

DENSE = string.ascii_letters + string.digits + string.punctuation.replace('"', "").replace("\\", "")


async def test_what_was_saved_is_opened_again(world: World):
    """[S5] Content, details and device, as they were."""
    draft = a_draft({"b": [1, 2.5, "å"], "a": {}}, title="Straße", description="why", tags=["x", "y"])
    created = await world.sessions(device="Chrome on Mac").create(draft)

    opened = await world.sessions().open(created.id)

    assert opened.metadata == created
    assert opened.canonical == draft.content.canonical
    assert (created.title, created.description, created.tags) == ("Straße", "why", ["x", "y"])
    assert (created.version, created.saved_by, created.owner_id) == (1, "Chrome on Mac", "ada")
    assert created.size_bytes == len(draft.content.canonical)


async def test_the_second_of_two_writers_is_refused_and_nothing_is_overwritten(world: World):
    """[S3] The refusal carries the metadata of what is stored."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))
    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    with pytest.raises(VersionConflict) as refused:
        await sessions.save(created.id, a_draft({"step": 3}), if_match=exactly(created.etag))

    assert refused.value.details["current"] == saved.model_dump()
    assert (await sessions.open(created.id)).canonical == b'{"step":2}'


async def test_of_many_saves_from_one_etag_exactly_one_succeeds(world: World):
    """[S3]"""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 0}))
    saves = [
        sessions.save(created.id, a_draft({"step": step}), if_match=exactly(created.etag))
        for step in range(1, 33)
    ]

    outcomes = await asyncio.gather(*saves, return_exceptions=True)

    kept = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    assert len(kept) == 1
    assert all(isinstance(outcome, VersionConflict) for outcome in outcomes if outcome not in kept)
    assert (await sessions.metadata(created.id)) == kept[0]


async def test_an_overwrite_takes_whatever_is_stored_as_its_base(world: World):
    """[S3] `*`: several at once all get their own version."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 0}))

    saves = [sessions.save(created.id, a_draft({"step": step}), if_match=ANYTHING) for step in range(1, 6)]
    saved = await asyncio.gather(*saves)

    assert sorted(each.version for each in saved) == [2, 3, 4, 5, 6]


async def test_saving_what_is_stored_changes_nothing_even_with_an_old_etag(world: World):
    """[S4] So a retry after a lost answer is harmless."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))
    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    again = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    assert again == saved


async def test_a_save_that_changes_only_the_title_uploads_no_content(world: World):
    """[S5] A new version, no new pieces."""
    sessions = world.sessions()
    created = await sessions.create(a_draft(title="Old"))

    saved = await sessions.save(created.id, a_draft(title="New"), if_match=exactly(created.etag))

    assert (saved.version, saved.title) == (2, "New")
    assert len(await world.stored("sessions", "c.kind = 'chunk'")) == 1
    assert (await sessions.open(created.id)).canonical == b'{"step":1}'


async def test_details_change_without_a_new_version(world: World):
    """[C6] What is left out stays; the ETag is a new one."""
    sessions = world.sessions()
    created = await sessions.create(a_draft(title="Old", description="kept"))

    edited = await sessions.edit_details(
        created.id, {"title": "New", "starred": True}, if_match=exactly(created.etag)
    )

    assert (edited.title, edited.description, edited.starred, edited.version) == ("New", "kept", True, 1)
    assert edited.metadata_hash != created.metadata_hash
    with pytest.raises(VersionConflict):
        await sessions.edit_details(created.id, {"title": "Other"}, if_match=exactly(created.etag))


async def test_a_clock_that_goes_back_does_not_put_a_new_save_before_an_old_one(world: World):
    """[L2] Lists sort by the time of the last save."""
    sessions = world.sessions()
    created = await sessions.create(a_draft({"step": 1}))
    world.clock.advance(timedelta(hours=-1))

    saved = await sessions.save(created.id, a_draft({"step": 2}), if_match=exactly(created.etag))

    assert saved.updated_at > created.updated_at


@pytest.mark.parametrize(
    "use",
    [
        lambda sessions, session_id: sessions.open(session_id),
        lambda sessions, session_id: sessions.metadata(session_id),
        lambda sessions, session_id: sessions.save(session_id, a_draft(), if_match=ANYTHING),
        lambda sessions, session_id: sessions.edit_details(session_id, {"title": "x"}, if_match=ANYTHING),
        lambda sessions, session_id: sessions.delete(session_id),
        lambda sessions, session_id: sessions.delete(session_id, is_permanent=True),
        lambda sessions, session_id: sessions.restore(session_id),
    ],
    ids=["open", "metadata", "save", "edit", "delete", "purge", "restore"],
)
async def test_somebody_elses_session_is_like_one_that_does_not_exist(world: World, use):
    """[S2]"""
    created = await world.sessions("ada").create(a_draft())

    for session_id in (created.id, UNKNOWN_ID, "not an id", ""):
        with pytest.raises(NotFound):
            await use(world.sessions("bob"), session_id)

    assert await world.sessions("ada").metadata(created.id) == created


@pytest.mark.filterwarnings("ignore:Sending a large body directly:ResourceWarning")  # the SDK over HTTP
@pytest.mark.parametrize(
    "content",
    [
        {"text": "\u0001" * 261_000},
        {"text": "漢" * 524_000},
        {"numbers": [number / 7 for number in range(95_000)]},
        {"text": "".join(random.Random(1).choices(DENSE, k=1_572_000))},
    ],
    ids=["escapes", "CJK", "floats", "dense text"],
)
async def test_any_content_within_the_limit_can_be_stored(world: World, content):
    """[C5] Escaping, three-byte characters, numbers, and text that hardly compresses."""
    draft = a_draft(content)
    assert 0.9 * MAX_CONTENT_SIZE_BYTES < draft.content.size_bytes <= MAX_CONTENT_SIZE_BYTES

    created = await world.sessions().create(draft)

    assert (await world.sessions().open(created.id)).canonical == draft.content.canonical


async def test_damaged_content_is_reported_and_not_handed_out(world: World):
    """[C2] A stored piece that decodes to other text than was saved."""
    created = await world.sessions().create(a_draft({"step": 1}))
    other = await world.sessions().create(a_draft({"step": 2}))
    [piece] = await world.stored("sessions", f"c.session_id = '{created.id}' AND c.kind = 'chunk'")
    [foreign] = await world.stored("sessions", f"c.session_id = '{other.id}' AND c.kind = 'chunk'")
    await world.raw["sessions"].upsert_item({**piece, "data": foreign["data"]})

    with pytest.raises(ContentCorrupted):
        await world.sessions().open(created.id)


async def test_a_missing_piece_of_content_is_reported(world: World):
    """[C2]"""
    created = await world.sessions().create(a_draft({"step": 1}))
    [piece] = await world.stored("sessions", "c.kind = 'chunk'")
    await world.raw["sessions"].delete_item(piece["id"], "ada")

    with pytest.raises(ContentCorrupted):
        await world.sessions().open(created.id)


async def test_a_document_of_a_newer_shape_is_reported_and_never_overwritten(world: World):
    """[C7] A reader that does not know its members would drop them."""
    created = await world.sessions().create(a_draft())
    stored = await world.raw["sessions"].read_item(created.id, "ada")
    await world.raw["sessions"].upsert_item({**stored, "shape": 2, "unknown": "kept"})

    with pytest.raises(DatabaseError):
        await world.sessions().save(created.id, a_draft({"step": 2}), if_match=ANYTHING)

    assert (await world.raw["sessions"].read_item(created.id, "ada"))["unknown"] == "kept"


async def test_the_head_of_a_session_stays_small(world: World):
    """Polling reads it every ten seconds: 1 KB with usual details, 4 KB with the longest there can be."""
    tags = [f"{number}" + "漢" * 29 for number in range(10)]
    await world.sessions("usual").create(a_draft(title="Stocks, 21 Nov", tags=["stocks"]))
    await world.sessions("longest").create(a_draft(title="漢" * 50, description="漢" * 250, tags=tags))

    heads = await world.stored("sessions", "c.kind = 'session'")

    sizes = {head["owner_id"]: len(json.dumps(head, ensure_ascii=False).encode()) for head in heads}
    assert sizes["usual"] < 1024
    assert sizes["longest"] < 4096
