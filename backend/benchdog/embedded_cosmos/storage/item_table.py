"""The table of a container's items: made from its definition, and made anew where that changes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import apsw
import orjson

from benchdog.embedded_cosmos.sql.analysis import Path
from benchdog.embedded_cosmos.sql.values import encode_key
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.member_paths import value_at

_SAME_WHATEVER_THE_DEFINITION: Final = "number, pk, id, etag, ts, expires, lsn, size, head, big_members, big"


def create_table(connection: apsw.Connection, container: Container) -> None:
    _create_rows(connection, container, container.table)
    _create_indexes(connection, container)


def rebuild_table(connection: apsw.Connection, container: Container) -> None:
    """The items under the keys that *container* asks for now. Reads every item once."""
    rebuilt = f"{container.table}_rebuilt"
    _create_rows(connection, container, rebuilt)
    connection.execute(
        f"INSERT INTO {rebuilt} ({_SAME_WHATEVER_THE_DEFINITION}) "
        f"SELECT {_SAME_WHATEVER_THE_DEFINITION} FROM {container.table}"
    )
    connection.execute(f"DROP TABLE {container.table}")
    connection.execute(f"ALTER TABLE {rebuilt} RENAME TO {container.table}")
    derived = ", ".join(f"{name} = ?" for name in ("epk", *container.key_columns))
    numbers: list[Any] = connection.execute(f"SELECT number, pk FROM {container.table}").fetchall()
    for number, pk in numbers:
        sql = f"SELECT etag, ts, head, big FROM {container.table} WHERE number = ?"
        stored: Any = connection.execute(sql, (number,)).fetchone()
        etag, ts, head, big = stored
        item = {**orjson.loads(head), **orjson.loads(big or b"{}"), "_etag": etag, "_ts": ts}
        keys = (container.partition_key.effective(pk), *keys_of(container, item).values(), number)
        connection.execute(f"UPDATE {container.table} SET {derived} WHERE number = ?", keys)
    _create_indexes(connection, container)


def keys_of(container: Container, item: Mapping[str, Any]) -> dict[str, bytes]:
    """What the key columns of *item* hold, its system members included."""
    keys = {column: encode_key(value_at(item, path)) for path, column in container.columns.items()}
    for column, paths in container.unique_keys.items():
        keys[column] = _unique_key(item, paths)
    return keys


def set_expiry(connection: apsw.Connection, container: Container) -> None:
    """Gives every item the expiry that follows from its own ttl and the container's."""
    ttl = "coalesce(json_extract(CAST(head AS TEXT), '$.ttl'), :default_ttl)"
    expires = "NULL" if container.default_ttl is None else f"CASE {ttl} WHEN -1 THEN NULL ELSE ts + {ttl} END"
    connection.execute(
        f"UPDATE {container.table} SET expires = {expires}", {"default_ttl": container.default_ttl}
    )


def _unique_key(item: Mapping[str, Any], paths: Sequence[Path]) -> bytes:
    """One key of several values; a missing one counts as a value, so that two items cannot both lack it."""
    parts = [encode_key(value_at(item, path)) for path in paths]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _create_rows(connection: apsw.Connection, container: Container, table: str) -> None:
    """`head` has everything small, `big` the large unindexed members: last, so that scans never read it."""
    keys = "".join(f"{column} BLOB NOT NULL DEFAULT x'', " for column in container.key_columns)
    connection.execute(
        f"CREATE TABLE {table} (number INTEGER PRIMARY KEY AUTOINCREMENT, "
        "pk TEXT NOT NULL, epk TEXT NOT NULL DEFAULT '', id TEXT NOT NULL, etag TEXT NOT NULL, "
        f"ts INTEGER NOT NULL, expires REAL, lsn INTEGER NOT NULL, size INTEGER NOT NULL, {keys} "
        "head BLOB NOT NULL, big_members TEXT, big BLOB, UNIQUE (pk, id))"
    )


def _create_indexes(connection: apsw.Connection, container: Container) -> None:
    table = container.table
    connection.execute(f"CREATE INDEX {table}_expires ON {table} (expires) WHERE expires IS NOT NULL")
    connection.execute(f"CREATE INDEX {table}_lsn ON {table} (lsn)")
    for path, column in container.columns.items():
        if container.indexing.is_sortable(path):  # else only a composite index needs its column
            connection.execute(f"CREATE INDEX {table}_{column} ON {table} (pk, {column}, number)")
    for position, composite in enumerate(container.indexing.composites):
        parts = ", ".join(
            f"{container.columns[path]}{' DESC' if is_down else ''}" for path, is_down in composite
        )
        connection.execute(f"CREATE INDEX {table}_composite_{position} ON {table} (pk, {parts}, number)")
    for column in container.unique_keys:
        connection.execute(f"CREATE UNIQUE INDEX {table}_{column} ON {table} (pk, {column})")
