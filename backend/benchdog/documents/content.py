"""Content: what a person made, as canonical text with its hash and size. [C1] [C2] [C3] [C4]"""

import hashlib
from dataclasses import dataclass
from typing import Self

from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.json_value import JsonStep, JsonValue, json_path
from benchdog.documents.limits import LARGEST_PARTS_SHOWN, MAX_CONTENT_SIZE_BYTES
from benchdog.errors import ContentHashMismatch, ContentInvalid, ContentTooLarge


@dataclass(frozen=True, slots=True)
class Content:
    """
    One state of a session or a snapshot.

    Attributes:
        canonical: RFC 8785 text, UTF-8; an object.
        content_hash: lower-case hex SHA-256 of `canonical`.
    """

    canonical: bytes
    content_hash: str

    @property
    def size_bytes(self) -> int:
        return len(self.canonical)

    @classmethod
    def from_value(
        cls, value: JsonValue, *, expected_hash: str | None = None, at: tuple[JsonStep, ...] = ()
    ) -> Self:
        """
        The content that a parsed JSON value stands for.

        Args:
            value: must be an object.
            expected_hash: what the sender computed; None where it did not.
            at: where *value* stands in the request; only used to name places in errors.

        Raises:
            ContentInvalid: not an object, or not I-JSON.
            ContentTooLarge: names size, limit and the largest parts.
            ContentHashMismatch: *expected_hash* is another one.
        """
        if not isinstance(value, dict):
            path = json_path(at)
            raise ContentInvalid(
                f"The content must be a JSON object. At {path}.", path=path, reason="not_an_object"
            )
        canonical = canonicalize(value, at=at)
        if len(canonical) > MAX_CONTENT_SIZE_BYTES:
            raise ContentTooLarge(
                size_bytes=len(canonical),
                limit_bytes=MAX_CONTENT_SIZE_BYTES,
                largest_parts=largest_parts(value),
            )
        content_hash = hash_canonical(canonical)
        if expected_hash is not None and expected_hash != content_hash:
            raise ContentHashMismatch(sent=expected_hash, computed=content_hash)
        return cls(canonical, content_hash)


def hash_canonical(canonical: bytes) -> str:
    """Lower-case hex SHA-256."""
    return hashlib.sha256(canonical).hexdigest()


def largest_parts(content: dict[str, JsonValue]) -> list[dict[str, str | int]]:
    """
    The largest members of *content*, and of its arrays the largest items, as `{path, size_bytes}`.

    Sizes are of the canonical text. At most ten, largest first. Source: [C4].
    """
    parts: list[tuple[int, str]] = []
    for name, member in content.items():
        if isinstance(member, list):
            parts += [
                (len(canonicalize(item)), json_path([name, index])) for index, item in enumerate(member)
            ]
        else:
            parts.append((len(canonicalize(member)), json_path([name])))
    parts.sort(key=lambda part: (-part[0], part[1]))
    return [{"path": path, "size_bytes": size} for size, path in parts[:LARGEST_PARTS_SHOWN]]
