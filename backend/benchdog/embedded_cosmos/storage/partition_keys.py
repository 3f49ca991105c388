"""
Partition keys: what a request names, what an item has, and where the two lie in the space of hashes.

The hash decides in which physical range an item is, and the SDK computes it too, so the two must agree bit by
bit: MurmurHash3 over typed bytes, 128 bits for version 2 (each component of a hierarchical key on its own),
32 bits and the value itself for version 1.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import mmh3
import orjson

from benchdog.embedded_cosmos.sql.analysis import Path
from benchdog.embedded_cosmos.sql.values import UNDEFINED
from benchdog.embedded_cosmos.storage.member_paths import path_steps, value_at
from benchdog.embedded_cosmos.wire import CosmosFailure, bad_request

EpkRange = tuple[str, str]
"""Effective partition keys from the first, inclusive, to the second, exclusive."""

EVERYWHERE: Final[EpkRange] = ("", "FF")

MAX_KEY_BYTES: Final = 2048
MAX_LEVELS: Final = 3
_KINDS: Final = {"Hash": 1, "MultiHash": MAX_LEVELS}
_VERSIONS: Final = (1, 2)

_UNDEFINED_TYPE: Final = b"\x00"
_SINGLETONS: Final = {None: b"\x01", False: b"\x02", True: b"\x03"}
_NUMBER_TYPE: Final = b"\x05"
_STRING_TYPE: Final = b"\x08"
_V1_STRING_LIMIT: Final = 100


def key_mismatch() -> CosmosFailure:
    """In the words of the service, by which clients tell it."""
    message = (
        "Partition key provided either doesn't correspond to definition in the collection or doesn't match "
        "partition key field values specified in the document."
    )
    return bad_request(message, substatus=1001)


@dataclass(frozen=True, slots=True)
class PartitionKeyDefinition:
    """The paths of a container's partition key; more than one make a hierarchical key."""

    paths: tuple[Path, ...]
    is_hierarchical: bool
    version: int

    @classmethod
    def from_json(cls, sent: object) -> Self:
        """Raises CosmosFailure 400 for what is no definition of a partition key."""
        if not isinstance(sent, Mapping):
            raise bad_request("A container needs a partition key.")
        paths, kind, version = sent.get("paths"), sent.get("kind", "Hash"), sent.get("version", 1)
        if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
            raise bad_request("A container needs a partition key.")
        steps = tuple(path_steps(path) for path in paths)
        if kind not in _KINDS or version not in _VERSIONS or not all(steps):
            raise bad_request("The partition key is not valid.")
        if not steps:
            raise bad_request("The partition key has no path.")
        if len(steps) > _KINDS[kind]:
            raise bad_request(f"Too many partition key paths: kind {kind} has at most {_KINDS[kind]}.")
        return cls(steps, kind == "MultiHash", version)

    def of_request(self, header: str) -> str:
        """
        The key that a request names, as canonical text: a JSON array of its components.

        Raises:
            CosmosFailure: 400 for what is no key of this container.
        """
        try:
            components = orjson.loads(header)
        except orjson.JSONDecodeError:
            raise bad_request("The partition key is not valid JSON.") from None
        if components == []:  # how a client says that a migrated container's item has none
            components = [{}]
        if not isinstance(components, list) or len(components) != len(self.paths):
            raise key_mismatch()
        return _text([UNDEFINED if component == {} else component for component in components])

    def of_item(self, item: Mapping[str, Any]) -> str:
        """The key that *item* has, as canonical text: an array or an object counts as no value."""
        found = (value_at(item, path) for path in self.paths)
        return _text([UNDEFINED if isinstance(value, list | dict) else value for value in found])

    def effective(self, key: str) -> str:
        """The place of *key*, a canonical text, in the space of hashes: hexadecimal, from "" to "FF"."""
        components = [UNDEFINED if component == {} else component for component in orjson.loads(key)]
        if self.version == 1 and not self.is_hierarchical:
            return _effective_v1(components[0])
        return "".join(_effective_v2(component) for component in components)


def _effective_v2(component: Any) -> str:
    number = mmh3.hash128(_typed(component, string_end=b"\xff"))
    digest = bytearray(number.to_bytes(16, "big"))
    digest[0] &= 0x3F  # everything stays below "FF"
    return digest.hex().upper()


def _effective_v1(component: Any) -> str:
    if isinstance(component, str):
        component = component[:_V1_STRING_LIMIT]
    digest = mmh3.hash(_typed(component, string_end=b"\x00"), signed=False)
    return (_ordered_number(float(digest)) + _ordered(component)).hex().upper()


def _typed(component: Any, *, string_end: bytes) -> bytes:
    """What is hashed of a component."""
    if component is UNDEFINED:
        return _UNDEFINED_TYPE
    if isinstance(component, str):
        return _STRING_TYPE + component.encode() + string_end
    if component is None or isinstance(component, bool):
        return _SINGLETONS[component]
    return _NUMBER_TYPE + struct.pack("<d", component)


def _ordered(component: Any) -> bytes:
    """A component in bytes that sort as the component does (version 1 keeps it behind the hash)."""
    if component is UNDEFINED:
        return _UNDEFINED_TYPE
    if isinstance(component, str):
        encoded = component.encode()
        is_short = len(encoded) <= _V1_STRING_LIMIT
        raised = bytes(byte + 1 for byte in encoded[: _V1_STRING_LIMIT + 1])
        return _STRING_TYPE + raised + (b"\x00" if is_short else b"")
    if component is None or isinstance(component, bool):
        return _SINGLETONS[component]
    return _ordered_number(component)


def _ordered_number(number: float) -> bytes:
    """Eight bits, then seven bits a byte, whose lowest bit says whether more follow."""
    [bits] = struct.unpack(">Q", struct.pack(">d", number))
    payload = bits ^ (1 << 63) if bits < 1 << 63 else (~bits + 1) & (1 << 64) - 1
    result = bytearray([payload >> 56])
    payload = payload << 8 & (1 << 64) - 1
    while payload:
        result.append(payload >> 56 | 1)
        payload = payload << 7 & (1 << 64) - 1
    if len(result) == 1:
        result.append(0)
    else:
        result[-1] &= 0xFE
    return _NUMBER_TYPE + bytes(result)


def _text(components: Sequence[Any]) -> str:
    text = orjson.dumps([_plain(component) for component in components])
    if len(text) > MAX_KEY_BYTES:
        raise bad_request("The partition key is longer than 2 KB.")
    return text.decode()


def _plain(component: Any) -> Any:
    if component is UNDEFINED:
        return {}
    if component is None or isinstance(component, str | bool):
        return component
    if isinstance(component, int | float):
        return float(component) + 0.0  # -0.0 is 0.0
    raise bad_request("A partition key is made of texts, numbers, booleans and null.")
