"""Databases and containers as they are defined, and what follows from a definition."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

import orjson

from benchdog.embedded_cosmos.sql.analysis import Path
from benchdog.embedded_cosmos.storage.indexing_policy import IndexingPolicy
from benchdog.embedded_cosmos.storage.member_paths import path_steps
from benchdog.embedded_cosmos.storage.partition_keys import PartitionKeyDefinition


@dataclass(frozen=True)
class Database:
    number: int
    id: str
    etag: str
    ts: int

    @property
    def rid(self) -> str:
        return encoded_rid(self.number.to_bytes(4, "big"))

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "_rid": self.rid,
            "_self": f"dbs/{self.rid}/",
            "_etag": self.etag,
            "_colls": "colls/",
            "_users": "users/",
            "_ts": self.ts,
        }


@dataclass(frozen=True)
class Container:
    """
    One container.

    Attributes:
        definition: what the client sent, with the defaults of the service.
        splits: how often the throughput that it was given split its ranges.
    """

    number: int
    database: Database
    definition: Mapping[str, Any]
    etag: str
    ts: int
    splits: int = 0

    @property
    def id(self) -> str:
        return str(self.definition["id"])

    @property
    def table(self) -> str:
        return f"items_{self.number}"

    @cached_property
    def rid_bytes(self) -> bytes:
        return self.database.number.to_bytes(4, "big") + (0x8000_0000 + self.number).to_bytes(4, "big")

    @cached_property
    def rid(self) -> str:
        return encoded_rid(self.rid_bytes)

    @cached_property
    def self_link(self) -> str:
        return f"dbs/{self.database.rid}/colls/{self.rid}/"

    @cached_property
    def quoted_path(self) -> str:
        """By names, as it fits into a header."""
        return quote(f"dbs/{self.database.id}/colls/{self.id}")

    @cached_property
    def partition_key(self) -> PartitionKeyDefinition:
        return PartitionKeyDefinition.from_json(self.definition["partitionKey"])

    @property
    def default_ttl(self) -> int | None:
        """Seconds; -1 for items that ask for it only; None for a container without expiry."""
        ttl: int | None = self.definition.get("defaultTtl")
        return ttl

    @cached_property
    def indexing(self) -> IndexingPolicy:
        return IndexingPolicy.from_json(self.definition["indexingPolicy"])

    @cached_property
    def columns(self) -> dict[Path, str]:
        """The key column of every path that has one."""
        return {path: _column_name(path) for path in self.indexing.key_paths()}

    @cached_property
    def unique_keys(self) -> dict[str, tuple[Path, ...]]:
        """The column of every unique key, with the paths whose values it joins."""
        policy = self.definition.get("uniqueKeyPolicy") or {}
        keys = [tuple(map(path_steps, key["paths"])) for key in policy.get("uniqueKeys") or []]
        return {f"unique_{position}": paths for position, paths in enumerate(keys)}

    @cached_property
    def key_columns(self) -> tuple[str, ...]:
        """Every column that is derived from what an item has."""
        return (*self.columns.values(), *self.unique_keys)

    @cached_property
    def indexed_members(self) -> frozenset[str]:
        """Top-level members in which something is indexed."""
        return frozenset(path[0] for path in self.columns)

    def as_json(self) -> dict[str, Any]:
        return {
            **self.definition,
            "_rid": self.rid,
            "_self": self.self_link,
            "_etag": self.etag,
            "_docs": "docs/",
            "_sprocs": "sprocs/",
            "_triggers": "triggers/",
            "_udfs": "udfs/",
            "_conflicts": "conflicts/",
            "_ts": self.ts,
        }


def _column_name(path: Path) -> str:
    """A name that SQLite takes whatever the path is called."""
    return "k_" + hashlib.sha256(orjson.dumps(path)).hexdigest()[:16]


def encoded_rid(number: bytes) -> str:
    """A resource id as it stands in paths, where a slash would part it."""
    return base64.b64encode(number, altchars=b"+-").decode()
