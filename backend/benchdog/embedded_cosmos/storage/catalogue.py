"""The databases and containers of the file: made, listed, changed, deleted."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import apsw
import orjson

from benchdog.embedded_cosmos.storage import offers
from benchdog.embedded_cosmos.storage.connection import APPLICATION_ID, FORMAT_VERSION
from benchdog.embedded_cosmos.storage.container import Container, Database
from benchdog.embedded_cosmos.storage.container_definition import checked_definition
from benchdog.embedded_cosmos.storage.item_table import create_table, rebuild_table, set_expiry
from benchdog.embedded_cosmos.wire import CosmosFailure, bad_request, conflict, not_found

TABLES: Final = f"""
CREATE TABLE databases (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL, ts INTEGER NOT NULL
);
CREATE TABLE containers (
  number INTEGER PRIMARY KEY AUTOINCREMENT, database INTEGER NOT NULL REFERENCES databases, id TEXT NOT NULL,
  definition BLOB NOT NULL, etag TEXT NOT NULL, ts INTEGER NOT NULL, UNIQUE (database, id)
);
{offers.TABLE};
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters VALUES ('lsn', 0), ('catalogue', 0);
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT_VERSION};
"""

_UNCHANGEABLE: Final = ("id", "partitionKey", "uniqueKeyPolicy")


def set_up(connection: apsw.Connection) -> None:
    """Creates the tables of an empty file; brings a file of an earlier format to this one."""
    version = connection.execute("PRAGMA user_version").get
    if version == 0:
        connection.execute(TABLES)
    elif version < FORMAT_VERSION:
        _migrate(connection)


def list_databases(connection: apsw.Connection) -> list[Database]:
    return [Database(*row) for row in connection.execute("SELECT number, id, etag, ts FROM databases")]


def list_containers(connection: apsw.Connection) -> list[Container]:
    databases = {database.number: database for database in list_databases(connection)}
    given = offers.list_offers(connection)
    rows = connection.execute("SELECT number, database, definition, etag, ts FROM containers")
    found = [
        Container(number, databases[of], orjson.loads(text), etag, ts) for number, of, text, etag, ts in rows
    ]
    return [replace(each, splits=given[each.rid].splits if each.rid in given else 0) for each in found]


def create_database(
    connection: apsw.Connection,
    name: str,
    etag: str,
    ts: int,
    *,
    throughput: Mapping[str, Any] | None = None,
) -> Database:
    try:
        connection.execute("INSERT INTO databases (id, etag, ts) VALUES (?, ?, ?)", (name, etag, ts))
    except apsw.ConstraintError:
        raise conflict() from None
    database = Database(connection.last_insert_rowid(), name, etag, ts)
    if throughput is not None:
        offers.write_offer(connection, database.rid, throughput)
    _touch(connection)
    return database


def delete_database(connection: apsw.Connection, database: Database) -> None:
    for container in list_containers(connection):
        if container.database.number == database.number:
            delete_container(connection, container)
    offers.delete_offer(connection, database.rid)
    connection.execute("DELETE FROM databases WHERE number = ?", (database.number,))
    if not connection.changes():
        raise not_found()
    _touch(connection)


def create_container(
    connection: apsw.Connection,
    database: Database,
    sent: Mapping[str, Any],
    etag: str,
    ts: int,
    *,
    throughput: Mapping[str, Any] | None = None,
) -> Container:
    definition = checked_definition(sent)
    if not connection.execute("SELECT 1 FROM databases WHERE number = ?", (database.number,)).get:
        raise CosmosFailure(404, "NotFound", "The database does not exist.", substatus=1003)
    sql = "INSERT INTO containers (database, id, definition, etag, ts) VALUES (?, ?, ?, ?, ?)"
    try:
        connection.execute(sql, (database.number, definition["id"], orjson.dumps(definition), etag, ts))
    except apsw.ConstraintError:
        raise conflict() from None
    container = Container(connection.last_insert_rowid(), database, definition, etag, ts)
    create_table(connection, container)
    if throughput is not None:
        offers.write_offer(connection, container.rid, throughput)
    _touch(connection)
    return container


def replace_container(
    connection: apsw.Connection, container: Container, sent: Mapping[str, Any], etag: str, ts: int
) -> Container:
    """
    A new expiry or indexing policy for a container and its items.

    Raises:
        CosmosFailure: 400 for a change of what cannot be changed.
    """
    kept = {name: container.definition[name] for name in _UNCHANGEABLE if name in container.definition}
    definition = checked_definition({**kept, **sent})
    for name in _UNCHANGEABLE:
        if definition.get(name) != container.definition.get(name):
            raise bad_request(f"The {name} of a container cannot be changed.")
    replaced = replace(container, definition=definition, etag=etag, ts=ts)
    connection.execute(
        "UPDATE containers SET definition = ?, etag = ?, ts = ? WHERE number = ?",
        (orjson.dumps(definition), etag, ts, container.number),
    )
    if replaced.indexing != container.indexing:
        rebuild_table(connection, replaced)
    if replaced.default_ttl != container.default_ttl:
        set_expiry(connection, replaced)
    _touch(connection)
    return replaced


def delete_container(connection: apsw.Connection, container: Container) -> None:
    if not connection.execute("SELECT 1 FROM containers WHERE number = ?", (container.number,)).get:
        raise not_found()
    offers.delete_offer(connection, container.rid)
    connection.execute(f"DROP TABLE {container.table}")
    connection.execute("DELETE FROM containers WHERE number = ?", (container.number,))
    _touch(connection)


def change_offer(connection: apsw.Connection, resource: str, content: Mapping[str, Any]) -> None:
    """The throughput of a database or container, by its resource id."""
    offers.write_offer(connection, resource, content)
    _touch(connection)


def catalogue_version(connection: apsw.Connection) -> int:
    """Changes with every change of databases or containers, whichever process makes it."""
    version: int = connection.execute("SELECT value FROM counters WHERE name = 'catalogue'").get
    return version


def _touch(connection: apsw.Connection) -> None:
    connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'catalogue'")


def _migrate(connection: apsw.Connection) -> None:
    """Format 1 knew neither effective partition keys nor the order of changes, nor throughput."""
    connection.execute(offers.TABLE)
    for container in list_containers(connection):
        rebuild_table(connection, container)
    connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
