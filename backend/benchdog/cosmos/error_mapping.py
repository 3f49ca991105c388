"""The one place where errors of the SDK become ours. [E2] [E3]"""

from collections.abc import Iterator
from contextlib import contextmanager

from azure.core.exceptions import AzureError, HttpResponseError
from azure.cosmos.exceptions import CosmosBatchOperationError, CosmosHttpResponseError

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

RETRY_AFTER_HEADER = "x-ms-retry-after-ms"
_OWNER_MISSING = 1003
_FIRST_SERVER_ERROR = 500
_LOST = frozenset({408, 500, 502, 503, 504})
"""Statuses after which a write may have been applied all the same."""


@contextmanager
def mapped_errors(*, is_write: bool) -> Iterator[None]:
    """Raises what the SDK raises inside as a PersistenceError, the original as its cause; a deadline too."""
    try:
        yield
    except AzureError as error:
        raise _mapped(error, is_write=is_write) from error
    except TimeoutError as error:
        raise (WriteUnknown() if is_write else DatabaseTimeout()) from error


def _mapped(error: AzureError, *, is_write: bool) -> PersistenceError:
    status = error.status_code if isinstance(error, HttpResponseError) else None
    if status is None or status in _LOST:
        return WriteUnknown() if is_write else DatabaseUnavailable()
    if status == 404 and getattr(error, "sub_status", None) == _OWNER_MISSING:
        return DatabaseRefused("A container is missing: run `benchdog setup-database`.")
    match status:
        case 404:
            return DocumentMissing()
        case 409:
            return DocumentExists()
        case 412:
            return DocumentChanged()
        case 429:
            return DatabaseThrottled(retry_after_seconds=_hint_seconds(error))
        case 449:
            return WriteContended()
        case 507:
            return StorageFull()
        case _:
            return DatabaseRefused() if status < _FIRST_SERVER_ERROR else DatabaseError()


def _hint_seconds(error: AzureError) -> float | None:
    headers = error.headers if isinstance(error, CosmosBatchOperationError | CosmosHttpResponseError) else {}
    try:
        return int(headers.get(RETRY_AFTER_HEADER, "")) / 1000
    except ValueError:
        return None
