"""Errors of the SDK become ours in one place. [E2]"""

import pytest
from aiohttp import ServerDisconnectedError
from azure.core.exceptions import ServiceRequestError, ServiceResponseTimeoutError
from azure.cosmos.exceptions import (
    CosmosBatchOperationError,
    CosmosClientTimeoutError,
    CosmosHttpResponseError,
    CosmosResourceNotFoundError,
)

from benchdog.cosmos.error_mapping import mapped_errors
from benchdog.cosmos.write_errors import (
    DatabaseRefused,
    DatabaseThrottled,
    DocumentChanged,
    DocumentExists,
    DocumentMissing,
    WriteContended,
    WriteUnknown,
)
from benchdog.errors import (
    DatabaseError,
    DatabaseTimeout,
    DatabaseUnavailable,
    PersistenceError,
    StorageFull,
)


def mapped(error: Exception, *, is_write: bool) -> PersistenceError:
    with pytest.raises(PersistenceError) as raised, mapped_errors(is_write=is_write):
        raise error
    assert raised.value.__cause__ is error
    return raised.value


def refused(status: int, **headers: str) -> CosmosBatchOperationError:
    return CosmosBatchOperationError(
        error_index=0, headers=headers, status_code=status, message="key and query", operation_responses=[]
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, DocumentMissing),
        (409, DocumentExists),
        (412, DocumentChanged),
        (429, DatabaseThrottled),
        (449, WriteContended),
        (507, StorageFull),
        (400, DatabaseRefused),
        (401, DatabaseRefused),
        (403, DatabaseRefused),
        (413, DatabaseRefused),
        (501, DatabaseError),
    ],
)
def test_a_refusal_is_known_not_to_be_applied_or_names_the_reason(status, expected):
    """[E2] As a batch and as a single operation."""
    for error in (refused(status), CosmosHttpResponseError(status_code=status, message="key and query")):
        found = mapped(error, is_write=True)
        assert type(found) is expected
        assert "query" not in str(found)


@pytest.mark.parametrize(
    "error",
    [
        *(CosmosHttpResponseError(status_code=status) for status in (408, 500, 502, 503, 504)),
        ServiceRequestError("lost", error=ServerDisconnectedError()),
        ServiceResponseTimeoutError("late"),
        CosmosClientTimeoutError(),
    ],
    ids=repr,
)
def test_a_lost_answer_leaves_a_write_unknown_and_a_read_to_be_repeated(error):
    """[S3] [E2]"""
    assert type(mapped(error, is_write=True)) is WriteUnknown
    assert type(mapped(error, is_write=False)) is DatabaseUnavailable


def test_a_hint_of_the_database_becomes_whole_seconds():
    """[E2] Retry-After"""
    error = mapped(refused(429, **{"x-ms-retry-after-ms": "1200"}), is_write=True)

    assert isinstance(error, DatabaseUnavailable)
    assert (error.hint_seconds, error.retry_after_seconds) == (1.2, 2)


def test_a_missing_container_is_not_a_missing_document():
    """[E3] Somebody forgot to set the database up: no answer may say that work does not exist."""
    error = CosmosResourceNotFoundError(status_code=404, sub_status=1003)

    assert type(mapped(error, is_write=False)) is DatabaseRefused


def test_a_call_past_its_deadline_may_have_been_applied():
    """[E2] 504"""
    assert type(mapped(TimeoutError(), is_write=True)) is WriteUnknown
    assert type(mapped(TimeoutError(), is_write=False)) is DatabaseTimeout
