"""Continuation tokens: opaque, and bound to the query that made them."""

import base64
import binascii
import hashlib
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
        place: the keys of the last item; the last item is its number or its id.
    """

    given: int
    place: Place = ()
    last: int | str | None = None

    def encode(self, fingerprint: str) -> str:
        keys = [None if key is None else base64.b64encode(key).decode() for key in self.place]
        return base64.urlsafe_b64encode(orjson.dumps([fingerprint, self.given, keys, self.last])).decode()

    @classmethod
    def decode(cls, token: str, fingerprint: str) -> Self:
        """Raises CosmosFailure 400 for a damaged token and for one of another query."""
        try:
            made_for, given, keys, last = orjson.loads(base64.urlsafe_b64decode(token))
            place = tuple(None if key is None else base64.b64decode(key) for key in keys)
        except (binascii.Error, orjson.JSONDecodeError, ValueError, TypeError):
            raise bad_request("The continuation token is damaged.") from None
        if made_for != fingerprint:
            raise bad_request("The continuation token belongs to another query.")
        return cls(given, place, last)


def fingerprint(text: str, parameters: dict[str, Any], key: str | None) -> str:
    """What a token is bound to: the query, its parameters and its partition."""
    return hashlib.sha256(orjson.dumps([text, sorted(parameters.items()), key])).hexdigest()[:16]
