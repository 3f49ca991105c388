"""What one device hears while it answers. [U4]"""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from benchdog.errors import ContentTooLarge, DatabaseUnavailable, PersistenceError
from benchdog.survey.audience import SurveyAudience
from benchdog.survey.changes import Applied, UserChanges
from benchdog.survey.conversation import MAX_UNSAVED, SurveyConversation, TooOftenMisunderstood
from benchdog.survey.database import SurveyDatabase
from benchdog.survey.messages import ErrorMessage, ServerMessage, to_text
from benchdog.survey.sqlite_store import SqliteSurveyStore

PHONE, LAPTOP = "phone-0001", "laptop-001"


class UnreliableStore(SqliteSurveyStore):
    """The real one; raises *failures* instead of saving, one after the other, and waits while `is_held`."""

    def __init__(self, path: Path) -> None:
        super().__init__(SurveyDatabase(path))
        self.failures: list[PersistenceError] = []
        self.may_save = asyncio.Event()
        self.may_save.set()
        self.group_sizes: list[int] = []

    async def apply(self, group: UserChanges) -> Applied:
        await self.may_save.wait()
        self.group_sizes.append(len(group.changes))
        if self.failures:
            raise self.failures.pop(0)
        return await super().apply(group)


class Device:
    """One side of a conversation, and everything that the other side said."""

    def __init__(self, store: UnreliableStore, audience: SurveyAudience, client_id: str) -> None:
        self.heard: list[dict[str, Any]] = []
        self.talk = SurveyConversation("ada", store, audience, self._hear)
        self._client_id = client_id

    async def answer(self, sequence: int, step: str, value: Any) -> None:
        change = {"action": "answer", "step": step, "answer": value}
        await self.talk.hear(
            json.dumps(
                {"type": "change", "client_id": self._client_id, "sequence": sequence, "change": change}
            )
        )

    def acknowledged(self) -> list[int]:
        return [each["sequence"] for each in self.heard if each["type"] == "acknowledged"]

    def errors(self) -> list[dict[str, Any]]:
        return [each for each in self.heard if each["type"] == "error"]

    def states(self) -> list[dict[str, Any]]:
        return [each["session"] for each in self.heard if each["type"] == "state"]

    def _hear(self, message: ServerMessage) -> None:
        self.heard.append(message.model_dump())


@pytest.fixture
async def store(tmp_path: Path):
    opened = UnreliableStore(tmp_path / "survey.db")
    yield opened
    await opened.close()


@pytest.fixture
async def audience() -> SurveyAudience:
    return SurveyAudience()


@pytest.fixture
async def phone(store: UnreliableStore, audience: SurveyAudience) -> Device:
    return Device(store, audience, PHONE)


@pytest.fixture
async def laptop(store: UnreliableStore, audience: SurveyAudience) -> Device:
    return Device(store, audience, LAPTOP)


async def test_the_saved_state_comes_first(phone: Device, laptop: Device):
    """[U4]"""
    await phone.talk.begin()
    await phone.answer(1, "S1", "A")
    await phone.talk.end()

    await laptop.talk.begin()

    assert phone.states() == [None]
    assert laptop.states() == [
        {"current_step": "S1", "answers": {"S1": "A"}, "step_history": [], "is_audio_mode": False}
    ]


async def test_a_change_is_acknowledged_when_it_is_saved_and_not_before(
    phone: Device, store: UnreliableStore
):
    """[U4]"""
    await phone.talk.begin()
    store.may_save.clear()

    await phone.answer(1, "S1", "A")
    await asyncio.sleep(0)
    before = phone.acknowledged()
    store.may_save.set()
    await phone.talk.end()

    assert before == []
    assert phone.acknowledged() == [1]
    session = await store.load_session("ada")
    assert session is not None
    assert session["answers"] == {"S1": "A"}


async def test_changes_that_gather_are_saved_together(phone: Device, store: UnreliableStore):
    """[U4] And acknowledged one by one, in their order."""
    await phone.talk.begin()
    store.may_save.clear()
    for number in range(1, 11):
        await phone.answer(number, f"S{number}", number)

    store.may_save.set()
    await phone.talk.end()

    assert store.group_sizes in ([10], [1, 9])
    assert phone.acknowledged() == list(range(1, 11))


