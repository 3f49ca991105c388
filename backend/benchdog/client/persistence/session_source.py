"""How persistence sees the work of a program, whatever it is. The twin of `SessionSource.ts`."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Protocol

from benchdog.documents.json_value import JsonObject, JsonValue


class ContentUnreadable(Exception):
    """Content that this program cannot open; the message says why."""


@dataclass(frozen=True, slots=True)
class ContentPart:
    """
    A piece of content that is merged as a whole. [B4]

    Attributes:
        key: unique within one content, and the same in every version of it.
        label: what a person calls it.
        is_quiet: nobody is asked about it; where both sides changed it, the one that is open here is taken.
    """

    key: str
    label: str
    value: JsonValue
    is_quiet: bool = False


class SessionSource(Protocol):
    """`serialize` gives the same again after `restore` of what it gave."""

    def serialize(self) -> JsonObject: ...

    def restore(self, content: JsonObject) -> None:
        """Raises ContentUnreadable, and then changes nothing."""

    def take_apart(self, content: JsonObject) -> Sequence[ContentPart] | None:
        """*content* as the parts that a person chooses among; None where they cannot be told apart."""

    def put_together(self, parts: Mapping[str, JsonValue], around: JsonObject) -> JsonObject:
        """The inverse of `take_apart`; what no part holds is as in *around*."""

    def is_from_newer_version(self, content: JsonObject) -> bool:
        """Whether it is of a later major version than this program knows: it is never written over. [C7]"""


class DictionarySource:
    """
    A dictionary of JSON values: each of its members is a part.

    Args:
        content: changed in place by `restore`, so that whoever holds it sees what was opened or merged.
        schema: what the program makes of it, as `name/major`; None where it takes whatever there is. [C7]
    """

    def __init__(self, content: JsonObject, *, schema: str | None = None) -> None:
        self.content = content
        self._schema = schema

    def serialize(self) -> JsonObject:
        return self.content

    def restore(self, content: JsonObject) -> None:
        # A copy: what is changed in it afterwards changes nothing that somebody keeps for an undo.
        opened = deepcopy(content)
        self.content.clear()
        self.content.update(opened)

    def take_apart(self, content: JsonObject) -> Sequence[ContentPart] | None:
        if self.is_from_newer_version(content):
            return None
        return [ContentPart(name, name, member) for name, member in content.items()]

    def put_together(self, parts: Mapping[str, JsonValue], around: JsonObject) -> JsonObject:
        return dict(parts)

    def is_from_newer_version(self, content: JsonObject) -> bool:
        found = content.get("schema")
        if self._schema is None or not isinstance(found, str):
            return False
        known_name, _, known_major = self._schema.partition("/")
        name, _, major = found.partition("/")
        return name == known_name and major.isdecimal() and int(major) > int(known_major)
