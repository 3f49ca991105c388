"""
Requests made up from the OpenAPI document: each answer is one that the document announces, and none is 5xx.

BENCHDOG_TEST_FUZZ says how many examples each operation and caller get; 4 where it is not set.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx2
import hypothesis
import pytest
import schemathesis
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.real_service import RealService, running_service

EXAMPLES: Final = int(os.environ.get("BENCHDOG_TEST_FUZZ", "4"))
DOCUMENT: Final = schemathesis.openapi.from_path(
    Path(__file__).parents[2] / "schemas" / "api" / "openapi.json"
)
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    with running_service(tmp_path_factory.mktemp("fuzz")) as running:
        yield running


@dataclass(frozen=True)
class Caller:
    """
    Attributes:
        headers: what names the caller, and where there is something to change, allows it.
        own: the path parameters that name what the caller has; made-up ones are used where it names none.
    """

    headers: dict[str, str]
    own: dict[str, str]


@pytest.fixture(scope="module", params=["anonymous", "with nothing", "with a session"])
def caller(request: pytest.FixtureRequest, service: RealService) -> Caller:
    if request.param == "anonymous":
        return Caller({}, {})
    with httpx2.Client(base_url=service.url) as client:
        token = client.post("/auth/sign-in", json={"name": "ada"}).json()["token"]
        headers = {"Authorization": f"Bearer {token}"}
        if request.param == "with nothing":
            return Caller(headers, {})
        body = {"title": "A bench", "content": {"step": 1}}
        session = client.post("/persistence/sessions", json=body, headers=headers).json()
        snapshot = client.post("/persistence/snapshots", json=body, headers=headers).json()
    return Caller(
        headers | {"If-Match": "*"},
        {"session_id": session["id"], "snapshot_id": snapshot["id"], "number": "1"},
    )


@DOCUMENT.parametrize()
@hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_every_answer_is_documented(service: RealService, case: Case[Any], caller: Caller):
    """[E2] [A2]"""
    case.path_parameters = {
        name: caller.own.get(name, made_up) for name, made_up in case.path_parameters.items()
    }

    case.call_and_validate(base_url=service.url, headers=caller.headers, checks=CHECKS)
