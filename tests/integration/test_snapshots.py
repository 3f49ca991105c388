"""Routes of snapshots and access logs. SPEC 4."""

from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SNAPSHOTS = "/persistence/snapshots"
LOGS = "/persistence/snapshot_access_logs"


async def test_a_saved_session_is_shared_without_an_upload(ada: Caller, bob: Caller):
    """[N1] [N2] From the session to somebody else's screen."""
    session = (await ada.post("/persistence/sessions", json=a_session({"step": 7}))).json()

    created = await ada.post(SNAPSHOTS, json={"title": "Shared", "session_id": session["id"], "version": 1})
    opened = await bob.get(created.headers["Location"])

    metadata = created.json()
    assert created.status_code == 201
    assert metadata["url"] == f"{str(ada.base_url).rstrip('/')}/snapshot/{metadata['id']}"
    assert opened.json() == {"metadata": metadata, "content": {"step": 7}}


async def test_the_owner_sees_the_visits_and_the_visitor_the_log(ada: Caller, bob: Caller):
    """[N4]"""
    created = await ada.post(SNAPSHOTS, json=a_session())
    path, snapshot_id = created.headers["Location"], created.json()["id"]
    await bob.get(path)
    await bob.get(path)

    visits = (await ada.get(f"{path}/visits")).json()
    logs = (await bob.get(LOGS)).json()["items"]

    assert (visits["visits"], visits["visitors"]) == (1, 1)
    assert [visitor["visitor_id"] for visitor in visits["items"]] == ["bob"]
    assert [(log["snapshot_id"], log["visits"], log["snapshot_deleted"]) for log in logs] == [
        (snapshot_id, 1, False)
    ]
    error_of(await bob.get(f"{path}/visits"), 403, "forbidden")


async def test_a_snapshot_never_changes_but_can_be_deleted(ada: Caller, bob: Caller):
    """[N3] 405 for what would change it, 410 afterwards."""
    created = await ada.post(SNAPSHOTS, json=a_session())
    path = created.headers["Location"]

    error_of(await ada.put(path, json=a_session()), 405, "method_not_allowed")
    error_of(await bob.delete(path), 403, "forbidden")
    deleted = await ada.delete(path)

    assert deleted.status_code == 204
    for answer in (await ada.get(path), await bob.get(path), await bob.get(f"{path}/metadata")):
        error_of(answer, 410, "snapshot_deleted")
    assert (await ada.get(SNAPSHOTS)).json()["items"] == []
    assert [log["snapshot_deleted"] for log in (await bob.get(LOGS)).json()["items"]] == []
    assert [log["snapshot_deleted"] for log in (await ada.get(LOGS)).json()["items"]] == [True]


async def test_reading_metadata_and_forgetting_a_log(ada: Caller, bob: Caller):
    """SPEC 4: metadata logs nothing, forgetting forgets the own log"""
    created = await ada.post(SNAPSHOTS, json=a_session())
    path, snapshot_id = created.headers["Location"], created.json()["id"]

    metadata = await bob.get(f"{path}/metadata")
    error_of(await bob.delete(f"{LOGS}/{snapshot_id}"), 404, "not_found")
    known = await bob.get(path, headers={"If-None-Match": metadata.headers["ETag"]})
    forgotten = await bob.delete(f"{LOGS}/{snapshot_id}")

    assert metadata.json() == created.json()
    assert known.status_code == 304
    assert forgotten.status_code == 204
    assert (await bob.get(LOGS)).json()["items"] == []


async def test_a_snapshot_for_its_owner_alone(ada: Caller, bob: Caller):
    """[N2]"""
    created = await ada.post(SNAPSHOTS, json=a_session(audience="owner"))

    assert (await ada.get(created.headers["Location"])).status_code == 200
    error_of(await bob.get(created.headers["Location"]), 404, "not_found")


async def test_a_snapshot_needs_one_source(ada: Caller):
    """SPEC 4: content or session_id; what is not there yet is refused, not ignored"""
    for body in (
        {"title": "x"},
        {**a_session(), "session_id": "AAAAAAAAAAAA"},
        a_session(version=1),
        a_session(audience="everybody"),
        a_session(expires_at="2027-01-01"),
        a_session(expires_at="2020-01-01T00:00:00Z"),
        {"title": "x", "session_id": "no id"},
    ):
        error_of(await ada.post(SNAPSHOTS, json=body), 400, "validation_error")
    unknown = {"title": "x", "session_id": "AAAAAAAAAAAA"}
    error_of(await ada.post(SNAPSHOTS, json=unknown), 404, "not_found")
