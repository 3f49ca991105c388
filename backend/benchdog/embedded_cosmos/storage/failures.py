"""Errors of SQLite as statuses of the protocol."""

import apsw

from benchdog.embedded_cosmos.wire import CosmosFailure


def storage_failure(error: apsw.Error) -> CosmosFailure:
    """*error* in words that name nothing of the machine; the log has the rest."""
    if isinstance(error, apsw.FullError | apsw.IOError | apsw.ReadOnlyError):
        return CosmosFailure(507, "InsufficientStorage", "The storage has no space left or refuses to write.")
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return CosmosFailure(500, "StorageCorrupted", "The storage is damaged; nothing was overwritten.")
    if isinstance(error, apsw.SQLError) and "no such table" in str(error):
        return CosmosFailure(404, "NotFound", "The container was deleted meanwhile.", substatus=1003)
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return CosmosFailure(503, "ServiceUnavailable", "The storage is busy.")
    return CosmosFailure(500, "InternalServerError", "The storage failed.")
