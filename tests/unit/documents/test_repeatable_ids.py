"""Ids that come out again for the same request. [S8]"""

import asyncio

import pytest

from benchdog.documents.ids import is_id
from benchdog.documents.repeatable_ids import repeatable_where_asked, repeating_ids

new_id = repeatable_where_asked(lambda: "random")


def ids_of(seed: str, count: int = 3) -> list[str]:
    with repeating_ids(seed):
        return [new_id() for _ in range(count)]


def test_the_same_seed_gives_the_same_ids_in_the_same_order():
    """[S8]"""
    first = ids_of("seed")

    assert ids_of("seed") == first
    assert len(set(first)) == 3
    assert set(first).isdisjoint(ids_of("another seed"))


def test_they_have_the_form_of_ids():
    """[S1]"""
    assert all(map(is_id, ids_of("seed", count=1000)))


def test_outside_of_a_repeated_run_ids_are_random_also_after_a_failure():
    """[S8]"""
    with pytest.raises(LookupError), repeating_ids("seed"):
        raise LookupError

    assert new_id() == "random"


async def test_runs_at_the_same_time_do_not_take_each_others_ids():
    """[S8]"""

    async def run(seed: str) -> list[str]:
        with repeating_ids(seed):
            first = new_id()
            await asyncio.sleep(0)
            return [first, new_id()]

    both = list(await asyncio.gather(run("a"), run("b")))

    assert both == [ids_of("a", count=2), ids_of("b", count=2)]