async def test_what_could_not_be_saved_is_saved_later_in_its_order(phone: Device, store: UnreliableStore):
    """[U4] The regular save tries again; nothing overtakes."""
    store.failures = [DatabaseUnavailable()]
    await phone.talk.begin()
    await phone.answer(1, "S1", "A")
    await phone.answer(2, "S1", "B")
    await _settled()
    told = phone.errors()

    phone.talk.save()
    await phone.talk.end()

    assert [(error["code"], error["sequence"], error["is_final"]) for error in told] == [
        ("database_unavailable", 1, False)
    ]
    assert phone.acknowledged() == [1, 2]
    history = await store.history("ada")
    assert [entry.answer for entry in history] == [None, "A", "B"]


async def test_the_end_of_a_connection_saves_what_is_left(phone: Device, store: UnreliableStore):
    """[U4]"""
    store.failures = [DatabaseUnavailable()]
    await phone.talk.begin()
    await phone.answer(1, "S1", "A")
    await _settled()

    await phone.talk.end()

    session = await store.load_session("ada")
    assert session is not None
    assert session["answers"] == {"S1": "A"}


async def test_one_that_is_refused_does_not_hold_up_the_others(phone: Device, store: UnreliableStore):
    """[U4]"""
    await phone.talk.begin()
    store.may_save.clear()
    for number in (1, 2, 3):
        await phone.answer(number, f"S{number}", number)
    store.failures = [ContentTooLarge(), ContentTooLarge()]

    store.may_save.set()
    await phone.talk.end()

    assert [(error["sequence"], error["is_final"]) for error in phone.errors()] == [(1, True)]
    assert phone.acknowledged() == [2, 3]


async def test_another_device_hears_of_a_change_at_once(phone: Device, laptop: Device):
    """[U4] The one that made it does not."""
    await phone.talk.begin()
    await laptop.talk.begin()

    await phone.answer(1, "S1", "A")
    await phone.talk.end()

    assert laptop.states()[-1]["answers"] == {"S1": "A"}
    assert phone.states() == [None]
    await laptop.talk.end()


async def test_a_device_of_another_process_is_noticed_with_the_next_change(
    store: UnreliableStore, phone: Device
):
    """[U4] The order of all changes is that of their revisions, and no state that is told is older."""
    elsewhere = Device(store, SurveyAudience(), LAPTOP)
    await phone.talk.begin()
    await elsewhere.talk.begin()
    await elsewhere.answer(1, "S2", "B")
    await elsewhere.talk.end()

    await phone.answer(1, "S1", "A")
    await phone.talk.end()

    assert phone.states()[-1]["answers"] == {"S1": "A", "S2": "B"}
    revisions = [each["revision"] for each in phone.heard]
    assert revisions == sorted(revisions)


async def test_a_device_of_another_process_is_noticed_while_nothing_is_said(
    store: UnreliableStore, phone: Device
):
    """[U4]"""
    elsewhere = Device(store, SurveyAudience(), LAPTOP)
    await phone.talk.begin()
    await elsewhere.talk.begin()
    await elsewhere.answer(1, "S2", "B")
    await elsewhere.talk.end()

    await phone.talk.catch_up()
    await phone.talk.catch_up()

    assert [state and state["answers"] for state in phone.states()] == [None, {"S2": "B"}]


async def test_a_change_that_was_known_is_followed_by_what_is_saved(
    store: UnreliableStore, audience: SurveyAudience, phone: Device, laptop: Device
):
    """[U4] Its device takes it for the newest, and another one may have answered since."""
    await phone.talk.begin()
    await phone.answer(1, "S1", "A")
    await phone.talk.end()
    await laptop.talk.begin()
    await laptop.answer(1, "S1", "B")
    await laptop.talk.end()
    again = Device(store, audience, PHONE)
    await again.talk.begin()

    await again.answer(1, "S1", "A")
    await again.answer(2, "S2", "C")
    await again.talk.end()

    assert again.acknowledged() == [1, 2]
    assert again.heard[-1]["type"] == "state"
    assert again.states()[-1]["answers"] == {"S1": "B", "S2": "C"}


async def test_a_session_that_expired_meanwhile_is_told_with_the_next_change(
    store: UnreliableStore, phone: Device
):
    """[U3] [U4] A device that stayed connected does not go on showing as saved what is gone."""
    await phone.talk.begin()
    await phone.answer(1, "S1", "A")
    await _settled()
    await store.delete_expired(timedelta(days=-1))

    await phone.answer(2, "S2", "B")
    await phone.talk.end()

    assert phone.states()[-1]["answers"] == {"S2": "B"}


