"""Routes of the conversation of a session. SPEC 3, [S9]."""

import asyncio
from typing import Any

import pytest

from benchdog.documents.limits import MAX_MESSAGE_LENGTH
from tests.integration.conftest import Caller, a_session
from tests.integration.envelope import error_of

SESSIONS = "/persistence/sessions"


async def a_conversation(caller: Caller) -> str:
    """The path of one without messages."""
    created = await caller.post(SESSIONS, json=a_session())
    return f"{created.headers['Location']}/conversation"


async def listed(caller: Caller, conversation: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await caller.get(conversation, params={"page_size": 100})).json()["items"]
    return items


async def test_messages_are_added_counted_and_listed(ada: Caller):
    """[S9]"""
    conversation = await a_conversation(ada)
    await ada.post(conversation, json={"text": "Is the price in euro?"})

    added = await ada.post(conversation, json={"text": "Yes."})

    message = added.json()
    assert added.status_code == 201
    assert (message["number"], message["text"], message["author_id"]) == (2, "Yes.", "ada")
    status = await ada.get(f"{conversation}/status")
    assert status.json() == {"count": 2, "last_at": message["at"]}
    assert [each["text"] for each in await listed(ada, conversation)] == ["Is the price in euro?", "Yes."]


async def test_a_conversation_is_read_page_by_page(ada: Caller):
    """[L1]"""
    conversation = await a_conversation(ada)
    for number in range(3):
        await ada.post(conversation, json={"text": f"text {number}"})

    first = (await ada.get(conversation, params={"page_size": 2})).json()
    rest = {"page_size": 2, "cursor": first["next_cursor"]}
    second = (await ada.get(conversation, params=rest)).json()

    assert [each["number"] for each in first["items"] + second["items"]] == [1, 2, 3]
    assert second["next_cursor"] is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  both ends \n", "both ends"),
        ("one\r\ntwo\n\nthree", "one\ntwo\n\nthree"),
        ("e\u0301", "é"),
        ("x" * MAX_MESSAGE_LENGTH, "x" * MAX_MESSAGE_LENGTH),
        ("𝄞" * MAX_MESSAGE_LENGTH, "𝄞" * MAX_MESSAGE_LENGTH),
    ],
)
async def test_a_text_is_trimmed_and_its_lines_are_kept(ada: Caller, sent, kept):
    """[S9] Characters are code points."""
    conversation = await a_conversation(ada)

    answer = await ada.post(conversation, json={"text": sent})

    assert answer.json()["text"] == kept


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": " \n "},
        {"text": "\u200b"},
        {"text": "x" * (MAX_MESSAGE_LENGTH + 1)},
        {"text": "a\tb"},
        {"text": "a\rb"},
        {"text": "a\u0000b"},
        {"text": "a\u202eb"},
        {"text": 1},
        {"text": None},
        {"text": "a", "number": 7},
    ],
)
async def test_what_is_no_message_is_refused(ada: Caller, body):
    """[S9]"""
    conversation = await a_conversation(ada)

    answer = await ada.post(conversation, json=body)

    error_of(answer, 400, "validation_error")
    assert await listed(ada, conversation) == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_messages_are_only_added(ada: Caller, method):
    """[S9]"""
    conversation = await a_conversation(ada)
    await ada.post(conversation, json={"text": "kept"})

    for path in (conversation, f"{conversation}/1"):
        answer = await ada.request(method, path, json={"text": "changed"})
        assert answer.status_code in {404, 405}

    assert [each["text"] for each in await listed(ada, conversation)] == ["kept"]


async def test_a_message_does_not_conflict_with_a_save(ada: Caller):
    """[S9] [S3] The ETag from before the message is still the current one."""
    created = await ada.post(SESSIONS, json=a_session())
    path, match = created.headers["Location"], {"If-Match": created.headers["ETag"]}
    await ada.post(f"{path}/conversation", json={"text": "one"})

    saved = await ada.put(path, json=a_session({"step": 2}), headers=match)

    assert saved.status_code == 200


async def test_32_messages_at_once_are_numbered_from_1_to_32(ada: Caller):
    """[S9]"""
    conversation = await a_conversation(ada)
    posts = [ada.post(conversation, json={"text": f"text {each}"}) for each in range(32)]

    answers = await asyncio.gather(*posts)

    assert {answer.status_code for answer in answers} == {201}
    assert [each["number"] for each in await listed(ada, conversation)] == list(range(1, 33))


async def test_a_repeated_message_is_answered_again_and_not_added_again(ada: Caller):
    """[S8]"""
    conversation, key = await a_conversation(ada), {"Idempotency-Key": "one intention"}
    first = await ada.post(conversation, json={"text": "once"}, headers=key)

    second = await ada.post(conversation, json={"text": "once"}, headers=key)

    assert (second.status_code, second.json()) == (201, first.json())
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(await listed(ada, conversation)) == 1


async def test_the_conversation_of_a_session_in_the_trash_is_not_found(ada: Caller):
    """[S9] Until the session is back."""
    conversation = await a_conversation(ada)
    session = conversation.removesuffix("/conversation")
    await ada.post(conversation, json={"text": "kept"})
    await ada.delete(session)

    answers = [
        await ada.get(conversation),
        await ada.get(f"{conversation}/status"),
        await ada.post(conversation, json={"text": "more"}),
    ]

    for answer in answers:
        error_of(answer, 404, "not_found")
    await ada.post(f"{session}/restore")
    assert [each["text"] for each in await listed(ada, conversation)] == ["kept"]
