"""Headers of answers in the OpenAPI document. Each of those that a route announces is always sent."""

from typing import Any, Final

_DESCRIPTIONS: Final = {
    "ETag": "Names this state in If-Match and If-None-Match.",
    "Location": "The address of what was made.",
    "Retry-After": "Seconds.",
    "WWW-Authenticate": "Bearer.",
}


def header_components() -> dict[str, Any]:
    """For `components` of the document."""
    return {
        name: {"required": True, "description": description, "schema": {"type": "string"}}
        for name, description in _DESCRIPTIONS.items()
    }


def sent_headers(*names: str) -> dict[str, Any]:
    """For `headers` of an answer: *names* of `header_components`."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
