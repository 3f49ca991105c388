"""The Python client against the real service: sessions, versions, snapshots. SPEC 3, 4."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from benchdog.client import BenchdogClient
from benchdog.documents.limits import MAX_CONTENT_SIZE_BYTES
from benchdog.documents.metadata import SessionDetails
from benchdog.errors import (
    ContentInvalid,
    ContentTooLarge,
    NotFound,
    SnapshotDeleted,
    VersionConflict,
)
from tests.integration.recovery_world import sign_in
from tests.real_service import RealService

DETAILS = SessionDetails(title="A bench", tags=["x"])


@pytest.fixture
def ada(service: RealService) -> Iterator[BenchdogClient]:
    with BenchdogClient(service.url, sign_in(service.url, f"ada-{uuid4().hex[:8]}")) as client:
        yield client


@pytest.fixture
def bob(service: RealService) -> Iterator[BenchdogClient]:
    with BenchdogClient(service.url, sign_in(service.url, f"bob-{uuid4().hex[:8]}")) as client:
        yield client


def test_a_session_is_created_opened_saved_edited_and_listed(ada: BenchdogClient):
    """[S3] [L1] The way of every day."""
    created = ada.sessions.create(DETAILS, {"step": 1})
    saved = ada.sessions.save(created.id, DETAILS, {"step": 2}, if_match=created.etag)

    edited = ada.sessions.edit(created.id, {"starred": True}, if_match=saved.etag)

    opened = ada.sessions.open(created.id)
    assert (opened.content, opened.metadata) == ({"step": 2}, edited)
    assert (edited.version, edited.starred, edited.title) == (2, True, "A bench")
    assert ada.sessions.metadata(created.id) == edited
    assert ada.sessions.page(page_size=1).items == [edited]


def test_a_conflict_and_a_foreign_session_are_told_apart(ada: BenchdogClient, bob: BenchdogClient):
    """[S2] [S3]"""
    created = ada.sessions.create(DETAILS, {"step": 1})
    ada.sessions.save(created.id, DETAILS, {"step": 2}, if_match=created.etag)

    with pytest.raises(VersionConflict) as conflict:
        ada.sessions.save(created.id, DETAILS, {"step": 3}, if_match=created.etag)
    with pytest.raises(NotFound):
        bob.sessions.open(created.id)

    assert conflict.value.details["current"]["version"] == 2


def test_content_that_cannot_be_stored_is_not_sent(ada: BenchdogClient):
    """[C1] [C4]"""
    before = ada.sessions.page().items

    with pytest.raises(ContentInvalid):
        ada.sessions.create(DETAILS, {"a": float("nan")})
    with pytest.raises(ContentTooLarge):
        ada.sessions.create(DETAILS, {"a": "x" * MAX_CONTENT_SIZE_BYTES})

    assert ada.sessions.page().items == before


def test_a_deleted_session_comes_back(ada: BenchdogClient):
    """SPEC 3: the trash."""
    created = ada.sessions.create(DETAILS, {"step": 1})

    ada.sessions.delete(created.id)
    with pytest.raises(NotFound):
        ada.sessions.open(created.id)
    restored = ada.sessions.restore(created.id)

    assert ada.sessions.open(created.id).metadata == restored


def test_versions_are_listed_opened_named_and_restored(ada: BenchdogClient):
    """[S7]"""
    created = ada.sessions.create(DETAILS, {"step": 1})
    saved = ada.sessions.save(created.id, DETAILS, {"step": 2}, if_match=created.etag)

    named = ada.versions.label(created.id, 1, "Before the change")
    restored = ada.versions.restore(created.id, 1, if_match=saved.etag)

    assert ada.versions.open(created.id, 1).content == {"step": 1}
    assert (restored.version, ada.sessions.open(created.id).content) == (3, {"step": 1})
    assert [each.number for each in ada.versions.page(created.id).items] == [3, 2, 1]
    assert ada.versions.page(created.id).items[-1] == named


def test_snapshots_are_made_shared_and_deleted(ada: BenchdogClient, bob: BenchdogClient):
    """[N1] [N3] From content, or from a saved version without upload."""
    session = ada.sessions.create(DETAILS, {"step": 1})
    made = ada.snapshots.create_from_session("Shared", session.id, version=1)
    sent = ada.snapshots.create("Sent", {"step": 2}, description="by hand")

    opened = bob.snapshots.open(made.id)

    assert (opened.content, opened.metadata.session_version) == ({"step": 1}, 1)
    assert made.url.endswith(f"/snapshot/{made.id}")
    assert bob.snapshots.metadata(sent.id).description == "by hand"
    assert {each.id for each in ada.snapshots.page().items} == {made.id, sent.id}
    ada.snapshots.delete(made.id)
    with pytest.raises(SnapshotDeleted):
        bob.snapshots.open(made.id)
