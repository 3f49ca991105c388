"""Walking the items of a partition in an order, from a place on: the SQL that a query runs."""

from collections.abc import Iterator
from dataclasses import dataclass

import apsw

from benchdog.embedded_cosmos.sql.pushdown import Fragment
from benchdog.embedded_cosmos.storage.catalogue import Container
from benchdog.embedded_cosmos.storage.items import StoredItem

Place = tuple[bytes | None, ...]
"""The keys of the last item that was given, one for each ordered column."""


@dataclass(frozen=True, slots=True)
class Scan:
    """
    What to walk.

    Attributes:
        key: the partition, or None for all of them.
        where: SQL over the key columns.
        order: key columns and whether each is descending; none for the order of ids.
        now: seconds; what expired before is left out.
    """

    container: Container
    key: str | None
    where: Fragment
    order: tuple[tuple[str, bool], ...]
    now: float

    def items(
        self, connection: apsw.Connection, after: tuple[Place, int | str] | None
    ) -> Iterator[StoredItem]:
        """Items in order, after the place and the item that were given last."""
        condition, values = self._condition()
        if after is not None:
            resumed, resumed_values = self._after(*after)
            condition, values = f"{condition} AND {resumed}", (*values, *resumed_values)
        sql = (
            f"SELECT number, id, etag, ts, lsn, size, head, big FROM {self.container.table} "
            f"WHERE {condition} ORDER BY {self._order_by()}"
        )
        for row in connection.execute(sql, values):
            yield StoredItem(self.container, *row)

    def count(self, connection: apsw.Connection) -> int:
        condition, values = self._condition()
        sql = f"SELECT count(*) FROM {self.container.table} WHERE {condition}"
        counted: int = connection.execute(sql, values).get
        return counted

    def place_of(self, connection: apsw.Connection, item: StoredItem) -> Place:
        if not self.order:
            return ()
        columns = ", ".join(column for column, _ in self.order)
        row = connection.execute(
            f"SELECT {columns} FROM {self.container.table} WHERE number = ?", (item.number,)
        ).fetchone()
        return tuple(row or ())

    def _condition(self) -> tuple[str, tuple[object, ...]]:
        text, values = self.where
        alive = f"(expires IS NULL OR expires > ?) AND {text}"
        if self.key is None:
            return alive, (self.now, *values)
        return f"pk = ? AND {alive}", (self.key, self.now, *values)

    def _order_by(self) -> str:
        if not self.order:
            return "pk, id" if self.key is not None else "number"
        terms = [f"{column}{' DESC' if is_down else ''}" for column, is_down in self.order]
        # Ties follow the first direction, so that one index serves both ways.
        return ", ".join([*terms, f"number{' DESC' if self.order[0][1] else ''}"])

    def _after(self, place: Place, last: int | str) -> tuple[str, tuple[object, ...]]:
        if not self.order:
            return ("id > ?" if self.key is not None else "number > ?"), (last,)
        text, values = f"number {'<' if self.order[0][1] else '>'} ?", (last,)
        for (column, is_down), key in reversed(list(zip(self.order, place, strict=True))):
            beyond, beyond_values = _beyond(column, key, is_down=is_down)
            text = f"({beyond} OR ({column} IS ? AND {text}))"
            values = (*beyond_values, key, *values)  # type: ignore[assignment]  # keys and the last item's number
        return text, values


def _beyond(column: str, key: bytes | None, *, is_down: bool) -> tuple[str, tuple[object, ...]]:
    """Strictly after *key* in the direction; undefined (NULL) comes before everything."""
    if key is None:
        return ("0", ()) if is_down else (f"{column} IS NOT NULL", ())
    return (f"({column} < ? OR {column} IS NULL)", (key,)) if is_down else (f"{column} > ?", (key,))
