"""The other groups of routes of the Python client, against the real service. SPEC 3, 4, 7, 8, 10."""

import json
from collections.abc import Iterator

import pytest

from benchdog.client import BenchdogClient
from benchdog.client.snapshots_client import Sharing
from benchdog.documents.metadata import SessionDetails
from benchdog.errors import AuthenticationRequired, Forbidden, NotFound, SnapshotPaused
from tests.real_service import RealService

DETAILS = SessionDetails(title="A bench")


def signed_in(service: RealService, name: str) -> BenchdogClient:
    with BenchdogClient(service.url, None) as anybody:
        return BenchdogClient(service.url, anybody.account.sign_in(name).token)


@pytest.fixture
def ada(service: RealService) -> Iterator[BenchdogClient]:
    with signed_in(service, "ada") as client:
        yield client


@pytest.fixture
def bob(service: RealService) -> Iterator[BenchdogClient]:
    with signed_in(service, "bob") as client:
        yield client


def test_who_is_signed_in_is_known_until_they_sign_out(service: RealService, ada: BenchdogClient):
    """[A4]"""
    assert ada.account.me().user_id == "ada"

    ada.account.sign_out()

    with BenchdogClient(service.url, None) as nobody, pytest.raises(AuthenticationRequired):
        nobody.account.me()


def test_polling_hears_of_a_newer_copy_and_of_nothing_else(ada: BenchdogClient):
    """[B4]"""
    created = ada.sessions.create(DETAILS, {"step": 1})
    assert ada.sessions.newer_metadata(created.id, than=created.etag) is None

    saved = ada.sessions.save(created.id, DETAILS, {"step": 2}, if_match=created.etag)

    newer = ada.sessions.newer_metadata(created.id, than=created.etag)
    assert newer is not None
    assert (newer.etag, newer.saved_by) == (saved.etag, "Python")


def test_sessions_are_sorted_filtered_and_deleted_for_good(ada: BenchdogClient):
    """[L2] [L3]"""
    tagged = [
        ada.sessions.create(SessionDetails(title=title, tags=["sorted"]), {"step": title})
        for title in ("b", "a")
    ]

    page = ada.sessions.page(filter_tag="sorted", filter_starred=False, sort_by="title", sort_direction="asc")
    ada.sessions.delete(tagged[0].id)
    ada.sessions.delete(tagged[1].id, is_permanent=True)

    assert [each.title for each in page.items] == ["a", "b"]
    assert [each.id for each in ada.sessions.page(filter_tag="sorted", deleted=True).items] == [tagged[0].id]


def test_a_conversation_is_said_counted_and_read(ada: BenchdogClient):
    """[S9]"""
    session = ada.sessions.create(DETAILS, {"step": "conversation"})
    said = ada.conversations.say(session.id, "Is this the cutoff?")

    status = ada.conversations.status(session.id)

    assert (said.number, status.count, status.last_at) == (1, 1, said.at)
    assert ada.conversations.page(session.id).items == [said]


def test_an_owner_sees_visits_and_changes_who_may_come(ada: BenchdogClient, bob: BenchdogClient):
    """[N2] [N3] [N4]"""
    shared = ada.snapshots.create("Shared", {"step": 1}, sharing=Sharing(audience="owner"))
    with pytest.raises(NotFound):
        bob.snapshots.open(shared.id)
    ada.snapshots.change_sharing(shared.id, audience="signed_in")
    bob.snapshots.open(shared.id)

    visits = ada.snapshots.visits(shared.id)
    [log] = [each for each in bob.snapshot_access_logs.page().items if each.snapshot_id == shared.id]
    assert (visits.visitors, log.title, log.owner_id) == (1, "Shared", "ada")

    bob.snapshot_access_logs.forget(shared.id)
    assert shared.id not in {each.snapshot_id for each in bob.snapshot_access_logs.page().items}

    ada.snapshots.change_sharing(shared.id, paused=True)
    with pytest.raises(SnapshotPaused):
        bob.snapshots.open(shared.id)
    ada.snapshots.delete(shared.id)
    assert ada.snapshots.restore(shared.id).is_paused


def test_ones_own_audit_trail_is_read_counted_and_exported(ada: BenchdogClient, bob: BenchdogClient):
    """[R6]"""
    created = bob.sessions.create(DETAILS, {"step": "audit"})
    bob.sessions.open(created.id)

    exported = json.loads(bob.audit.export(file_format="json", filter_subject_id=created.id))

    recorded = bob.audit.page(filter_subject_id=created.id, filter_operation="create").items
    assert {each["subject_id"] for each in exported} == {created.id}
    assert [(each.actor_id, each.outcome) for each in recorded] == [("bob", "succeeded")]
    assert bob.audit.stats().is_complete
    with pytest.raises(Forbidden):
        ada.audit.page(of_everybody=True, filter_actor_id="bob")


def test_the_service_says_how_it_is(ada: BenchdogClient):
    """[A5] [R2] [R7]"""
    config = ada.operations.config()

    assert ada.operations.is_live().status == ada.operations.is_ready().status == "ok"
    assert config.limits["max_content_size_bytes"] == 1_572_864
    assert config.sign_in_mode == "dev"
    assert ada.operations.status().database["is_reachable"]
    [first, *_] = ada.operations.circuit_breakers().items
    assert ada.operations.circuit_breaker(first.name).state == "closed"


def test_what_is_for_administrators_is_refused_to_others(ada: BenchdogClient):
    """[A2]"""
    [first, *_] = ada.operations.circuit_breakers().items

    for ask in (
        lambda: ada.operations.reset_circuit_breaker(first.name),
        lambda: ada.audit.stats(of_everybody=True),
        ada.survey_sessions.report,
    ):
        with pytest.raises(Forbidden):
            ask()
