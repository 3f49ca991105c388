"""Items in their tables: written with their keys, found by key, expired by the clock that is passed in."""

import base64
import binascii
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import apsw
import orjson

from benchdog.embedded_cosmos.storage.container import Container, encoded_rid
from benchdog.embedded_cosmos.storage.item_table import keys_of
from benchdog.embedded_cosmos.storage.partition_keys import EpkRange
from benchdog.embedded_cosmos.wire import conflict, not_found, precondition_failed, too_large

MAX_ITEM_BYTES: Final = 2 * 1024 * 1024
BIG_MEMBER_BYTES: Final = 4096
"""A member with more JSON than this is kept apart, where no index needs it."""

SYSTEM_MEMBERS: Final = ("_rid", "_self", "_etag", "_attachments", "_ts", "_lsn")
_PURGED_AT_ONCE: Final = 200
_COLUMNS: Final = "number, pk, id, etag, ts, lsn, size, head, big_members, big"
_ALIVE: Final = "(expires IS NULL OR expires > ?)"


class StoredItem(NamedTuple):
    """
    One item as it lies in its table. A tuple, because a walk makes one for every item it looks at.

    Attributes:
        size: bytes of JSON, without system members.
        head: the small members, as a JSON object.
        big_members: names of the big members as JSON; None where there are none.
        big: the big members, as a JSON object; None where there are none, or where they were not read.
    """

    container: Container
    number: int
    pk: str
    id: str
    etag: str
    ts: int
    lsn: int
    size: int
    head: bytes
    big_members: str | None
    big: bytes | None

    def as_bytes(self) -> bytes:
        """The whole item as JSON, spliced and not parsed: pieces of content are never decoded here."""
        parts = [self.head[1:-1], self.big[1:-1] if self.big else b"", orjson.dumps(self._system())[1:-1]]
        return b"{" + b",".join(part for part in parts if part) + b"}"

    def as_value(self) -> dict[str, Any]:
        """The item decoded, without its big members where they were not read."""
        return self.members() | self._system()

    def members(self) -> dict[str, Any]:
        """As `as_value`, without the members of the system."""
        value: dict[str, Any] = orjson.loads(self.head)
        return value | orjson.loads(self.big) if self.big else value

    def _system(self) -> dict[str, Any]:
        rid = encoded_rid(self.container.rid_bytes + self.number.to_bytes(8, "big"))
        return {
            "_rid": rid,
            "_self": f"{self.container.self_link}docs/{rid}/",
            "_etag": self.etag,
            "_attachments": "attachments/",
            "_ts": self.ts,
        }


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a write leaves on an item: `now` in seconds, `etag` quoted, the number of its transaction."""

    now: float
    etag: str
    lsn: int = 0


def new_stamp(now: float, lsn: int = 0) -> Stamp:
    return Stamp(now, f'"{secrets.token_hex(12)}"', lsn)


def find(
    connection: apsw.Connection, container: Container, pk: str, item_id: str, now: float
) -> StoredItem | None:
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM {container.table} WHERE pk = ? AND id = ? AND {_ALIVE}", (pk, item_id, now)
    ).fetchone()
    return StoredItem(container, *row) if row else None


def get(connection: apsw.Connection, container: Container, pk: str, item_id: str, now: float) -> StoredItem:
    item = find(connection, container, pk, item_id, now)
    if item is None:
        raise not_found()
    return item


def id_of_rid(connection: apsw.Connection, container: Container, rid: str) -> str:
    """The id of the item with the resource id *rid*. Raises CosmosFailure 404."""
    try:
        decoded = base64.b64decode(rid, altchars=b"+-", validate=True)
    except binascii.Error:
        raise not_found() from None
    number = int.from_bytes(decoded[len(container.rid_bytes) :], "big", signed=True)
    sql = f"SELECT id FROM {container.table} WHERE number = ?"
    row = connection.execute(sql, (number,)).fetchone() if decoded.startswith(container.rid_bytes) else None
    if row is None:
        raise not_found()
    item_id: str = row[0]
    return item_id


def create(
    connection: apsw.Connection, container: Container, pk: str, value: Mapping[str, Any], stamp: Stamp
) -> StoredItem:
    """Raises CosmosFailure 409 where the id is taken by an item that has not expired."""
    _make_way(connection, container, pk, value["id"], stamp.now)
    row = _row(container, value, stamp)
    written = {"pk": pk, "epk": container.partition_key.effective(pk), **row}
    names, marks = ", ".join(written), ", ".join("?" * len(written))
    try:
        sql = f"INSERT INTO {container.table} ({names}) VALUES ({marks})"
        connection.execute(sql, tuple(written.values()))
    except apsw.ConstraintError:
        raise conflict() from None
    return _stored(container, connection.last_insert_rowid(), pk, row)


def replace(
    connection: apsw.Connection,
    container: Container,
    existing: StoredItem,
    value: Mapping[str, Any],
    stamp: Stamp,
) -> StoredItem:
    """Raises CosmosFailure 409 where the new id or a unique key is taken."""
    if container.unique_keys or value["id"] != existing.id:
        _make_way(connection, container, existing.pk, value["id"], stamp.now)
    row = _row(container, value, stamp)
    kept = _unchanged(connection, container, existing, row)
    changed = {name: value for name, value in row.items() if name not in kept}
    assignments = ", ".join(f"{name} = ?" for name in changed)
    try:
        connection.execute(
            f"UPDATE {container.table} SET {assignments} WHERE number = ?",
            (*changed.values(), existing.number),
        )
    except apsw.ConstraintError:
        raise conflict() from None
    return _stored(container, existing.number, existing.pk, row)


def _make_way(connection: apsw.Connection, container: Container, pk: str, item_id: str, now: float) -> None:
    """Removes what expired and still holds the id, or might hold a unique key, of an item to be written."""
    held, values = ("1", ()) if container.unique_keys else ("id = ?", (item_id,))
    sql = f"DELETE FROM {container.table} WHERE pk = ? AND {held} AND expires <= ?"
    connection.execute(sql, (pk, *values, now))


def _unchanged(
    connection: apsw.Connection, container: Container, existing: StoredItem, row: Mapping[str, Any]
) -> set[str]:
    """Indexed columns that a replacement leaves alone: SQLite rewrites the indexes of all that it sets."""
    columns = ("id", "expires", *container.key_columns)
    sql = f"SELECT {', '.join(columns)} FROM {container.table} WHERE number = ?"
    stored = connection.execute(sql, (existing.number,)).fetchone() or ()
    return {column for column, value in zip(columns, stored, strict=True) if row[column] == value}


def delete(connection: apsw.Connection, existing: StoredItem) -> None:
    connection.execute(f"DELETE FROM {existing.container.table} WHERE number = ?", (existing.number,))


def count_and_size(connection: apsw.Connection, container: Container, within: EpkRange) -> tuple[int, int]:
    """How many items are in a range, and how many bytes they have."""
    sql = f"SELECT count(*), coalesce(sum(size), 0) FROM {container.table} WHERE epk >= ? AND epk < ?"
    found: Any = connection.execute(sql, within).fetchone()
    count, size = found
    return count, size


def delete_partition(connection: apsw.Connection, container: Container, pk: str) -> list[int]:
    """The sizes of what was deleted, in bytes."""
    deleted = connection.execute(f"DELETE FROM {container.table} WHERE pk = ? RETURNING size", (pk,))
    return [size for (size,) in deleted]


def check_condition(existing: StoredItem, if_match: str | None) -> None:
    """Raises CosmosFailure 412 where *if_match* names another state than the stored one."""
    if if_match is not None and if_match not in {"*", existing.etag}:
        raise precondition_failed()


def purge_expired(connection: apsw.Connection, container: Container, now: float) -> None:
    """Removes some items that expired; they were invisible already."""
    table = container.table
    connection.execute(
        f"DELETE FROM {table} WHERE number IN "
        f"(SELECT number FROM {table} WHERE expires <= ? ORDER BY expires LIMIT {_PURGED_AT_ONCE})",
        (now,),
    )


def current_lsn(connection: apsw.Connection) -> int:
    lsn: int = connection.execute("SELECT value FROM counters WHERE name = 'lsn'").get
    return lsn


def next_lsn(connection: apsw.Connection) -> int:
    """The number of a change: later ones have higher numbers, whichever process makes them."""
    lsn: int = connection.execute(
        "UPDATE counters SET value = value + 1 WHERE name = 'lsn' RETURNING value"
    ).get
    return lsn


def _row(container: Container, value: Mapping[str, Any], stamp: Stamp) -> dict[str, Any]:
    head, big_members, big = _divided(container, value)
    size = len(head) + len(big or b"")
    if size > MAX_ITEM_BYTES:
        raise too_large(f"The item has {size} bytes; the limit is {MAX_ITEM_BYTES}.")
    ts = int(stamp.now)
    keys = keys_of(container, {**value, "_ts": ts, "_etag": stamp.etag})
    return {
        "id": value["id"],
        "etag": stamp.etag,
        "ts": ts,
        "expires": _expiry(container, value, stamp.now),
        "lsn": stamp.lsn,
        "size": size,
        **keys,
        "head": head,
        "big_members": big_members,
        "big": big,
    }


def _stored(container: Container, number: int, pk: str, row: Mapping[str, Any]) -> StoredItem:
    return StoredItem(container, number, pk, *(row[name] for name in _COLUMNS.split(", ")[2:]))


def _divided(container: Container, value: Mapping[str, Any]) -> tuple[bytes, str | None, bytes | None]:
    """The small members, the names of the big ones, the big ones."""
    small: list[bytes] = []
    big: dict[str, bytes] = {}
    for name, member in value.items():
        if name in SYSTEM_MEMBERS:
            continue
        text = orjson.dumps(member)
        pair = orjson.dumps(name) + b":" + text
        if len(text) > BIG_MEMBER_BYTES and name not in container.indexed_members:
            big[name] = pair
        else:
            small.append(pair)
    head = _object(small)
    return (head, orjson.dumps(list(big)).decode(), _object(big.values())) if big else (head, None, None)


def _object(pairs: Iterable[bytes]) -> bytes:
    return b"{" + b",".join(pairs) + b"}"


def _expiry(container: Container, value: Mapping[str, Any], now: float) -> float | None:
    if container.default_ttl is None:
        return None
    ttl = value.get("ttl", container.default_ttl)
    return None if ttl == -1 else int(now) + ttl
