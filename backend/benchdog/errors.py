"""
Errors raised on purpose. Each class has a stable code, a status and words for people. [E1] [E2]

PersistenceError
├── ValidationFailed            400  a parameter or a field is wrong; says which
├── CursorInvalid               400  a cursor of another query, or a damaged one
├── BodyInvalid                 400  the body is not JSON at all
├── PreconditionInvalid         400  If-Match or If-None-Match cannot be read
├── AuthenticationRequired      401  nobody is signed in
├── SessionExpired              401  the sign-in has ended
├── Forbidden                   403  only where the caller may know that the thing exists
├── NotFound                    404  also: somebody else's
├── MethodNotAllowed            405
├── IdempotencyInProgress       409  the same request is running; its outcome is not known yet
├── SnapshotGone                410  it was there
│   ├── SnapshotDeleted
│   ├── SnapshotExpired
│   └── SnapshotPaused
├── VersionConflict             412  carries the current metadata, so the caller can merge
├── ContentTooLarge             413  carries size, limit and the largest parts
├── BodyTooLarge                413  refused before it was read
├── UnsupportedMediaType        415
├── HostUnknown                 421  a name this service does not answer to
├── ContentInvalid              422  not I-JSON, not an object, or not as its schema says; names the JSON path
├── ContentHashMismatch         422  the content changed on its way
├── IdempotencyKeyReused        422  the key was sent with another request
├── PreconditionRequired        428  a save must name the version it started from
├── RateLimited                 429  retry, after the hinted delay
├── RequestHeadTooLarge         431  more headers, or longer ones, than any client of ours sends
├── InternalError               500  our fault; the log has the reason
├── ContentCorrupted            500  the stored bytes do not have the stored hash
├── DatabaseError               502  the database answered something unexpected
├── DatabaseUnavailable         503  retry, after the hinted delay
├── SignInUnavailable           503  the identity provider cannot be asked
├── DatabaseTimeout             504  a write may or may not have been applied
└── StorageFull                 507  reading goes on
"""

import math
from typing import Any, ClassVar, Literal

Outcome = Literal["not_applied", "unknown"]
"""What became of the change that was asked for. A client may drop its copy only after a success."""

RecoveryAction = Literal[
    "automatic_retry",
    "manual_retry",
    "reload_page",
    "sign_in",
    "correct_input",
    "compare_copies",
    "save_as_copy",
    "replace_server_copy",
    "reduce_content",
    "download_copy",
    "open_start_page",
    "contact_owner",
]
"""The fixed list that the browser renders as buttons. [E1]"""


class PersistenceError(Exception):
    """
    The root of every error that is answered on purpose.

    Keyword data become `technical_details` of the answer, so they hold no secret, no query and no path. [E3]
    """

    code: ClassVar[str]
    http_status: ClassVar[int]
    user_message: ClassVar[str]
    is_retryable: ClassVar[bool] = False
    outcome: ClassVar[Outcome] = "not_applied"
    recovery_actions: ClassVar[tuple[RecoveryAction, ...]] = ()

    def __init__(self, message: str = "", **details: Any) -> None:
        super().__init__(message or self.user_message)
        self.message = message or self.user_message
        self.details = details

    def words_for_people(self) -> str:
        """What happened and what to do; names no internals. [E1]"""
        return self.user_message


class ValidationFailed(PersistenceError):
    """`field` names the wrong parameter or field; the message says what is allowed."""

    code = "validation_error"
    http_status = 400
    user_message = "Something in the request is not right."
    recovery_actions = ("correct_input",)

    def words_for_people(self) -> str:
        return self.message


class CursorInvalid(PersistenceError):
    code = "cursor_invalid"
    http_status = 400
    user_message = "The list has changed. Start again from its first page."
    recovery_actions = ("reload_page",)


class BodyInvalid(PersistenceError):
    code = "body_invalid"
    http_status = 400
    user_message = "The data that arrived is not complete JSON. Your work is still here; try again."
    recovery_actions = ("manual_retry", "download_copy")


