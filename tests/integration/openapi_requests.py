"""A valid request for each operation of an OpenAPI document, made from its schemas."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

JsonObject = dict[str, Any]

_BODIES: JsonObject = {"create_snapshot": {"title": "a", "content": {}}}
"""Where the schema does not say what goes together."""


@dataclass(frozen=True)
class Operation:
    """
    Attributes:
        policy: what the route says about who may use it.
        body: a small valid one; None where none is taken.
        needs_if_match: it must name the version it starts from.
    """

    method: str
    path: str
    policy: str
    body: Any
    needs_if_match: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operations(document: JsonObject) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            names = {each["name"] for each in described.get("parameters", [])}
            yield Operation(
                method.upper(),
                path,
                described["x-benchdog-policy"],
                _body(described, document),
                "If-Match" in names,
            )


def _body(described: JsonObject, document: JsonObject) -> Any:
    if "requestBody" not in described:
        return None
    if described["operationId"] in _BODIES:
        return _BODIES[described["operationId"]]
    return example(described["requestBody"]["content"]["application/json"]["schema"], document)


def example(schema: JsonObject, document: JsonObject) -> Any:
    """A small value: only the members that are required, or the first one where none is."""
    match schema:
        case {"$ref": reference}:
            return example(document["components"]["schemas"][reference.rpartition("/")[2]], document)
        case {"const": value} | {"default": value} | {"enum": [value, *_]}:
            return value
        case {"anyOf": [first, *_]} | {"oneOf": [first, *_]} | {"allOf": [first, *_]}:
            return example(first, document)
        case {"type": "string"}:
            return "a" * max(1, schema.get("minLength", 1))
        case {"type": "integer" | "number"}:
            return schema.get("minimum", 1)
        case {"type": "boolean"}:
            return True
        case {"type": "array"}:
            return [example(schema["items"], document)] * schema.get("minItems", 0)
        case {"type": "null"}:
            return None
    properties = schema.get("properties", {})
    return {
        name: example(properties[name], document) for name in schema.get("required") or list(properties)[:1]
    }
