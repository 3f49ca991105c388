"""The page about the API tells of every route, and of each what it takes and answers."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts.api_page.page import api_page
from scripts.api_page.shapes import in_words, shape_section

OPENAPI = Path(__file__).parents[3] / "schemas" / "api" / "openapi.json"


def an_operation(policy: str, *codes: str, **members: Any) -> dict[str, Any]:
    errors = {"400": {"description": f"One of: {', '.join(codes)}"}}
    return {"tags": ["things"], "x-benchdog-policy": policy, "responses": errors, **members}


def a_document(**operations: dict[str, Any]) -> dict[str, Any]:
    thing = {"type": "object", "properties": {"size": {"type": "integer"}}, "required": ["size"]}
    return {"paths": {"/things": operations}, "components": {"schemas": {"Thing": thing, "Unused": thing}}}


def test_a_route_is_told_with_what_it_takes_and_answers():
    reading = an_operation(
        "open",
        "common",
        description="Counts\n    a visit.",
        parameters=[{"name": "size", "in": "query", "required": True, "schema": {"type": "integer"}}],
        responses={
            "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
            "400": {"description": "One of: common, own"},
        },
    )

    page = api_page(a_document(get=reading, post=an_operation("signed_in", "common")))

    assert (
        "### `GET /things`\n\nCounts a visit.\n\n- For everybody.\n- `size` (query, required): integer\n"
        "- 200: [Thing](#thing)\n- Errors: `own`\n" in page
    )
    assert "### Thing\n\n- `size`: integer\n" in page
    assert "Unused" not in page


def test_codes_that_routes_have_in_common_are_told_once():
    key = [{"name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"}}]

    page = api_page(
        a_document(
            get=an_operation("open", "a"),
            put=an_operation("signed_in", "a", "b"),
            post=an_operation("signed_in", "a", "b", "c", parameters=key),
            patch=an_operation("signed_in", "a", "b", "c", "d", parameters=key),
        )
    )

    assert "Every route may answer `a`." in page
    assert "Those that are not for everybody: `b`." in page
    assert "Those with `Idempotency-Key` (`c`)" in page
    assert re.findall("- Errors: .*", page) == ["- Errors: `d`"]


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 100, "default": 20}, "integer (1–100), else `20`"),
        ({"type": "string", "maxLength": 4000}, "text (≤ 4,000)"),
        ({"type": "string", "minLength": 1}, "text (≥ 1)"),
        ({"type": "string", "format": "date-time"}, "time"),
        ({"type": "string", "pattern": "^a$"}, "text like `^a$`"),
        ({"type": "boolean", "default": False}, "true or false, else `false`"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "text or null"),
        ({"enum": ["asc", "desc"], "type": "string"}, "`asc` or `desc`"),
        ({"const": True, "type": "boolean"}, "`true`"),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 10}, "list of text (≤ 10)"),
        (
            {"type": "object", "additionalProperties": {"type": "integer"}},
            "object whose values are integer",
        ),
        ({"type": "object", "additionalProperties": True}, "object"),
        ({"$ref": "#/components/schemas/PageAnswer_Thing_"}, "page of [Thing](#thing)"),
    ],
)
def test_a_schema_is_put_in_words(schema, words):
    assert in_words(schema) == words


def test_what_a_docstring_says_of_a_member_stands_beside_it():
    description = "A thing.\n\nAttributes:\n    size: of its box,\n        in bytes.\n    name: for people."
    members = {"size": {"type": "integer"}, "name": {"type": "string"}}

    section = shape_section("Thing", {"description": description, "properties": members})

    assert section == [
        "### Thing",
        "",
        "A thing.",
        "",
        "- `size`, optional: integer. Of its box, in bytes.",
        "- `name`, optional: text. For people.",
        "",
    ]


def test_every_route_and_every_link_of_the_service_is_on_its_page():
    document = json.loads(OPENAPI.read_text("utf-8"))

    page = api_page(document)

    routes = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert set(re.findall("^### `(.*)`$", page, re.MULTILINE)) == routes
    headings = {heading.lower() for heading in re.findall(r"^### (\w+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\]\(#(\w+)\)", page)) <= headings