class PreconditionInvalid(PersistenceError):
    code = "precondition_invalid"
    http_status = 400
    user_message = "The request names its starting version in a form that cannot be read. Reload, then save."
    recovery_actions = ("reload_page", "save_as_copy")


class AuthenticationRequired(PersistenceError):
    code = "authentication_required"
    http_status = 401
    user_message = "Please sign in. Your work stays here."
    recovery_actions = ("sign_in",)


class SessionExpired(PersistenceError):
    code = "session_expired"
    http_status = 401
    user_message = "Your sign-in has ended. Sign in again to go on; nothing was lost."
    recovery_actions = ("sign_in",)


class Forbidden(PersistenceError):
    code = "forbidden"
    http_status = 403
    user_message = "You are not allowed to do this."
    recovery_actions = ("open_start_page",)


class NotFound(PersistenceError):
    """The answer for what does not exist and for what belongs to somebody else, word for word alike. [S2]"""

    code = "not_found"
    http_status = 404
    user_message = "Not found. It may have been deleted, or you may not have access."
    recovery_actions = ("open_start_page",)


class MethodNotAllowed(PersistenceError):
    code = "method_not_allowed"
    http_status = 405
    user_message = "This cannot be done here."


class IdempotencyInProgress(PersistenceError):
    """The outcome is that of the request which runs: its key, sent again later, or reading tells. [S8]"""

    code = "idempotency_in_progress"
    http_status = 409
    outcome = "unknown"
    user_message = "This is being done already. Wait a moment, then look again."
    recovery_actions = ("manual_retry", "download_copy")
    retry_after_seconds = 1


class SnapshotGone(PersistenceError):
    """It was there: not the same as never having been. [N3]"""

    http_status = 410
    recovery_actions = ("contact_owner", "open_start_page")


class SnapshotDeleted(SnapshotGone):
    code = "snapshot_deleted"
    user_message = "The owner deleted this snapshot."


class SnapshotExpired(SnapshotGone):
    code = "snapshot_expired"
    user_message = "This snapshot has expired. Ask its owner for a new one."


class SnapshotPaused(SnapshotGone):
    code = "snapshot_paused"
    user_message = "The owner has paused sharing of this snapshot."


class VersionConflict(PersistenceError):
    """`current` is the metadata of the stored copy with its ETag, so that the caller can compare. [S3]"""

    code = "version_conflict"
    http_status = 412
    user_message = "This was changed in another place. Your edits are safe here. Choose what to keep."
    recovery_actions = ("compare_copies", "save_as_copy", "replace_server_copy", "reload_page")


class ContentTooLarge(PersistenceError):
    """`size_bytes`, `limit_bytes` and `largest_parts` ([{path, size_bytes}], at most ten). [C4]"""

    code = "content_too_large"
    http_status = 413
    user_message = "This is too large to be saved. Remove some modules or data."
    recovery_actions = ("reduce_content", "download_copy")

    def words_for_people(self) -> str:
        size, limit = self.details.get("size_bytes"), self.details.get("limit_bytes")
        if not isinstance(size, int) or not isinstance(limit, int):
            return self.user_message
        return (
            f"Too large to be saved: {size:,} bytes, and at most {limit:,} are possible. "
            "Remove some modules or data."
        )


class BodyTooLarge(PersistenceError):
    """`limit_bytes`; the body was not read beyond it. [C4]"""

    code = "body_too_large"
    http_status = 413
    user_message = "This is too large to be sent. Remove some modules or data."
    recovery_actions = ("reduce_content", "download_copy")


class UnsupportedMediaType(PersistenceError):
    code = "unsupported_media_type"
    http_status = 415
    user_message = "Send the data as plain JSON (application/json, UTF-8, not compressed)."


class HostUnknown(PersistenceError):
    code = "host_unknown"
    http_status = 421
    user_message = "This service does not answer to that name. Check the address."


class ContentInvalid(PersistenceError):
    """`path` is the JSON path of the first offending place, `reason` one of a fixed list. [C1] [C7]"""

    code = "content_invalid"
    http_status = 422
    user_message = "The work holds something that cannot be saved."
    recovery_actions = ("download_copy",)

    def words_for_people(self) -> str:
        return f"{self.user_message} {self.message}"


