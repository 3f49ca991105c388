"""What a client sends to define a container: checked, and completed with the defaults of the service."""

from collections.abc import Mapping
from typing import Any, Final

from benchdog.embedded_cosmos.storage.indexing_policy import IndexingPolicy
from benchdog.embedded_cosmos.storage.member_paths import path_steps
from benchdog.embedded_cosmos.storage.partition_keys import PartitionKeyDefinition
from benchdog.embedded_cosmos.storage.resource_ids import checked_name
from benchdog.embedded_cosmos.wire import bad_request, not_supported

MAX_UNIQUE_KEYS: Final = 10
MAX_UNIQUE_KEY_PATHS: Final = 16
_EVERYTHING: Final = {"path": "/*"}
_ETAG: Final = {"path": '/"_etag"/?'}
_UNSUPPORTED: Final = {
    "computedProperties": "A computed property",
    "vectorEmbeddingPolicy": "A vector policy",
    "fullTextPolicy": "A full-text policy",
    "analyticalStorageTtl": "The analytical store",
    "changeFeedPolicy": "A change feed with all versions and deletes",
    "materializedViewDefinition": "A materialized view",
}
_UNSUPPORTED_INDEXES: Final = {
    "spatialIndexes": "A spatial index",
    "vectorIndexes": "A vector index",
    "fullTextIndexes": "A full-text index",
}


def checked_definition(sent: Mapping[str, Any]) -> dict[str, Any]:
    """
    The whole definition of a container.

    Raises:
        CosmosFailure: 400 for what is no container, 501 for what the engine does not have.
    """
    checked_name(sent.get("id"), "A container")
    PartitionKeyDefinition.from_json(sent.get("partitionKey"))
    _refuse(sent, _UNSUPPORTED)
    ttl = sent.get("defaultTtl")
    if ttl is not None and (isinstance(ttl, bool) or not isinstance(ttl, int) or not (ttl > 0 or ttl == -1)):
        raise bad_request("The defaultTtl of a container must be a positive whole number, or -1.")
    _check_unique_keys(sent.get("uniqueKeyPolicy"))
    return {
        "conflictResolutionPolicy": {"mode": "LastWriterWins", "conflictResolutionPath": "/_ts"},
        **{field: value for field, value in sent.items() if not field.startswith("_")},
        "indexingPolicy": _indexing_policy(sent.get("indexingPolicy")),
    }


def _indexing_policy(sent: object) -> dict[str, Any]:
    """What is not said has a default: everything is indexed, except the ETag."""
    policy = {} if sent is None else sent
    if not isinstance(policy, dict):
        raise bad_request("The indexing policy is not valid.")
    _refuse(policy, _UNSUPPORTED_INDEXES)
    mode = str(policy.get("indexingMode", "consistent")).lower()
    if mode not in {"consistent", "none"}:
        raise bad_request("The indexing mode is consistent or none.")
    whole = {"automatic": True, **policy, "indexingMode": mode}
    IndexingPolicy.from_json(whole)
    if mode == "consistent":
        excluded = policy.get("excludedPaths") or []
        # The kinds of index that early clients ask for are all one now.
        whole["includedPaths"] = [{"path": each["path"]} for each in policy.get("includedPaths") or []]
        if not policy.get("includedPaths") and not excluded:
            whole["includedPaths"] = [_EVERYTHING]
        if _ETAG not in excluded:
            whole["excludedPaths"] = [*excluded, _ETAG]
    return whole


def _check_unique_keys(policy: object) -> None:
    try:
        keys = [key["paths"] for key in (policy or {}).get("uniqueKeys") or []]  # type: ignore[attr-defined]
        paths = [path_steps(path) for key in keys for path in key]
    except (AttributeError, KeyError, TypeError):
        raise bad_request("The unique key policy is not valid.") from None
    is_whole = all(keys) and all(paths) and all("*" not in path and "?" not in path for path in paths)
    if not is_whole or len(keys) > MAX_UNIQUE_KEYS or len(paths) > MAX_UNIQUE_KEY_PATHS:
        raise bad_request("A unique key names one or more members.")


def _refuse(sent: Mapping[str, Any], unsupported: Mapping[str, str]) -> None:
    for member, feature in unsupported.items():
        if sent.get(member):
            raise not_supported(feature)
