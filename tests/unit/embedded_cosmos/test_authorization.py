"""The signature of requests, as the REST documentation defines it."""

import base64
import hmac
from email.utils import formatdate
from hashlib import sha256
from urllib.parse import quote

import pytest

from benchdog.embedded_cosmos.http.authorization import MAX_SKEW_SECONDS, Authorization
from benchdog.embedded_cosmos.wire import CosmosFailure, CosmosRequest

KEY = base64.b64encode(b"the key of the account").decode()
NOW = 1_800_000_000.0


def signed(method: str, path: str, text: str, *, at: float = NOW, key: str = KEY) -> CosmosRequest:
    """A request whose signature covers *text* and the date."""
    date = formatdate(at, usegmt=True)
    digest = hmac.digest(base64.b64decode(key), f"{text}\n{date.lower()}\n\n".encode(), sha256)
    token = quote(f"type=master&ver=1.0&sig={base64.b64encode(digest).decode()}", safe="")
    segments = tuple(each for each in path.split("/") if each)
    return CosmosRequest(method, segments, {"authorization": token, "x-ms-date": date})


@pytest.mark.parametrize(
    ("method", "path", "text"),
    [
        ("GET", "/", "get\n\n"),
        ("POST", "/dbs", "post\ndbs\n"),
        ("GET", "/dbs/Mine", "get\ndbs\ndbs/Mine"),
        ("POST", "/dbs/Mine/colls/Items/docs/", "post\ndocs\ndbs/Mine/colls/Items"),
        ("PUT", "/dbs/Mine/colls/Items/docs/A b", "put\ndocs\ndbs/Mine/colls/Items/docs/A b"),
        ("GET", "/dbs/AAAAAQ==/colls/AAAAAYAAAAE=/", "get\ncolls\naaaaayaaaae="),
        ("POST", "/dbs/M/colls/I/operations/partitionkeydelete", "post\ncolls\ndbs/M/colls/I"),
    ],
)
def test_a_right_signature_is_accepted(method, path, text):
    Authorization(KEY, lambda: NOW).check(signed(method, path, text))


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (CosmosRequest("GET", (), {}), 401),
        (CosmosRequest("GET", (), {"authorization": "type%3Daad%26ver%3D1.0%26sig%3Dx"}), 401),
        (CosmosRequest("GET", (), {"authorization": "%FF&&=é"}), 401),
        (signed("GET", "/dbs/a", "get\ndbs\ndbs/b"), 401),
        (signed("GET", "/dbs/a", "delete\ndbs\ndbs/a"), 401),
        (signed("GET", "/dbs/a", "get\ndbs\ndbs/a", key=base64.b64encode(b"other").decode()), 401),
        (signed("GET", "/dbs/a", "get\ndbs\ndbs/a", at=NOW - MAX_SKEW_SECONDS - 2), 403),
        (signed("GET", "/dbs/a", "get\ndbs\ndbs/a", at=NOW + MAX_SKEW_SECONDS + 2), 403),
    ],
    ids=["none", "token of Entra", "noise", "other path", "other verb", "other key", "old", "young"],
)
def test_any_other_signature_is_refused(request_, status):
    with pytest.raises(CosmosFailure) as refused:
        Authorization(KEY, lambda: NOW).check(request_)

    assert refused.value.status == status


def test_a_key_that_is_no_base64_is_refused():
    with pytest.raises(ValueError, match="Base64"):
        Authorization("no key!", lambda: NOW)
