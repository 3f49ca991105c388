"""
A user session: what an app keeps of one person by itself. [U1]

The state is what the app writes and reads; the document adds whose it is and until when it is kept.
"""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.form_validation import FieldRules
from benchdog.documents.stored_document import StoredDocument

MAX_STATE_SIZE_BYTES: Final = 512 * 1024
"""Of the canonical JSON of a whole state: a Cosmos write costs disproportionately more from there on."""

MAX_NAVIGATION_HISTORY: Final = 100
"""The newest entries are kept; `page_views` goes on counting all of them."""

MAX_CACHE_KEYS: Final = 200
"""The newest are kept, with what they depend on: an app makes new ones for ever."""

MAX_CACHE_KEY_LENGTH: Final = 500

APP_PATTERN: Final = r"^[A-Za-z0-9._-]{1,64}$"
MOMENT_PATTERN: Final = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"

AppName = Annotated[str, Field(pattern=APP_PATTERN, description="Which app: 1–64 of A–Z a–z 0–9 . _ -")]
PageName = Annotated[str, Field(min_length=1, max_length=200)]
FormId = Annotated[str, Field(min_length=1, max_length=200)]
CacheKey = Annotated[str, Field(min_length=1, max_length=MAX_CACHE_KEY_LENGTH)]
Moment = Annotated[str, Field(pattern=MOMENT_PATTERN, description="ISO 8601 in UTC with milliseconds.")]

_STATE_CONFIG: Final = ConfigDict(frozen=True, extra="forbid")


class NavigationEntry(BaseModel):
    """One page that was opened, with its parameters."""

    model_config = _STATE_CONFIG

    page: PageName
    timestamp: Moment
    params: dict[str, Any] = {}


class FormState(BaseModel):
    """The values of a form and the rules they are checked by when they come back."""

    model_config = _STATE_CONFIG

    values: dict[str, Any]
    validation_schema: dict[str, FieldRules] = {}


class UserSessionState(BaseModel):
    """
    Attributes:
        page_params: of the current page.
        page_views: how often each page was opened.
        navigation_history: oldest first; the newest 100 are kept.
        cache_keys: of what the app has computed and may compute again; the newest 200 are kept.
        cache_dependencies: what each of them was computed from.
    """

    model_config = _STATE_CONFIG

    current_page: PageName | None = None
    page_params: dict[str, Any] = {}
    page_views: dict[PageName, Annotated[int, Field(ge=0, strict=True)]] = {}
    navigation_history: list[NavigationEntry] = []
    forms: dict[FormId, FormState] = {}
    cache_keys: list[CacheKey] = []
    cache_dependencies: dict[CacheKey, list[CacheKey]] = {}

    def bounded(self) -> Self:
        """With the newest entries of the history and the newest cache keys, no more than fit."""
        keys = self.cache_keys[-MAX_CACHE_KEYS:]
        dependencies = self.cache_dependencies
        return self.model_copy(
            update={
                "navigation_history": self.navigation_history[-MAX_NAVIGATION_HISTORY:],
                "cache_keys": keys,
                "cache_dependencies": {key: dependencies[key] for key in keys if key in dependencies},
            }
        )

    def canonical(self) -> bytes:
        return canonicalize(self.model_dump())


class UserSessionHead(StoredDocument):
    """
    What a list shows of a user session.

    Attributes:
        write_id: made anew for every save; tells after a lost answer whose save is stored.
        ttl: seconds after the last save until it expires.
    """

    kind: Literal["user_session"] = "user_session"
    user_id: str
    app: str
    created_at: str
    updated_at: str
    write_id: str
    ttl: int
    current_page: str | None = None


class StoredUserSession(UserSessionHead):
    """The whole of it, in the partition of its user; its members beyond the head are `UserSessionState`'s."""

    page_params: dict[str, Any]
    page_views: dict[str, int]
    navigation_history: list[NavigationEntry]
    forms: dict[str, FormState]
    cache_keys: list[str]
    cache_dependencies: dict[str, list[str]]

    def state(self) -> UserSessionState:
        return UserSessionState(**{name: getattr(self, name) for name in UserSessionState.model_fields})

    def with_state(self, state: UserSessionState, **members: Any) -> Self:
        """A copy with another state and some other *members*, not yet stored."""
        return self.model_copy(update={**state_members(state), **members, "etag": ""})


def state_members(state: UserSessionState) -> dict[str, Any]:
    """What a document holds of *state*."""
    return {name: getattr(state, name) for name in UserSessionState.model_fields}
