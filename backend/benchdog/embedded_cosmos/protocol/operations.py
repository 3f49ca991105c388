"""Operations on single items, as they run inside a transaction: alone or as a part of a batch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import apsw

from benchdog.embedded_cosmos.protocol import charges
from benchdog.embedded_cosmos.protocol.patch import patched
from benchdog.embedded_cosmos.protocol.requests import check_partition_key, item_of
from benchdog.embedded_cosmos.sql.analysis import check_aliases, check_parameters, parameter_names
from benchdog.embedded_cosmos.sql.evaluator import compiled
from benchdog.embedded_cosmos.sql.parser import parse_condition
from benchdog.embedded_cosmos.sql.scope import NOW
from benchdog.embedded_cosmos.storage import items
from benchdog.embedded_cosmos.storage.container import Container
from benchdog.embedded_cosmos.storage.items import Stamp, StoredItem
from benchdog.embedded_cosmos.wire import bad_request, precondition_failed


@dataclass(frozen=True, slots=True)
class Done:
    """What an operation did: its status, its cost, and the item where there is one."""

    status: int
    charge: float
    item: StoredItem | None = None


@dataclass(frozen=True, slots=True)
class ItemOperations:
    """Operations on the items of one partition, within one transaction."""

    connection: apsw.Connection
    container: Container
    key: str
    stamp: Stamp

    def read(self, item_id: str) -> Done:
        item = self._get(item_id)
        return Done(200, charges.read_charge(item.size), item)

    def create(self, body: Mapping[str, Any]) -> Done:
        return self._created(self._checked(body))

    def upsert(self, body: Mapping[str, Any], if_match: str | None) -> Done:
        value = self._checked(body)
        existing = items.find(self.connection, self.container, self.key, value["id"], self.stamp.now)
        if existing is None:
            return self._created(value)
        return self._replaced(existing, value, if_match)

    def replace(self, item_id: str, body: Mapping[str, Any], if_match: str | None) -> Done:
        value = self._checked(body)
        return self._replaced(self._get(item_id), value, if_match)

    def patch(self, item_id: str, body: Mapping[str, Any], if_match: str | None) -> Done:
        existing = self._get(item_id)
        items.check_condition(existing, if_match)
        before = existing.as_value()
        _check_predicate(body.get("condition"), before, self.stamp.now)
        after = self._checked(patched(before, body.get("operations")))
        item = items.replace(self.connection, self.container, existing, after, self.stamp)
        count = len(body["operations"])
        return Done(200, charges.replace_charge(existing.size, item.size, self._terms, count), item)

    def delete(self, item_id: str, if_match: str | None) -> Done:
        existing = self._get(item_id)
        items.check_condition(existing, if_match)
        items.delete(self.connection, existing)
        return Done(204, charges.create_charge(existing.size, self._terms))

    @property
    def _terms(self) -> int:
        return len(self.container.columns)

    def _get(self, item_id: str) -> StoredItem:
        return items.get(self.connection, self.container, self.key, item_id, self.stamp.now)

    def _checked(self, body: Mapping[str, Any]) -> dict[str, Any]:
        value = item_of(body)
        check_partition_key(self.container, value, self.key)
        return value

    def _created(self, value: dict[str, Any]) -> Done:
        item = items.create(self.connection, self.container, self.key, value, self.stamp)
        return Done(201, charges.create_charge(item.size, self._terms), item)

    def _replaced(self, existing: StoredItem, value: dict[str, Any], if_match: str | None) -> Done:
        items.check_condition(existing, if_match)
        item = items.replace(self.connection, self.container, existing, value, self.stamp)
        return Done(200, charges.replace_charge(existing.size, item.size, self._terms), item)


def _check_predicate(condition: object, value: Mapping[str, Any], now: float) -> None:
    """Raises CosmosFailure 412 where the predicate of a patch does not hold, 400 where it is none."""
    if condition is None:
        return
    if not isinstance(condition, str):
        raise bad_request("The condition of a patch is a text.")
    predicate = parse_condition(condition)
    check_aliases(predicate)
    check_parameters(parameter_names(predicate), {})
    if predicate.where is None or compiled(predicate.where)({predicate.alias: value, NOW: now}) is not True:
        raise precondition_failed()
