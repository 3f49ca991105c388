"""Whose client it is: tokens that are none, that end, and that nobody sees. [A4] [B7]"""

from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
from pydantic import SecretStr

from benchdog.client import BenchdogClient
from benchdog.client.client_settings import ClientSettings
from benchdog.client.persistence import WorkbenchSessionManager
from benchdog.documents.content import Content
from benchdog.documents.json_value import JsonObject
from benchdog.documents.metadata import SessionDetails
from benchdog.errors import SessionExpired
from tests.unit.client.scripted_service import ScriptedService, client_of, refusal, save, success

DETAILS: Final = SessionDetails(title="A bench")
SAVED: Final[dict[str, Any]] = {
    **DETAILS.model_dump(),
    "id": "AAAAAAAAAAAA",
    "starred": False,
    "created_at": "",
    "updated_at": "",
    "last_opened_at": "",
    "version": 1,
    "size_bytes": 10,
    "saved_by": "",
    "etag": '"1"',
}


def test_a_token_is_never_shown_in_a_notebook():
    """What stands below a cell is kept in its file."""
    service = ScriptedService(success({"user_id": "ada", "token": "walrus"}))
    client = client_of(service)

    signed_in = client.account.sign_in("ada")

    assert signed_in.token == "walrus"
    assert "walrus" not in f"{signed_in!r} {signed_in} {ClientSettings(token=SecretStr('walrus'))!r}"
    assert "secret" not in f"{client!r} {vars(client)!r}"


@pytest.mark.parametrize(
    ("token", "sent"), [("walrus\n", "Bearer walrus"), ("", None), ("ä", None), ("a b", None)]
)
def test_what_cannot_be_a_token_signs_nobody_in(token: str, sent: str | None):
    """[A4] It was called a network that is down. The end of a line, as in files of secrets, is no harm."""
    service = ScriptedService(success())

    save(BenchdogClient("http://bench.example", token, transport=service))

    assert service.requests[0].headers.get("Authorization") == sent


def test_a_client_goes_on_with_a_new_token():
    """[B7]"""
    service = ScriptedService(refusal(SessionExpired), success())
    client = client_of(service)
    with pytest.raises(SessionExpired):
        save(client)

    client.sign_in_again("new")
    save(client)

    assert [each.headers["Authorization"] for each in service.requests] == ["Bearer secret", "Bearer new"]


def test_a_save_that_waited_for_a_sign_in_goes_on_with_a_new_token(tmp_path: Path):
    """[B7]"""
    content: JsonObject = {"step": 1}
    sent: list[str | None] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.headers.get("Authorization"))
        if sent[-1] == "Bearer old":
            return refusal(SessionExpired)
        hashes = {
            "content_hash": Content.from_value(content).content_hash,
            "metadata_hash": DETAILS.metadata_hash,
        }
        return httpx2.Response(201, json=SAVED | hashes)

    client = BenchdogClient("http://bench.example", "old", transport=httpx2.MockTransport(answer))
    with WorkbenchSessionManager.for_client(client, user_id="ada", device_root=tmp_path) as program:
        session = program.open_new(content, DETAILS)
        assert session.save().kind == "sign_in_required"

        client.sign_in_again("new")
        session.resume()

        assert (session.session_id, session.state.is_dirty) == ("AAAAAAAAAAAA", False)
        assert sent[:2] == ["Bearer old", "Bearer new"]
