"""The decorator that tries a function again. [R1] [U3]"""

import inspect
import sqlite3

import pytest

from benchdog.errors import DatabaseUnavailable, NotFound
from benchdog.resilience.retried import retried
from benchdog.resilience.retry_with_backoff import Surroundings
from tests.virtual_time import VirtualTime


@pytest.fixture
def time() -> VirtualTime:
    return VirtualTime()


@pytest.fixture
def surroundings(time: VirtualTime) -> Surroundings:
    return Surroundings(time.monotonic, lambda: 0, time.pause, time.pause_thread)


def test_a_function_is_tried_again(time: VirtualTime, surroundings: Surroundings):
    """[U3]"""
    errors = [DatabaseUnavailable(), DatabaseUnavailable()]

    @retried(surroundings=surroundings)
    def answer(question: str, *, loud: bool = False) -> str:
        if errors:
            raise errors.pop()
        return question.upper() if loud else question

    assert answer("why", loud=True) == "WHY"
    assert time.pauses == pytest.approx([0.55, 1.1])
    assert answer.__name__ == "answer"


async def test_a_coroutine_is_tried_again(time: VirtualTime, surroundings: Surroundings):
    """[U3] And stays one."""
    errors = [DatabaseUnavailable() for _ in range(4)]

    @retried(surroundings=surroundings)
    async def answer() -> str:
        raise errors.pop()

    assert inspect.iscoroutinefunction(answer)
    with pytest.raises(DatabaseUnavailable):
        await answer()
    assert time.pauses == pytest.approx([0.55, 1.1, 2.2])


def test_what_another_try_does_not_mend_is_raised_at_once(time: VirtualTime, surroundings: Surroundings):
    """[R1]"""

    @retried(surroundings=surroundings)
    def answer() -> str:
        raise NotFound

    with pytest.raises(NotFound):
        answer()
    assert time.pauses == []


def test_errors_of_another_library_are_tried_again_where_they_are_named(
    time: VirtualTime, surroundings: Surroundings
):
    """[U3] Usable on any function: a file that somebody else has locked is free a moment later."""
    errors: list[Exception] = [sqlite3.OperationalError("database is locked"), DatabaseUnavailable()]

    @retried(surroundings=surroundings, also=(sqlite3.OperationalError,))
    def answer() -> str:
        if errors:
            raise errors.pop()
        return "saved"

    assert answer() == "saved"
    assert time.pauses == pytest.approx([0.55, 1.1])
