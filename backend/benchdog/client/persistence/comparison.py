"""The work that is open beside the server's newer copy, part by part. [B4] The twin of `compareCopies.ts`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchdog.client.persistence.session_source import ContentPart, SessionSource
from benchdog.documents.json_value import JsonObject, JsonValue
from benchdog.documents.merge_parts import Changed, Choices, Side, merge_parts
from benchdog.documents.metadata import SessionDetails

TITLE: Final = "details/title"
DESCRIPTION: Final = "details/description"
TAGS: Final = "details/tags"


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """
    A part that is not the same on both sides, as a person is asked about it.

    Attributes:
        label: what the program calls the part; None for title, description and tags.
        side: where it is taken from; None where a person has to choose.
    """

    key: str
    label: str | None
    changed: Changed
    side: Side | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`rows` is None where the copies cannot be told apart part by part: one has to be taken as a whole."""

    rows: tuple[ConflictRow, ...] | None

    @property
    def is_decided(self) -> bool:
        return self.rows is not None and all(row.side is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class CopyOfWork:
    content: JsonObject
    details: SessionDetails


@dataclass(frozen=True, slots=True)
class CommonCopy:
    """The last common version, as far as it is known."""

    content: JsonObject | None
    details: SessionDetails | None


@dataclass(frozen=True, slots=True)
class MergedWork:
    """The work after a merge; `leaves_out_mine`: something of the work that is open is not in it."""

    content: JsonObject
    details: SessionDetails
    leaves_out_mine: bool


def compare_copies(
    source: SessionSource, *, base: CommonCopy, mine: CopyOfWork, theirs: CopyOfWork, choices: Choices
) -> tuple[Comparison, MergedWork | None]:
    """Content by the parts that the program names, each detail by itself; no merge without rows."""
    my_parts, their_parts = source.take_apart(mine.content), source.take_apart(theirs.content)
    if my_parts is None or their_parts is None:
        return Comparison(None), None
    base_parts = None if base.content is None else source.take_apart(base.content)
    # What nobody is asked about stays as it is here where both changed it, as all that is not decided.
    known = {part.key: part for part in [*(base_parts or ()), *their_parts, *my_parts]}
    content = merge_parts(
        base=None if base_parts is None else _by_key(base_parts),
        mine=_by_key(my_parts),
        theirs=_by_key(their_parts),
        choices=choices,
    )
    details = merge_parts(
        base=None if base.details is None else _detail_parts(base.details),
        mine=_detail_parts(mine.details),
        theirs=_detail_parts(theirs.details),
        choices=choices,
    )
    rows = (
        *(ConflictRow(each.key, None, each.changed, each.side) for each in details.differences),
        *(
            ConflictRow(each.key, known[each.key].label, each.changed, each.side)
            for each in content.differences
            if not known[each.key].is_quiet
        ),
    )
    merged = MergedWork(
        source.put_together(content.merged, mine.content),
        SessionDetails.model_validate(
            {
                "title": details.merged[TITLE],
                "description": details.merged[DESCRIPTION],
                "tags": details.merged[TAGS],
            }
        ),
        leaves_out_mine=any(row.changed != "there" and row.side == "theirs" for row in rows),
    )
    return Comparison(rows), merged


def _by_key(parts: Sequence[ContentPart]) -> dict[str, JsonValue]:
    return {part.key: part.value for part in parts}


def _detail_parts(details: SessionDetails) -> dict[str, JsonValue]:
    return {TITLE: details.title, DESCRIPTION: details.description, TAGS: [*details.tags]}
