"""Reads the state of a user session part by part, so that an error names the part that it is in. [U2]"""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from benchdog.documents.user_session import UserSessionState
from benchdog.recovery.recovery_errors import (
    CacheRecoveryError,
    FormValidationError,
    NavigationRecoveryError,
    SessionRecoveryError,
)

_PARTS: Final[tuple[tuple[type[SessionRecoveryError], tuple[str, ...]], ...]] = (
    (FormValidationError, ("forms",)),
    (NavigationRecoveryError, ("current_page", "page_params", "page_views", "navigation_history")),
    (CacheRecoveryError, ("cache_keys", "cache_dependencies")),
)


def recovered_state(kept: Mapping[str, Any]) -> UserSessionState:
    """
    The state that *kept* holds, all of it.

    Nothing is left out to make the rest readable: the next save would write the loss back.

    Raises:
        FormValidationError, NavigationRecoveryError, CacheRecoveryError: a part of another shape.
        SessionRecoveryError: there are parts that this version does not know.
    """
    for error, names in _PARTS:
        _read(error, {name: kept[name] for name in names if name in kept})
    return _read(SessionRecoveryError, kept)


def _read(error: type[SessionRecoveryError], members: Mapping[str, Any]) -> UserSessionState:
    try:
        return UserSessionState.model_validate(members)
    except ValidationError as problem:
        raise error from problem
