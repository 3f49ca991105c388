"""Applies the container definitions to a database, and checks that they are applied."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from azure.cosmos import PartitionKey
from azure.cosmos.aio import CosmosClient, DatabaseProxy
from azure.cosmos.exceptions import CosmosResourceExistsError, CosmosResourceNotFoundError

from benchdog.cosmos.container_definitions import (
    ALL_CONTAINERS,
    TTL_ONLY_WHERE_AN_ITEM_ASKS,
    ContainerDefinition,
)


async def apply_definitions(client: CosmosClient, database_name: str) -> AsyncIterator[str]:
    """
    Creates what is missing and tells each step in a line for people. Safe to repeat, also at the same time.

    Never called while a request is served: creation is slow, rate-limited, and not every production
    identity may do it.
    """
    database = client.get_database_client(database_name)
    try:
        await client.create_database(database_name)
        yield f"created database {database_name}"
    except CosmosResourceExistsError:
        yield f"found database {database_name}"
    for definition in ALL_CONTAINERS:
        yield await _apply(database, definition)


async def missing_definitions(client: CosmosClient, database_name: str) -> list[str]:
    """What `apply_definitions` would have to do, one line for each container; empty when all is well."""
    database = client.get_database_client(database_name)
    missing = []
    for definition in ALL_CONTAINERS:
        try:
            properties = await database.get_container_client(definition.name).read()
        except CosmosResourceNotFoundError:
            missing.append(f"container {definition.name} does not exist")
        else:
            missing += [
                f"container {definition.name}: {what}" for what in _differences(definition, properties)
            ]
    return missing


async def _apply(database: DatabaseProxy, definition: ContainerDefinition) -> str:
    arguments: dict[str, Any] = {
        "partition_key": PartitionKey(path=definition.partition_key),
        "indexing_policy": definition.indexing_policy(),
        "default_ttl": TTL_ONLY_WHERE_AN_ITEM_ASKS,
    }
    try:
        await database.create_container(definition.name, **arguments)
    except CosmosResourceExistsError:
        found = await database.get_container_client(definition.name).read()
        if not _differences(definition, found):
            return f"found container {definition.name}"
        await database.replace_container(definition.name, **arguments)
        return f"changed container {definition.name}"
    return f"created container {definition.name}"


def _differences(definition: ContainerDefinition, found: Mapping[str, Any]) -> list[str]:
    wanted, policy = definition.indexing_policy(), found.get("indexingPolicy", {})
    checks = {
        "partition key": found["partitionKey"]["paths"] == [definition.partition_key],
        "expiry": found.get("defaultTtl") == TTL_ONLY_WHERE_AN_ITEM_ASKS,
        "indexed paths": _paths(wanted["includedPaths"]) <= _paths(policy.get("includedPaths", [])),
        "composite indexes": _composites(wanted) <= _composites(policy),
    }
    return [f"another {what}" for what, is_right in checks.items() if not is_right]


def _paths(entries: list[dict[str, Any]]) -> set[str]:
    return {entry["path"] for entry in entries}


def _composites(policy: Mapping[str, Any]) -> set[tuple[tuple[str, str], ...]]:
    """The database adds defaults to what it was given, so only the parts that matter are compared."""
    return {
        tuple((part["path"], part.get("order", "ascending")) for part in parts)
        for parts in policy.get("compositeIndexes", [])
    }
