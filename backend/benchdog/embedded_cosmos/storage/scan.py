"""Walking the items of a partition in an order, from a place on: the SQL that a query runs."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import apsw

from benchdog.embedded_cosmos.sql.pushdown import PushedFilter
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.items import StoredItem
from benchdog.embedded_cosmos.storage.partition_keys import EpkRange

Place = tuple[bytes | int | str, ...]
"""Where an item stands in the order of a scan: its keys, and last what makes it unique."""

_ITEM_COLUMNS: Final = 10

Fragment = tuple[str, tuple[bytes | int | float | str, ...]]


@dataclass(frozen=True, slots=True)
class Scan:
    """
    What to walk.

    Attributes:
        key: the partition, or None for all of them.
        filter: SQL over the key columns.
        order: key columns and whether each is descending; none for the order of ids.
        now: seconds; what expired before is left out.
        within: the effective partition keys to stay in; None for all.
    """

    container: Container
    key: str | None
    filter: PushedFilter
    order: tuple[tuple[str, bool], ...]
    now: float
    within: EpkRange | None = None

    def items(
        self, connection: apsw.Connection, after: Place | None = None
    ) -> Generator[tuple[StoredItem, Place], None, None]:
        """
        Items in order, each with its place, behind the place *after*; without their big members.

        The walk is one reading transaction for as long as the iterator lives: close it.
        """
        for row in connection.execute(*self.statement(after)):
            yield StoredItem(self.container, *row[:_ITEM_COLUMNS]), row[_ITEM_COLUMNS:]

    def changes(
        self, connection: apsw.Connection, after: int, since: float
    ) -> Generator[StoredItem, None, None]:
        """Whole items in the order of their last change, behind the change *after*; close it, as `items`."""
        condition, values = self._condition()
        sql = (
            f"SELECT number, pk, id, etag, ts, lsn, size, head, big_members, big FROM {self.container.table} "
            f"WHERE lsn > ? AND ts >= ? AND {condition} ORDER BY lsn"
        )
        for row in connection.execute(sql, (after, since, *values)):
            yield StoredItem(self.container, *row)

    def statement(self, after: Place | None = None) -> Fragment:
        """The SQL of the walk, and what it binds."""
        condition, values = self._condition()
        if after is not None:
            behind, place = self._behind(after)
            condition, values = f"{condition} AND {behind}", (*values, *place)
        places = ", ".join(column for column, _ in self._place_columns())
        return (
            f"SELECT number, pk, id, etag, ts, lsn, size, head, big_members, NULL, {places} "
            f"FROM {self.container.table} WHERE {condition} ORDER BY {self._order_by()}"
        ), values

    def with_big_members(self, connection: apsw.Connection, item: StoredItem) -> StoredItem:
        """*item* whole; while its walk lasts, from the same transaction."""
        sql = f"SELECT big FROM {self.container.table} WHERE number = ?"
        return item._replace(big=connection.execute(sql, (item.number,)).get)

    def count(self, connection: apsw.Connection) -> int:
        condition, values = self._condition()
        sql = f"SELECT count(*) FROM {self.container.table} WHERE {condition}"
        counted: int = connection.execute(sql, values).get
        return counted

    def _condition(self) -> Fragment:
        conditions: list[Fragment] = [self.filter.where]
        if self.container.default_ttl is not None:
            conditions.insert(0, ("(expires IS NULL OR expires > ?)", (self.now,)))
        if self.within is not None:
            conditions.insert(0, ("epk >= ? AND epk < ?", self.within))
        if self.key is not None:
            conditions.insert(0, ("pk = ?", (self.key,)))
        text = " AND ".join(text for text, _ in conditions)
        return text, tuple(value for _, values in conditions for value in values)

    def _order_by(self) -> str:
        terms = [*self.order, self._unique_column()]
        return ", ".join(f"{column}{' DESC' if is_down else ''}" for column, is_down in terms)

    def _unique_column(self) -> tuple[str, bool]:
        # Ties follow the first direction, so that one index serves both ways.
        if self.order:
            return "number", self.order[0][1]
        return ("id" if self.key is not None else "number"), False

    def _place_columns(self) -> list[tuple[str, bool]]:
        """The columns that tell one place from another: those that the filter fixes do not."""
        varying = [(column, is_down) for column, is_down in self.order if column not in self.filter.fixed]
        return [*varying, self._unique_column()]

    def _behind(self, place: Place) -> Fragment:
        columns = self._place_columns()
        if len({is_down for _, is_down in columns}) == 1:  # a row value lets SQLite start inside the index
            names, marks = ", ".join(column for column, _ in columns), ", ".join("?" * len(columns))
            return f"({names}) {_beyond(columns[0][1])} ({marks})", place
        text: str = "0"
        values: Place = ()
        for (column, is_down), key in reversed(list(zip(columns, place, strict=True))):
            text = f"({column} {_beyond(is_down)} ? OR ({column} = ? AND {text}))"
            values = (key, key, *values)
        return text, values


def _beyond(is_descending: bool) -> str:
    return "<" if is_descending else ">"
