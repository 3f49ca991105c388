"""Databases and containers by the names that requests use."""

from collections.abc import Callable
from typing import TypeVar

import apsw

from benchdog.embedded_cosmos.storage import catalogue
from benchdog.embedded_cosmos.storage.container import Container, Database
from benchdog.embedded_cosmos.wire import CosmosFailure, bad_request, not_found

Result = TypeVar("Result")
LookUp = Callable[[Callable[[apsw.Connection], Result]], Result]

_OWNER_MISSING = 1003
_OTHER_CONTAINER = 1024


class StaleDefinition(Exception):
    """A definition changed between the moment it was looked up and the change that relies on it."""


class CatalogueView:
    """Kept in memory; read again where this or another process changed a definition."""

    def __init__(self) -> None:
        self._version = -1
        self._databases: list[Database] = []
        self._containers: list[Container] = []
        self._database_by_name: dict[str, Database] = {}
        self._container_by_name: dict[tuple[int, str], Container] = {}

    def refresh(self, connection: apsw.Connection) -> None:
        version = catalogue.catalogue_version(connection)
        if version == self._version:
            return
        self._databases = catalogue.list_databases(connection)
        self._containers = catalogue.list_containers(connection)
        self._database_by_name = {name: each for each in self._databases for name in (each.id, each.rid)}
        self._container_by_name = {
            (each.database.number, name): each for each in self._containers for name in (each.id, each.rid)
        }
        self._version = version

    def check(self, connection: apsw.Connection) -> None:
        """Inside a transaction. Raises StaleDefinition where the view is not what the transaction sees."""
        if catalogue.catalogue_version(connection) != self._version:
            raise StaleDefinition

    @property
    def databases(self) -> list[Database]:
        return self._databases

    def containers(self, database: Database) -> list[Container]:
        return [each for each in self._containers if each.database == database]

    def database(self, name: str) -> Database:
        """By id or `_rid`. Raises CosmosFailure 404."""
        database = self._database_by_name.get(name)
        if database is None:
            raise not_found("The database does not exist.")
        return database

    def container(self, database: Database, name: str) -> Container:
        """By id or `_rid`. Raises CosmosFailure 404."""
        container = self._container_by_name.get((database.number, name))
        if container is None:
            raise not_found("The container does not exist.")
        return container

    def owner(self, database: Database, name: str, intended_rid: str | None) -> Container:
        """
        The container of an item, which is the one that the client means.

        Raises:
            CosmosFailure: 404/1003 where it does not exist; 400/1024 where it was made anew since the client
                looked, which makes the SDK look again.
        """
        container = self._container_by_name.get((database.number, name))
        if container is None:
            raise CosmosFailure(404, "NotFound", "The container does not exist.", substatus=_OWNER_MISSING)
        if intended_rid is not None and intended_rid != container.rid:
            raise bad_request("The container was made anew.", substatus=_OTHER_CONTAINER)
        return container
