"""Makes the OpenAPI document say what the service sends: our errors, our headers, and nothing else."""

from collections.abc import Iterator
from typing import Any, Final

from benchdog.api.error_models import envelope_schemas
from benchdog.api.sent_headers import header_components, sent_headers

JsonObject = dict[str, Any]

_FRAMEWORK_ERROR: Final = "HTTPValidationError"
_SCHEMAS: Final = "#/components/schemas/"


def described_as_sent(document: JsonObject) -> JsonObject:
    """
    *document* of the framework, changed in place.

    The framework announces its own validation error, which is answered as our envelope with status 400, and
    schemas that only our code sees.
    """
    for operation in (each for path in document["paths"].values() for each in path.values()):
        answers = operation["responses"]
        if _FRAMEWORK_ERROR in str(answers.get("422")):
            del answers["422"]
        for status, answer in answers.items():
            if headers := _headers(status, operation):
                answer["headers"] = headers
    document["components"]["headers"] = header_components()
    schemas = document["components"]["schemas"]
    schemas |= envelope_schemas()
    while unused := schemas.keys() - set(_references(document)):
        for name in unused:
            del schemas[name]
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document


def _headers(status: str, operation: JsonObject) -> JsonObject:
    parameters = {each["name"] for each in operation.get("parameters", [])}
    is_tagged = status in {"200", "304"} and not parameters.isdisjoint({"If-Match", "If-None-Match"})
    return sent_headers(
        *(["ETag"] if is_tagged else []),
        *(["WWW-Authenticate"] if status == "401" else []),
        *(["Retry-After"] if status == "429" else []),
    )


def _references(value: Any) -> Iterator[str]:
    """The names of all schemas that something in *value* refers to."""
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(_SCHEMAS)
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)
