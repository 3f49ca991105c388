"""The OpenAPI document says what the wire says. [E2]"""

import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from jsonschema_rs import Draft202012Validator

from benchdog.app import service_objects_for
from benchdog.settings import Settings
from tests.integration.conftest import REAL_WORKERS, Caller
from tests.integration.openapi_requests import JsonObject, Operation, operations
from tests.integration.things import Things

pytestmark = pytest.mark.skipif(REAL_WORKERS > 0, reason="names an administrator of its own")

REFERENCE = re.compile(r'"\$ref": ?"#/components/schemas/([^"]+)"')


@pytest.fixture
async def app(routes: FastAPI, tmp_path: Path) -> AsyncIterator[FastAPI]:
    settings = Settings(data_dir=tmp_path / "data", administrators=frozenset({"ada"}))
    async with service_objects_for(settings) as service:
        routes.state.service = service
        yield routes


def described(document: JsonObject, operation: Operation) -> JsonObject:
    found: JsonObject = document["paths"][operation.path][operation.method.lower()]
    return found


def request_examples(document: JsonObject, operation: Operation) -> list[JsonObject]:
    schema = described(document, operation)["requestBody"]["content"]["application/json"]["schema"]
    named = document["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], {})
    examples: list[JsonObject] = schema.get("examples") or named.get("examples") or []
    return examples


def with_bodies(document: JsonObject) -> Iterator[Operation]:
    return (each for each in operations(document) if each.body is not None)


def problems(document: JsonObject, operation: Operation, answer: httpx2.Response) -> Iterator[str]:
    """In which ways *answer* is not one that *document* announces of *operation*."""
    announced = described(document, operation)["responses"].get(str(answer.status_code))
    if announced is None:
        yield f"status {answer.status_code}"
        return
    named = ["X-Correlation-ID", *announced.get("headers", {})]
    yield from (f"no {name}" for name in named if name not in answer.headers)
    content = announced.get("content", {})
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if kind not in content and (content or answer.content):
        yield f"a body of {kind or 'nothing'}"
    if kind == "application/json" and kind in content:
        schema = {**content[kind]["schema"], "components": document["components"]}
        validator = Draft202012Validator(schema)
        yield from (error.message for error in validator.iter_errors(answer.json()))


async def test_each_example_of_a_request_gets_the_answer_that_is_announced(app: FastAPI, ada: Caller):
    """[E2] Every body that the document asks for has one."""
    document, wrong, sent = app.openapi(), [], 0
    for operation in with_bodies(document):
        examples = request_examples(document, operation)
        if not examples:
            wrong.append((str(operation), "no example"))
        for body in examples:
            things = Things(ada)
            ids = await things.made_for(operation)
            if "session_id" in body:
                body = body | {"session_id": await things.saved()}
            headers = {"If-Match": things.etag} if operation.needs_if_match else {}
            path = operation.path.format_map(ids)
            answer = await ada.request(operation.method, path, json=body, headers=headers)
            found = [*([answer.text] if answer.is_error else []), *problems(document, operation, answer)]
            wrong += [(str(operation), each) for each in found]
            sent += 1

    assert wrong == []
    assert sent > 10


async def test_each_answer_without_a_body_to_send_is_the_announced_one(app: FastAPI, ada: Caller):
    """[E2] Statuses, headers and schemas, asked once and, where that is possible, asked again."""
    document, wrong = app.openapi(), []
    for operation in operations(document):
        if operation.body is not None or operation.path == "/openapi.json":
            continue
        things = Things(ada)
        ids = await things.made_for(operation)
        headers = {"If-Match": things.etag} if operation.needs_if_match else {}
        path = operation.path.format_map(ids)
        answer = await ada.request(operation.method, path, headers=headers)
        wrong += [(str(operation), each) for each in problems(document, operation, answer)]
        if operation.method == "GET" and "ETag" in answer.headers:
            again = await ada.get(path, headers={"If-None-Match": answer.headers["ETag"]})
            wrong += [(f"{operation} again", each) for each in problems(document, operation, again)]

    assert wrong == []


async def test_refusals_have_the_headers_that_are_announced(app: FastAPI, anonymous: Caller):
    """[E2] [E4]"""
    document = app.openapi()
    wrong: list[Any] = []
    for operation in operations(document):
        if operation.policy != "open":
            answer = await anonymous.request(operation.method, operation.path, json=operation.body)
            wrong += [(str(operation), each) for each in problems(document, operation, answer)]

    assert wrong == []


def test_no_schema_is_in_it_that_nothing_refers_to(routes: FastAPI):
    """What only our code sees, such as content that was hashed already, is not part of the API."""
    document = routes.openapi()

    referred = set(REFERENCE.findall(json.dumps(document)))

    assert document["components"]["schemas"].keys() == referred
