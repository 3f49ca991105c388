"""Three copies are compared part by part, as in TypeScript. [B4]"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchdog.documents.merge_parts import PartDifference, merge_parts
from tests.vectors import load_vectors, named

KEYS = ("a", "b", "c")
ANY_PARTS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from([1, 2, 3]))


@pytest.mark.parametrize("case", named(load_vectors("merge")))
def test_the_merge_is_the_one_of_the_shared_vectors(case: dict[str, Any]):
    """[B4] schemas/vectors/merge.json"""
    merge = merge_parts(base=case["base"], mine=case["mine"], theirs=case["theirs"], choices=case["choices"])

    assert merge.merged == case["merged"]
    assert {each.key: each.side for each in merge.differences if each.side} == case["decided"]
    assert [each.key for each in merge.differences if each.side is None] == case["conflicts"]


@given(ANY_PARTS, ANY_PARTS, ANY_PARTS)
def test_both_sides_give_the_same_where_nobody_has_to_choose(base, mine, theirs):
    """[B4]"""
    here = merge_parts(base=base, mine=mine, theirs=theirs, choices={})
    there = merge_parts(base=base, mine=theirs, theirs=mine, choices={})

    undecided = {each.key for each in here.differences if each.side is None}
    for key in set(KEYS) - undecided:
        assert here.merged.get(key) == there.merged.get(key)


def test_true_is_not_one_and_one_is_one_point_zero():
    """[C2] To Python True equals 1; as JSON they differ, and 1 and 1.0 do not."""
    merge = merge_parts(
        base={"a": 1, "b": 1}, mine={"a": True, "b": 1}, theirs={"a": 1, "b": 1.0}, choices={}
    )

    assert merge.differences == (PartDifference("a", "here", "mine"),)
