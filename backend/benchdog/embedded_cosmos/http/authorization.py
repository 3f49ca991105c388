"""The signature that every request over HTTP carries: an HMAC with the account's key."""

import base64
import binascii
import hmac
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qs, unquote

from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest

EMULATOR_KEY: Final = (
    "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw=="
)
"""The key that Microsoft publishes for its own emulators, so that clients have it: it protects nothing."""

MAX_SKEW_SECONDS: Final = 15 * 60
_PARTITION_DELETE: Final = ("operations", "partitionkeydelete")


class Authorization:
    """
    Args:
        key: of the account, in Base64.
        clock: seconds since the epoch; a signature is good for a quarter of an hour around its date.

    Raises:
        ValueError: *key* is no Base64.
    """

    def __init__(self, key: str, clock: Callable[[], float]) -> None:
        try:
            self._key = base64.b64decode(key, validate=True)
        except binascii.Error:
            raise ValueError("The key of the account is not Base64.") from None
        self._clock = clock

    def check(self, request: CosmosRequest) -> None:
        """
        Raises:
            CosmosFailure: 401 for a missing or wrong signature, 403 for one that is too old or too young.
        """
        sent = request.headers.get("authorization", "")
        if not sent:
            raise _unauthorized("The request is not signed.")
        parts = parse_qs(unquote(sent).replace("+", "%2B"))
        if parts.get("type") != ["master"] or "sig" not in parts:
            raise _unauthorized("The request must be signed with the key of the account.")
        expected = (self._signature(request, link) for link in _links(request.path))
        if not any(hmac.compare_digest(each, parts["sig"][0].encode()) for each in expected):
            raise _unauthorized("The signature does not fit the request.")
        self._check_date(request.headers.get("x-ms-date") or request.headers.get("date", ""))

    def _signature(self, request: CosmosRequest, link: str) -> bytes:
        headers = request.headers
        dates = headers.get("x-ms-date", ""), headers.get("date", "") if "x-ms-date" not in headers else ""
        text = "\n".join((request.method, _resource_type(request.path), "")).lower()
        text += "\n".join((link, *(date.lower() for date in dates), ""))
        return base64.b64encode(hmac.digest(self._key, text.encode(), sha256))

    def _check_date(self, date: str) -> None:
        try:
            signed_at = parsedate_to_datetime(date).replace(tzinfo=UTC).timestamp()
        except ValueError:
            raise _unauthorized("The request has no date.") from None
        if abs(self._clock() - signed_at) > MAX_SKEW_SECONDS:
            raise CosmosFailure(403, "Forbidden", "The date of the request is too far away.")


def _resource_type(path: tuple[str, ...]) -> str:
    """`docs` for an item and for the items of a container."""
    path = _signed(path)
    return path[-2] if path and len(path) % 2 == 0 else "".join(path[-1:])


def _signed(path: tuple[str, ...]) -> tuple[str, ...]:
    """An operation on a container is signed as the container."""
    return path[:-2] if path[-2:] == _PARTITION_DELETE else path


def _links(path: tuple[str, ...]) -> tuple[str, str]:
    """What is signed: the path of the resource (or of its owner), or its resource id alone."""
    path = _signed(path)
    owner = path if len(path) % 2 == 0 else path[:-1]
    return "/".join(owner), "".join(owner[-1:]).lower()


def _unauthorized(message: str) -> CosmosFailure:
    return CosmosFailure(401, "Unauthorized", message)
