"""Databases and containers: their definitions, and what follows from them for the tables of items."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import apsw
import orjson

from benchdog.embedded_cosmos.sql.analysis import Path
from benchdog.embedded_cosmos.storage.connection import APPLICATION_ID, FORMAT_VERSION
from benchdog.embedded_cosmos.storage.indexing_policy import IndexingPolicy, path_steps
from benchdog.embedded_cosmos.wire import CosmosFailure, bad_request, conflict, not_found, not_supported

TABLES: Final = f"""
CREATE TABLE databases (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL, ts INTEGER NOT NULL
);
CREATE TABLE containers (
  number INTEGER PRIMARY KEY AUTOINCREMENT, database INTEGER NOT NULL REFERENCES databases, id TEXT NOT NULL,
  definition BLOB NOT NULL, etag TEXT NOT NULL, ts INTEGER NOT NULL, UNIQUE (database, id)
);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters VALUES ('lsn', 0), ('catalogue', 0);
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT_VERSION};
"""


@dataclass(frozen=True)
class Database:
    number: int
    id: str
    etag: str
    ts: int

    @property
    def rid(self) -> str:
        return base64.b64encode(self.number.to_bytes(4, "big")).decode()

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
    """One container; `definition` is what the client sent, with the defaults of the service."""

    number: int
    database: Database
    definition: Mapping[str, Any]
    etag: str
    ts: int

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
        return base64.b64encode(self.rid_bytes).decode()

    @cached_property
    def self_link(self) -> str:
        return f"dbs/{self.database.rid}/colls/{self.rid}/"

    @cached_property
    def partition_key_path(self) -> Path:
        return path_steps(self.definition["partitionKey"]["paths"][0])

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


def set_up(connection: apsw.Connection) -> None:
    """Creates the tables of an empty file."""
    if connection.execute("PRAGMA user_version").get != FORMAT_VERSION:
        connection.execute(TABLES)


def list_databases(connection: apsw.Connection) -> list[Database]:
    return [Database(*row) for row in connection.execute("SELECT number, id, etag, ts FROM databases")]


def list_containers(connection: apsw.Connection) -> list[Container]:
    databases = {database.number: database for database in list_databases(connection)}
    rows = connection.execute("SELECT number, database, definition, etag, ts FROM containers")
    return [
        Container(number, databases[of], orjson.loads(text), etag, ts) for number, of, text, etag, ts in rows
    ]


def create_database(connection: apsw.Connection, name: str, etag: str, ts: int) -> Database:
    try:
        connection.execute("INSERT INTO databases (id, etag, ts) VALUES (?, ?, ?)", (name, etag, ts))
    except apsw.ConstraintError:
        raise conflict() from None
    _touch(connection)
    return Database(connection.last_insert_rowid(), name, etag, ts)


def delete_database(connection: apsw.Connection, database: Database) -> None:
    for container in list_containers(connection):
        if container.database.number == database.number:
            delete_container(connection, container)
    connection.execute("DELETE FROM databases WHERE number = ?", (database.number,))
    if not connection.changes():
        raise not_found()
    _touch(connection)


def create_container(
    connection: apsw.Connection, database: Database, sent: Mapping[str, Any], etag: str, ts: int
) -> Container:
    definition = _definition(sent)
    if not connection.execute("SELECT 1 FROM databases WHERE number = ?", (database.number,)).get:
        raise CosmosFailure(404, "NotFound", "The database does not exist.", substatus=1003)
    sql = "INSERT INTO containers (database, id, definition, etag, ts) VALUES (?, ?, ?, ?, ?)"
    try:
        connection.execute(sql, (database.number, definition["id"], orjson.dumps(definition), etag, ts))
    except apsw.ConstraintError:
        raise conflict() from None
    container = Container(connection.last_insert_rowid(), database, definition, etag, ts)
    _create_table(connection, container)
    _touch(connection)
    return container


def replace_container(
    connection: apsw.Connection, container: Container, sent: Mapping[str, Any], etag: str, ts: int
) -> Container:
    """A new expiry for a container and its items. Another indexing policy would need them indexed again."""
    definition = _definition(sent)
    for name in ("id", "partitionKey"):
        if definition[name] != container.definition[name]:
            raise bad_request(f"The {name} of a container cannot be changed.")
    replaced = Container(container.number, container.database, definition, etag, ts)
    if replaced.indexing != container.indexing:
        raise not_supported("Changing the indexing policy of a container")
    connection.execute(
        "UPDATE containers SET definition = ?, etag = ?, ts = ? WHERE number = ?",
        (orjson.dumps(definition), etag, ts, container.number),
    )
    if replaced.default_ttl != container.default_ttl:
        _set_expiry(connection, replaced)
    _touch(connection)
    return replaced


def delete_container(connection: apsw.Connection, container: Container) -> None:
    if not connection.execute("SELECT 1 FROM containers WHERE number = ?", (container.number,)).get:
        raise not_found()
    connection.execute(f"DROP TABLE {container.table}")
    connection.execute("DELETE FROM containers WHERE number = ?", (container.number,))
    _touch(connection)


def catalogue_version(connection: apsw.Connection) -> int:
    """Changes with every change of databases or containers, whichever process makes it."""
    version: int = connection.execute("SELECT value FROM counters WHERE name = 'catalogue'").get
    return version


def _touch(connection: apsw.Connection) -> None:
    connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'catalogue'")


def _definition(sent: Mapping[str, Any]) -> dict[str, Any]:
    _check_definition(sent)
    return {
        "indexingPolicy": {
            "indexingMode": "consistent",
            "automatic": True,
            "includedPaths": [{"path": "/*"}],
        },
        "conflictResolutionPolicy": {"mode": "LastWriterWins", "conflictResolutionPath": "/_ts"},
        **{field: value for field, value in sent.items() if not field.startswith("_")},
    }


def _check_definition(sent: Mapping[str, Any]) -> None:
    """Raises CosmosFailure 400 for what is no container, 501 for what the engine does not have."""
    name, key, ttl = sent.get("id"), sent.get("partitionKey"), sent.get("defaultTtl")
    if not isinstance(name, str) or not name:
        raise bad_request("A container needs an id.")
    paths = key.get("paths") if isinstance(key, dict) else None
    if not isinstance(paths, list) or not paths or not all(isinstance(path, str) for path in paths):
        raise bad_request("A container needs a partition key.")
    if len(paths) > 1:
        raise not_supported("A hierarchical partition key")
    if (sent.get("uniqueKeyPolicy") or {}).get("uniqueKeys"):
        raise not_supported("A unique key")
    if ttl is not None and (isinstance(ttl, bool) or not isinstance(ttl, int) or not (ttl > 0 or ttl == -1)):
        raise bad_request("The defaultTtl of a container must be a positive whole number, or -1.")
    policy = sent.get("indexingPolicy", {})
    if not isinstance(policy, dict):
        raise bad_request("The indexing policy is not valid.")
    IndexingPolicy.from_json(policy)


def _set_expiry(connection: apsw.Connection, container: Container) -> None:
    """Gives every item the expiry that follows from its own ttl and the container's."""
    ttl = "coalesce(json_extract(CAST(head AS TEXT), '$.ttl'), :default_ttl)"
    expires = "NULL" if container.default_ttl is None else f"CASE {ttl} WHEN -1 THEN NULL ELSE ts + {ttl} END"
    connection.execute(
        f"UPDATE {container.table} SET expires = {expires}", {"default_ttl": container.default_ttl}
    )


def _create_table(connection: apsw.Connection, container: Container) -> None:
    """`head` has everything small, `big` the large unindexed members: last, so that scans never read it."""
    keys = "".join(f"{column} BLOB NOT NULL, " for column in container.columns.values())
    table = container.table
    connection.execute(
        f"CREATE TABLE {table} (number INTEGER PRIMARY KEY AUTOINCREMENT, "
        "pk TEXT NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL, ts INTEGER NOT NULL, expires REAL, "
        f"lsn INTEGER NOT NULL, size INTEGER NOT NULL, {keys} head BLOB NOT NULL, "
        "big_members TEXT, big BLOB, UNIQUE (pk, id))"
    )
    connection.execute(f"CREATE INDEX {table}_expires ON {table} (expires) WHERE expires IS NOT NULL")
    for column in container.columns.values():
        connection.execute(f"CREATE INDEX {table}_{column} ON {table} (pk, {column}, number)")
    for position, composite in enumerate(container.indexing.composites):
        parts = ", ".join(
            f"{container.columns[path]}{' DESC' if is_down else ''}" for path, is_down in composite
        )
        connection.execute(f"CREATE INDEX {table}_composite_{position} ON {table} (pk, {parts}, number)")
