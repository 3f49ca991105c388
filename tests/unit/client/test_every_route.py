"""The Python client knows every route of the service, and every filter of its lists. SPEC 3, 4, 6, 8, 10."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel

from benchdog.client import BenchdogClient
from benchdog.client.audit_client import AuditQuery, AuditRecord
from benchdog.client.session_versions_client import VersionMetadata
from benchdog.client.snapshot_access_logs_client import AccessLogListQuery, AccessLogMetadata
from benchdog.client.snapshots_client import SnapshotListQuery, SnapshotMetadata
from benchdog.client.user_sessions_client import UserSessionMetadata
from benchdog.client.workbench_sessions_client import SessionListQuery, SessionMetadata
from benchdog.documents.metadata import SessionDetails
from benchdog.documents.user_session import UserSessionState
from benchdog.errors import NotFound

OPENAPI = json.loads((Path(__file__).parents[3] / "schemas" / "api" / "openapi.json").read_text("utf-8"))
ID = "AAAAAAAAAAAA"
DETAILS = SessionDetails(title="A bench")
CALLS: list[Callable[[BenchdogClient], object]] = [
    lambda client: client.account.me(),
    lambda client: client.account.sign_in("ada"),
    lambda client: client.account.sign_out(),
    lambda client: client.audit.page(),
    lambda client: client.audit.page(of_everybody=True),
    lambda client: client.audit.stats(),
    lambda client: client.audit.stats(of_everybody=True),
    lambda client: client.audit.export(file_format="csv"),
    lambda client: client.audit.export(file_format="csv", of_everybody=True),
    lambda client: client.conversations.page(ID),
    lambda client: client.conversations.say(ID, "Hello"),
    lambda client: client.conversations.status(ID),
    lambda client: client.operations.circuit_breaker("database"),
    lambda client: client.operations.circuit_breakers(),
    lambda client: client.operations.config(),
    lambda client: client.operations.is_live(),
    lambda client: client.operations.is_ready(),
    lambda client: client.operations.metrics(),
    lambda client: client.operations.reset_circuit_breaker("database"),
    lambda client: client.operations.status(),
    lambda client: client.sessions.create(DETAILS, {}),
    lambda client: client.sessions.delete(ID),
    lambda client: client.sessions.edit(ID, {"starred": True}, if_match='"1"'),
    lambda client: client.sessions.metadata(ID),
    lambda client: client.sessions.open(ID),
    lambda client: client.sessions.page(),
    lambda client: client.sessions.restore(ID),
    lambda client: client.sessions.save(ID, DETAILS, {}, if_match='"1"'),
    lambda client: client.snapshot_access_logs.forget(ID),
    lambda client: client.snapshot_access_logs.page(),
    lambda client: client.snapshots.change_sharing(ID, paused=True),
    lambda client: client.snapshots.create("A bench", {}),
    lambda client: client.snapshots.delete(ID),
    lambda client: client.snapshots.metadata(ID),
    lambda client: client.snapshots.open(ID),
    lambda client: client.snapshots.page(),
    lambda client: client.snapshots.restore(ID),
    lambda client: client.snapshots.visits(ID),
    lambda client: client.survey_sessions.read("ada"),
    lambda client: client.survey_sessions.report(),
    lambda client: client.user_sessions.delete(ID),
    lambda client: client.user_sessions.page(),
    lambda client: client.user_sessions.read(ID),
    lambda client: client.user_sessions.save(ID, UserSessionState(), if_match='"1"'),
    lambda client: client.user_sessions.start("shop"),
    lambda client: client.versions.label(ID, 1, None),
    lambda client: client.versions.open(ID, 1),
    lambda client: client.versions.page(ID),
    lambda client: client.versions.restore(ID, 1, if_match='"1"'),
]


class RefusingService(httpx2.BaseTransport):
    """Keeps what was asked, and has nothing."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.headers: list[httpx2.Headers] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.asked.append((request.method, request.url.path))
        self.headers.append(request.headers)
        error = {"code": NotFound.code, "message": "why", "technical_details": {}}
        return httpx2.Response(404, json={"success": False, "error": error})


def test_every_route_of_the_service_has_a_method_and_every_method_a_route():
    service = RefusingService()
    client = BenchdogClient("http://bench.example", None, transport=service)

    for call in CALLS:
        with suppress(NotFound):
            call(client)

    routes = {
        (method.upper(), path)
        for path, methods in OPENAPI["paths"].items()
        for method in methods
        if method in {"get", "post", "put", "patch", "delete"}
    }
    assert {template_of(method, path, routes) for method, path in service.asked} == routes
    assert len(service.asked) == len(CALLS)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/persistence/sessions", SessionListQuery),
        ("/persistence/snapshots", SnapshotListQuery),
        ("/persistence/snapshot_access_logs", AccessLogListQuery),
        ("/persistence/audit/everybody", AuditQuery),
    ],
)
def test_a_list_takes_every_parameter_that_the_service_knows(path: str, query: type[Any]):
    """[L2] [L3]"""
    known = {each["name"] for each in OPENAPI["paths"][path]["get"]["parameters"] if each["in"] == "query"}

    assert set(query.__annotations__) | {"page_size", "cursor"} == known


@pytest.mark.parametrize(
    ("name", "model", "left_out"),
    [
        ("SessionMetadata", SessionMetadata, set()),
        # What opening answers is not kept here, so nothing is asked with its ETag.
        ("SnapshotMetadata", SnapshotMetadata, {"etag"}),
        ("UserSessionMetadata", UserSessionMetadata, set()),
        ("VersionMetadata", VersionMetadata, set()),
        ("AccessLogMetadata", AccessLogMetadata, set()),
        ("AuditRecord", AuditRecord, set()),
    ],
)
def test_nothing_that_the_service_tells_is_lost_on_its_way(
    name: str, model: type[BaseModel], left_out: set[str]
):
    """Such as when something in the trash was deleted, and whose it is."""
    assert set(OPENAPI["components"]["schemas"][name]["properties"]) == set(model.model_fields) | left_out


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.conversations.say(ID, "Hello", idempotency_key="the key"),
        lambda client: client.user_sessions.start("shop", idempotency_key="the key"),
    ],
)
def test_what_would_be_there_twice_can_be_sent_again_as_one(call: Callable[[BenchdogClient], object]):
    """[R4] [S8]"""
    service = RefusingService()

    with pytest.raises(NotFound):
        call(BenchdogClient("http://bench.example", None, transport=service))

    assert service.headers[-1]["Idempotency-Key"] == "the key"


def test_a_session_that_was_changed_meanwhile_is_not_deleted_unseen():
    """[S3]"""
    service = RefusingService()
    client = BenchdogClient("http://bench.example", None, transport=service)

    for etag in ('"1"', None):
        with pytest.raises(NotFound):
            client.sessions.delete(ID, if_match=etag)

    assert [each.get("If-Match") for each in service.headers] == ['"1"', None]


def template_of(method: str, path: str, routes: set[tuple[str, str]]) -> tuple[str, str]:
    """The route that *path* belongs to; one without a parameter first, as the service decides."""
    fitting = [
        (known, template)
        for known, template in routes
        if known == method and re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path)
    ]
    return min(fitting, key=lambda route: route[1].count("{"), default=(method, path))