class ContentHashMismatch(PersistenceError):
    """`sent` and `computed`, both lower-case hex SHA-256. [C3]"""

    code = "content_hash_mismatch"
    http_status = 422
    user_message = "The data changed on its way. Nothing was saved; try again."
    recovery_actions = ("manual_retry", "download_copy")


class IdempotencyKeyReused(PersistenceError):
    """Another body, another If-Match or other parameters than the key was sent with first. [S8]"""

    code = "idempotency_key_reused"
    http_status = 422
    user_message = (
        "Nothing was saved: this was taken for an earlier request. Your work is safe here; try again."
    )
    recovery_actions = ("manual_retry", "download_copy")


class PreconditionRequired(PersistenceError):
    code = "precondition_required"
    http_status = 428
    user_message = "A save must name the version it started from (If-Match). Reload, then save."
    recovery_actions = ("reload_page", "save_as_copy")


class RequestHeadTooLarge(PersistenceError):
    code = "request_head_too_large"
    http_status = 431
    user_message = (
        "The request carries too much beside its data. Clear this site's cookies and sign in again."
    )
    recovery_actions = ("sign_in",)


class _Delayed(PersistenceError):
    """
    An error that hints when to come back.

    Attributes:
        hint_seconds: how long who refused asks to wait; None where it did not say.
        retry_after_seconds: whole seconds, for the Retry-After header.
    """

    is_retryable = True

    def __init__(
        self, message: str = "", *, retry_after_seconds: float | None = None, **details: Any
    ) -> None:
        super().__init__(message, **details)
        self.hint_seconds = retry_after_seconds
        self.retry_after_seconds = max(1, math.ceil(retry_after_seconds or 0))


class RateLimited(_Delayed):
    code = "rate_limited"
    http_status = 429
    user_message = "Too many requests in a short time. We try again in a moment."
    recovery_actions = ("automatic_retry",)


class InternalError(PersistenceError):
    code = "internal_error"
    http_status = 500
    outcome = "unknown"
    user_message = "Something went wrong on our side. Your work is safe here."
    recovery_actions = ("manual_retry", "download_copy")


class ContentCorrupted(PersistenceError):
    """Serving wrong bytes would be worse than serving none."""

    code = "content_corrupted"
    http_status = 500
    user_message = "The stored copy is damaged and is not shown. An earlier version may be readable."
    recovery_actions = ("download_copy", "open_start_page")


class DatabaseError(PersistenceError):
    code = "database_error"
    http_status = 502
    is_retryable = True
    outcome: ClassVar[Outcome] = "unknown"
    user_message = "The database gave an unexpected answer. Your work is safe here; try again."
    recovery_actions = ("manual_retry", "download_copy")


class DatabaseUnavailable(_Delayed):
    code = "database_unavailable"
    http_status = 503
    user_message = "The server is busy. Your work is safe here; we try again in a moment."
    recovery_actions = ("automatic_retry", "manual_retry", "download_copy")


class SignInUnavailable(_Delayed):
    """Whether somebody is signed in cannot be found out now. [A1]"""

    code = "sign_in_unavailable"
    http_status = 503
    user_message = "Your sign-in cannot be checked at the moment. Your work is safe here; we try again."
    recovery_actions = ("automatic_retry", "manual_retry", "download_copy")


class DatabaseTimeout(_Delayed):
    """The answer was lost: only reading tells whether the change was applied."""

    code = "database_timeout"
    http_status = 504
    outcome = "unknown"
    user_message = "Not confirmed yet. Your work is safe here; we are checking."
    recovery_actions = ("automatic_retry", "download_copy")


class StorageFull(PersistenceError):
    code = "storage_full"
    http_status = 507
    is_retryable = True
    user_message = "The server has no space left. Your work is kept on this device; try again later."
    recovery_actions = ("manual_retry", "download_copy")


def error_classes(root: type[PersistenceError] = PersistenceError) -> list[type[PersistenceError]]:
    """Every class of the tree that has a code of its own, in the order of definition."""
    own = [root] if "code" in vars(root) else []
    return own + [found for child in root.__subclasses__() for found in error_classes(child)]
