"""Compares three copies of a content part by part, as `mergeParts.ts`: schemas/vectors/merge.json. [B4]"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.json_value import JsonValue

Side: TypeAlias = Literal["mine", "theirs"]
"""The copy that a part is taken from: the one that is open here, or the server's."""

Parts: TypeAlias = Mapping[str, JsonValue]
"""Content in pieces that are chosen as a whole, by key. A missing one was removed, or is not there yet."""

Choices: TypeAlias = Mapping[str, Side]
Changed: TypeAlias = Literal["here", "there", "both"]


@dataclass(frozen=True, slots=True)
class PartDifference:
    """
    A part that is not the same on both sides.

    Attributes:
        changed: where, since the last common version; `both` also where that version is not known.
        side: where it is taken from; None where a person has to choose.
    """

    key: str
    changed: Changed
    side: Side | None


@dataclass(frozen=True, slots=True)
class PartsMerge:
    """
    Attributes:
        merged: what is not decided is as in *mine*.
        differences: in the order of *mine*, then in that of *theirs*.
    """

    merged: dict[str, JsonValue]
    differences: tuple[PartDifference, ...]


def merge_parts(*, base: Parts | None, mine: Parts, theirs: Parts, choices: Choices) -> PartsMerge:
    """
    Both sides as one.

    A part that one side changed is taken from there; one that both changed alike is no difference; the rest
    is the person's to choose. Removing is a change like any other.

    Args:
        base: the last common version; None where it is not known.
        choices: what a person chose so far; one for a part that is the same on both sides changes nothing.

    Raises:
        ContentInvalid: a part cannot be written as JSON.
    """
    merged: dict[str, JsonValue] = {}
    differences: list[PartDifference] = []
    for key in {**mine, **theirs}:
        taken = mine
        if not _is_same_part(mine, theirs, key):
            changed = _who_changed(base, mine, theirs, key)
            side = choices.get(key) or _side_without_question(changed)
            differences.append(PartDifference(key, changed, side))
            if side == "theirs":
                taken = theirs
        if key in taken:
            merged[key] = taken[key]
    return PartsMerge(merged, tuple(differences))


def _who_changed(base: Parts | None, mine: Parts, theirs: Parts, key: str) -> Changed:
    if base is None:
        return "both"
    if _is_same_part(base, mine, key):
        return "there"
    return "here" if _is_same_part(base, theirs, key) else "both"


def _side_without_question(changed: Changed) -> Side | None:
    if changed == "both":
        return None
    return "mine" if changed == "here" else "theirs"


def _is_same_part(one: Parts, other: Parts, key: str) -> bool:
    """By canonical text: to Python True equals 1. [C2]"""
    if key not in one or key not in other:
        return key not in one and key not in other
    return canonicalize(one[key]) == canonicalize(other[key])
