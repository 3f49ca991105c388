"""Continuation tokens: opaque, and bound to the query that made them."""

import base64
import binascii
import hashlib
import operator
from dataclasses import dataclass
from typing import Any, Self

import orjson

from benchdog.embedded_cosmos.storage.scan import Place
from benchdog.embedded_cosmos.wire import bad_request


@dataclass(frozen=True, slots=True)
class Continuation:
    """
    Where the next page begins.

    Attributes:
        given: how many results came before, over all pages.
        place: of the last item that was looked at, where results follow the order of items; else None.
    """

    given: int
    place: Place | None = None

    def encode(self, fingerprint: str) -> str:
        place = None if self.place is None else [_encoded(key) for key in self.place]
        return base64.urlsafe_b64encode(orjson.dumps([fingerprint, self.given, place])).decode()

    @classmethod
    def decode(cls, token: str, fingerprint: str) -> Self:
        """Raises CosmosFailure 400 for a damaged token and for one of another query."""
        try:
            made_for, given, place = orjson.loads(base64.urlsafe_b64decode(token))
            decoded = None if place is None else tuple(_decoded(key) for key in place)
            count = operator.index(given)
        except (binascii.Error, ValueError, TypeError):
            raise bad_request("The continuation token is damaged.") from None
        if made_for != fingerprint:
            raise bad_request("The continuation token belongs to another query.")
        return cls(count, decoded)


def fingerprint(text: str, parameters: dict[str, Any], key: str | None) -> str:
    """What a token is bound to: the query, its parameters and its partition."""
    return hashlib.sha256(orjson.dumps([text, sorted(parameters.items()), key])).hexdigest()[:16]


def _encoded(key: bytes | int | str) -> list[str] | int | str:
    return [base64.b64encode(key).decode()] if isinstance(key, bytes) else key


def _decoded(key: Any) -> bytes | int | str:
    if isinstance(key, list):
        return base64.b64decode(key[0])
    if isinstance(key, int | str):
        return key
    raise TypeError