CHANGE = {"type": "change", "client_id": PHONE, "sequence": 4}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        '"change"',
        b"\x00\xff",
        '{"type": "change", "type": "change"}',
        json.dumps({"type": "hello"}),
        json.dumps(CHANGE),
        json.dumps({**CHANGE, "change": {"action": "dance", "step": "S1"}}),
        json.dumps({**CHANGE, "change": {"action": "answer", "step": ""}}),
        json.dumps({**CHANGE, "change": {"action": "answer", "step": "S1", "answer": "x" * 5000}}),
        json.dumps({**CHANGE, "change": {"action": "clear", "step": "S1", "extra": 1}}),
        json.dumps({**CHANGE, "sequence": 0, "change": {"action": "clear", "step": "S1"}}),
        json.dumps({**CHANGE, "sequence": "4", "change": {"action": "clear", "step": "S1"}}),
        json.dumps({**CHANGE, "client_id": "'; --", "change": {"action": "clear", "step": "S1"}}),
        '{"type": "change", "sequence": 1, "client_id": "\\ud800"}',
        '{"a":' * 300,
    ],
)
async def test_what_is_not_understood_is_answered(phone: Device, store: UnreliableStore, text: str | bytes):
    """[U4] Never a crash, and nothing is saved."""
    await phone.talk.begin()

    await phone.talk.hear(text)
    await phone.talk.end()

    [error] = phone.errors()
    assert error["is_final"] is True
    assert error["user_message"]
    assert await store.load_session("ada") is None


async def test_an_error_names_the_change_that_it_is_about(phone: Device):
    """[U4] So that the device need not send it again for ever."""
    await phone.talk.begin()

    await phone.answer(4, "S1", "x" * 5000)

    [error] = phone.errors()
    assert (error["client_id"], error["sequence"], error["code"]) == (PHONE, 4, "validation_error")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param('"half a \\ud83d character"', id="lone surrogate"),
        pytest.param("[" * 300 + "]" * 300, id="nested too deep"),
        pytest.param('{"a": 1, "a": 2}', id="a name twice"),
        pytest.param("1e999", id="no number of JavaScript"),
        pytest.param("100000000000000000000", id="an integer of 67 bits"),
    ],
)
async def test_an_answer_that_cannot_be_kept_is_named_whatever_is_wrong_with_it(phone: Device, answer: str):
    """[U4] Else its device would send it first for ever, and what comes after it would never be heard."""
    await phone.talk.begin()
    change = f'{{"action": "answer", "step": "S1", "answer": {answer}}}'

    await phone.talk.hear(f'{{"type": "change", "client_id": "{PHONE}", "sequence": 4, "change": {change}}}')

    [error] = phone.errors()
    assert (error["client_id"], error["sequence"], error["is_final"]) == (PHONE, 4, True)


@pytest.mark.parametrize("sequence", [10**30, -1, True, 2**53])
async def test_a_number_that_is_none_names_no_change(phone: Device, sequence: int):
    """[U4] What is said about it can be said."""
    await phone.talk.begin()

    await phone.answer(sequence, "S1", "A")

    [error] = phone.errors()
    assert (error["client_id"], error["sequence"]) == (None, None)
    assert to_text(ErrorMessage.model_validate(error))


async def test_who_speaks_another_language_is_not_listened_to_for_long(phone: Device):
    """[U4]"""
    await phone.talk.begin()
    await phone.talk.hear("hello")
    await phone.talk.hear("hello")

    with pytest.raises(TooOftenMisunderstood):
        await phone.talk.hear("hello")


async def test_who_says_too_much_waits(phone: Device, store: UnreliableStore):
    """[U4] Memory is bounded, and nothing is lost."""
    await phone.talk.begin()
    store.may_save.clear()
    for number in range(1, MAX_UNSAVED):
        await phone.answer(number, "S1", number)

    one_more = asyncio.create_task(phone.answer(MAX_UNSAVED, "S1", MAX_UNSAVED))
    await _settled()
    is_waiting = not one_more.done()
    store.may_save.set()
    await one_more
    await phone.talk.end()

    assert is_waiting
    assert phone.acknowledged() == list(range(1, MAX_UNSAVED + 1))


async def _settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)
