"""What holds wherever survey sessions are kept."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from benchdog.errors import ContentTooLarge, NotFound, ValidationFailed
from benchdog.survey.changes import (
    AnswerStep,
    ChangeMode,
    ClearStep,
    Navigate,
    NumberedChange,
    SurveyChange,
    UserChanges,
)
from benchdog.survey.edits import saved_state, updated_state
from benchdog.survey.recorded import RecordedEntry, RecordedSurvey
from benchdog.survey.session import MAX_ANSWERS, HistoryEntry, new_session

PHONE, LAPTOP = "phone-0001", "laptop-001"


def change(sequence: int, what: SurveyChange, client_id: str = PHONE) -> NumberedChange:
    return NumberedChange(client_id=client_id, sequence=sequence, change=what)


def answer(step: str, value: Any) -> AnswerStep:
    return AnswerStep(action="answer", step=step, answer=value)


def changes(*them: NumberedChange, user_id: str = "ada") -> UserChanges:
    return UserChanges(user_id, them)


async def test_who_has_not_begun_has_no_session(survey):
    """[U3]"""
    assert await survey.store.load_session("ada") is None


async def test_a_saved_session_comes_back_whole(survey):
    """[U3]"""
    answers: dict[str, Any] = {
        "S1": "Option A",
        "S2": ["x", 1, 1.5, True, None],
        "S3": None,
        "S4": {"a": None},
    }
    edit = saved_state("S5", answers, ["S1", "S2"], True, {"language": "de"})

    await survey.store.edit("ada", edit)

    session = await survey.store.load_session("ada")
    assert session["current_step"] == "S5"
    assert session["answers"] == answers
    assert session["step_history"] == ["S1", "S2"]
    assert session["is_audio_mode"] is True
    assert session["session_data"] == {"language": "de"}


async def test_an_update_leaves_what_it_does_not_name(survey):
    """[U3]"""
    await survey.store.edit("ada", saved_state("S1", {"S1": "A"}, [], False, {"language": "de"}))
    survey.clock.advance(timedelta(minutes=1))

    await survey.store.edit("ada", updated_state(current_step="S2"))

    session = await survey.store.load_session("ada")
    assert session["current_step"] == "S2"
    assert session["answers"] == {"S1": "A"}
    assert session["session_data"] == {"language": "de"}
    assert session["created_at"] == "2026-11-21T09:00:00.000Z"
    assert session["updated_at"] == "2026-11-21T09:01:00.000Z"


async def test_nothing_is_updated_where_nothing_is(survey):
    """[U3]"""
    with pytest.raises(NotFound):
        await survey.store.edit("ada", updated_state(current_step="S2"))

    assert await survey.store.load_session("ada") is None


async def test_every_change_is_in_the_history(survey):
    """[U3]"""
    await survey.store.edit("ada", saved_state("S1", {"S1": "A", "S2": 1}, []))
    await survey.store.edit("ada", saved_state("S3", {"S1": "B"}, ["S1"], True))

    assert await survey.store.history("ada") == [
        HistoryEntry("start", "S1"),
        HistoryEntry("answer", "S1", "A"),
        HistoryEntry("answer", "S2", 1),
        HistoryEntry("answer", "S1", "B"),
        HistoryEntry("clear", "S2"),
        HistoryEntry("navigate", "S3"),
        HistoryEntry("mode", "S3", True),
    ]


async def test_saving_the_same_again_changes_nothing(survey):
    """[U3]"""
    await survey.store.edit("ada", saved_state("S1", {"S1": "A"}, []))
    before = await survey.store.load_with_revision("ada")
    survey.clock.advance(timedelta(minutes=1))

    await survey.store.edit("ada", saved_state("S1", {"S1": "A"}, []))

    assert await survey.store.load_with_revision("ada") == before


async def test_changes_are_applied_in_their_order(survey):
    """[U4]"""
    applied = await survey.store.apply(
        changes(
            change(1, answer("S1", "A")),
            change(2, Navigate(action="navigate", step="S2", step_history=["S1"])),
            change(3, ChangeMode(action="mode", step="S2", is_audio_mode=True)),
            change(4, answer("S1", "B")),
            change(5, answer("S2", 3)),
            change(6, ClearStep(action="clear", step="S2")),
        )
    )

    session = await survey.store.load_session("ada")
    assert applied.session == session
    assert session["answers"] == {"S1": "B"}
    assert session["current_step"] == "S2"
    assert session["step_history"] == ["S1"]
    assert session["is_audio_mode"] is True
    history = await survey.store.history("ada")
    assert [(entry.action, entry.step, entry.answer) for entry in history] == [
        ("start", "S1", None),
        ("answer", "S1", "A"),
        ("navigate", "S2", None),
        ("mode", "S2", True),
        ("answer", "S1", "B"),
        ("answer", "S2", 3),
        ("clear", "S2", None),
    ]


async def test_the_same_sequence_number_is_applied_once(survey):
    """[U4] Also where another change came between, and within one group."""
    await survey.store.apply(changes(change(1, answer("S1", "A"))))
    await survey.store.apply(changes(change(1, answer("S1", "B"), LAPTOP)))

    again = await survey.store.apply(changes(change(1, answer("S1", "A")), change(1, answer("S1", "A"))))

    assert again.session["answers"] == {"S1": "B"}
    assert again.revision == again.revision_before
    assert [entry.answer for entry in await survey.store.history("ada")] == [None, "A", "B"]


async def test_a_group_that_is_known_in_part_is_applied_from_there(survey):
    """[U4]"""
    await survey.store.apply(changes(change(1, answer("S1", "A")), change(2, answer("S1", "B"))))

    await survey.store.apply(changes(change(2, answer("S1", "B")), change(3, answer("S1", "C"))))

    assert [entry.answer for entry in await survey.store.history("ada")] == [None, "A", "B", "C"]


async def test_each_client_counts_for_itself(survey):
    """[U4]"""
    await survey.store.apply(changes(change(7, answer("S1", "A"))))

    applied = await survey.store.apply(changes(change(1, answer("S2", "B"), LAPTOP)))

    assert applied.session["answers"] == {"S1": "A", "S2": "B"}


async def test_the_revision_grows_and_tells_of_others(survey):
    """[U4]"""
    first = await survey.store.apply(changes(change(1, answer("S1", "A"))))
    other = await survey.store.apply(changes(change(1, answer("S2", "B"), LAPTOP)))
    second = await survey.store.apply(changes(change(2, answer("S1", "C"))))

    assert first.revision == other.revision_before < other.revision == second.revision_before
    assert await survey.store.load_with_revision("ada") == (second.session, second.revision)


async def test_a_lost_answer_is_not_a_second_change(survey):
    """[U4] The database wrote, and nobody heard."""
    await survey.store.apply(changes(change(1, answer("S1", "A"))))
    survey.lose_next_answer()

    applied = await survey.store.apply(changes(change(2, answer("S1", "B"))))

    assert applied.session["answers"] == {"S1": "B"}
    assert [entry.answer for entry in await survey.store.history("ada")] == [None, "A", "B"]


async def test_devices_that_answer_at_once_lose_nothing(survey):
    """[U4] Every change of every device is in the history once, those of one device in their order."""
    devices = [f"device-{number:04d}" for number in range(8)]

    async def answer_in_turn(device: str) -> None:
        for number in range(1, 6):
            await survey.store.apply(changes(change(number, answer(device, number), device)))

    await asyncio.gather(*(answer_in_turn(device) for device in devices))

    session = await survey.store.load_session("ada")
    assert session["answers"] == dict.fromkeys(devices, 5)
    history = await survey.store.history("ada")
    for device in devices:
        assert [e.answer for e in history if e.step == device and e.action == "answer"] == [1, 2, 3, 4, 5]


async def test_a_session_without_room_refuses_and_stays(survey):
    """[U4] One that is refused undoes nothing of what came before."""
    full = {f"S{number}": number for number in range(MAX_ANSWERS)}
    await survey.store.edit("ada", saved_state("S0", full, []))

    with pytest.raises(ContentTooLarge):
        await survey.store.apply(changes(change(1, answer("one more", 1))))

    assert (await survey.store.load_session("ada"))["answers"] == full
    applied = await survey.store.apply(changes(change(1, answer("S0", "other"))))
    assert applied.session["answers"]["S0"] == "other"


async def test_people_do_not_see_each_other(survey):
    """[U3]"""
    await survey.store.apply(changes(change(1, answer("S1", "A"))))
    await survey.store.apply(changes(change(1, answer("S1", "B")), user_id="bob"))

    assert (await survey.store.load_session("ada"))["answers"] == {"S1": "A"}
    assert (await survey.store.load_session("bob"))["answers"] == {"S1": "B"}
    assert await survey.store.load_session("carl") is None


@pytest.mark.parametrize("user_id", ["", "a b", "a'; --", "ü", "a" * 129, "a/b"])
async def test_a_strange_user_id_is_refused(survey, user_id):
    """[U3]"""
    with pytest.raises(ValidationFailed):
        await survey.store.load_session(user_id)
    with pytest.raises(ValidationFailed):
        await survey.store.edit(user_id, saved_state("S1", {}, []))


async def test_a_session_goes_into_another_place_with_its_history_and_its_times(survey, another):
    """[U3] And goes on there as it would have here."""
    await survey.store.apply(changes(change(1, answer("S1", None)), change(2, answer("S1", {"a": None}))))
    survey.clock.advance(timedelta(days=1))
    await survey.store.edit("ada", updated_state(current_step="S2", step_history=["S1"]))
    recorded = await survey.store.recorded("ada")

    is_adopted = await another.adopt("ada", recorded)

    assert is_adopted
    assert await another.recorded("ada") == recorded
    assert len({each.at for each in recorded.history}) == 2
    applied = await another.apply(changes(change(1, answer("S2", "x"))))
    assert applied.revision_before < applied.revision
    assert (await another.history("ada"))[:-1] == [each.entry for each in recorded.history]


async def test_a_session_that_is_there_is_not_replaced_by_one_of_another_place(survey):
    """[U3]"""
    await survey.store.edit("ada", saved_state("S1", {"S1": "here"}, []))
    recorded = await survey.store.recorded("ada")
    await survey.store.edit("ada", updated_state(answers={"S1": "later"}))
    later = await survey.store.recorded("ada")

    is_adopted = await survey.store.adopt("ada", recorded)

    assert not is_adopted
    assert await survey.store.recorded("ada") == later


async def test_everybody_with_a_session_is_named(survey):
    """[U3] For export and report."""
    for user_id in ("ada", "bob"):
        await survey.store.edit(user_id, saved_state("S1", {}, []))

    assert sorted(await survey.store.people()) == ["ada", "bob"]
    assert await survey.store.recorded("carol") is None


async def test_the_report_tells_how_far_people_come(survey):
    """[U3]"""
    store, clock = survey.store, survey.clock
    for user_id in ("ada", "bob", "carl", "dora"):
        await store.edit(user_id, saved_state("S1", {}, []))
    clock.advance(timedelta(minutes=2))
    for user_id in ("ada", "bob", "carl"):
        await store.edit(user_id, updated_state("S2", step_history=["S1"]))
    clock.advance(timedelta(minutes=1))
    await store.edit("ada", updated_state("done"))
    clock.advance(timedelta(minutes=2))
    await store.edit("bob", updated_state("done"))
    clock.advance(timedelta(days=2))
    await store.edit("dora", updated_state(is_audio_mode=True))

    report = await store.report(last_step="done", idle=timedelta(days=1))

    assert report.sessions == 4
    assert report.finished == 2
    assert report.reached == {"S1": 4, "S2": 3, "done": 2}
    assert report.abandoned == {"S2": 1}
    assert report.median_duration == timedelta(minutes=4)
    assert report.steps() == ["S1", "S2", "done"]


async def test_the_report_of_a_survey_that_nobody_began(survey):
    """[U3]"""
    report = await survey.store.report(last_step="done", idle=timedelta(days=1))

    assert (report.sessions, report.finished, report.steps(), report.median_duration) == (0, 0, [], None)


async def test_the_report_concludes_nothing_from_times_that_cannot_be_read(survey):
    """[U3] As a file of seed 001 may bring them along; of others it says what it says."""
    entries = [RecordedEntry("yesterday", HistoryEntry("navigate", "done"))]
    for user_id, step in (("ada", "S1"), ("bob", "done")):
        session = new_session(step, "02.01.2026")
        await survey.store.adopt(user_id, RecordedSurvey(session, entries))
    session = new_session("done", "2026-01-02 03:04:05")
    arrived = RecordedEntry("2026-01-02T03:04:15.000Z", HistoryEntry("navigate", "done"))
    await survey.store.adopt("carl", RecordedSurvey(session, [arrived]))

    report = await survey.store.report(last_step="done", idle=timedelta(days=1))

    assert (report.sessions, report.finished, report.abandoned) == (3, 2, {})
    assert report.median_duration == timedelta(seconds=10)


async def test_a_group_tells_whether_some_of_it_was_known(survey):
    """[U4] What was known may have been changed since, and a device has to be told."""
    first = await survey.store.apply(changes(change(1, answer("S1", "A"))))
    partly = await survey.store.apply(changes(change(1, answer("S1", "A")), change(2, answer("S1", "B"))))
    wholly = await survey.store.apply(changes(change(2, answer("S1", "B"))))

    assert [first.had_known, partly.had_known, wholly.had_known] == [False, True, True]
