"""The session of one person in an app, as the app holds it."""

import threading
from collections.abc import Iterable, Mapping
from typing import Any, Final, Self, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from benchdog.client.user_sessions_client import UserSessionMetadata, UserSessionsClient
from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.form_validation import FieldRules, validate_form
from benchdog.documents.i_json import parse_i_json
from benchdog.documents.user_session import (
    CacheKey,
    FormId,
    FormState,
    NavigationEntry,
    PageName,
    UserSessionState,
)
from benchdog.documents.validation_words import problem_words
from benchdog.errors import DatabaseUnavailable, NotFound, ValidationFailed, VersionConflict
from benchdog.recovery.recovered_state import recovered_state
from benchdog.recovery.recovery_errors import SessionRecoveryError
from benchdog.recovery.unsaved_changes import UnsavedChanges
from benchdog.resilience.clock import Clock, system_clock, timestamp

MAX_ROUNDS: Final = 10
"""How often a save starts again because another tab was faster."""

STAND_IN_WORDS: Final = (
    "Your session cannot be reached yet. What you enter stays on this page and is added to it later."
)

_SCHEMA: Final = TypeAdapter(dict[str, FieldRules])
_PAGE: Final[TypeAdapter[str]] = TypeAdapter(PageName)
_FORM_ID: Final[TypeAdapter[str]] = TypeAdapter(FormId)
_CACHE_KEY: Final[TypeAdapter[str]] = TypeAdapter(CacheKey)
_CACHE_KEYS: Final[TypeAdapter[list[str]]] = TypeAdapter(list[CacheKey])

Value = TypeVar("Value")


class UserSession:
    """
    Changes are made here and sent by `save`; until then, and while the service is away, they are kept here.

    Several tabs may hold one session: a save adds its changes to what the others have saved. Safe to use from
    several threads.

    Attributes:
        is_stand_in: it holds changes until the real session, which could not be reached, is recovered and
            takes them over; until then it is not saved, or the person would end up with two.

    Args:
        client: of the person whose session it is.
        metadata: of the stored session; None for one that is not stored yet.
    """

    def __init__(
        self,
        client: UserSessionsClient,
        app: str,
        *,
        metadata: UserSessionMetadata | None = None,
        state: UserSessionState | None = None,
        is_stand_in: bool = False,
        clock: Clock = system_clock,
    ) -> None:
        self.app = app
        self.is_stand_in = is_stand_in
        self._client = client
        self._metadata = metadata
        self._stored = state
        self._base = state or UserSessionState()
        self._state = self._base
        self._unsaved = UnsavedChanges()
        self._clock = clock
        self._lock = threading.RLock()

    @property
    def session_id(self) -> str:
        """Empty until the session is stored for the first time."""
        return self._metadata.session_id if self._metadata else ""

    @property
    def user_id(self) -> str:
        """Empty until the session is stored for the first time."""
        return self._metadata.user_id if self._metadata else ""

    @property
    def is_stored(self) -> bool:
        """Whether the service has it, perhaps with less in it than there is here."""
        return self._metadata is not None

    @property
    def is_dirty(self) -> bool:
        """Whether there is something to save."""
        return self._stored is None or self._state.canonical() != self._stored.canonical()

    @property
    def current_page(self) -> str | None:
        return self._state.current_page

    @property
    def page_params(self) -> Mapping[str, Any]:
        return self._state.page_params

    @property
    def page_views(self) -> Mapping[str, int]:
        return self._state.page_views

    @property
    def navigation_history(self) -> list[NavigationEntry]:
        """The newest 100, oldest first."""
        return list(self._state.navigation_history)

    @property
    def forms(self) -> Mapping[str, FormState]:
        return self._state.forms

    @property
    def cache_keys(self) -> list[str]:
        return list(self._state.cache_keys)

    @property
    def cache_dependencies(self) -> Mapping[str, list[str]]:
        return self._state.cache_dependencies

    def form_values(self, form_id: str) -> dict[str, Any]:
        """A copy; empty where the form was never set."""
        form = self._state.forms.get(form_id)
        return dict(form.values) if form else {}

    def validation_errors(self) -> dict[str, list[str]]:
        """The messages of the forms that break their rules."""
        checked = {
            form_id: validate_form(form.values, form.validation_schema)
            for form_id, form in self._state.forms.items()
        }
        return {form_id: messages for form_id, messages in checked.items() if messages}

    def navigate(self, page: str, **params: Any) -> None:
        """
        Opens *page*; the page that is open already, with the same parameters, is not opened again.

        Raises:
            ContentInvalid: *params* are not JSON.
            ValidationFailed: *page* is no name of 1–200 characters.
        """
        with self._lock:
            copied = _json_copy(params)
            is_open = page == self._state.current_page
            if is_open and canonicalize(copied) == canonicalize(dict(self._state.page_params)):
                return
            name, moment = _valid(_PAGE, page), timestamp(self._clock())
            self._unsaved.open_page(NavigationEntry(page=name, timestamp=moment, params=copied))
            self._apply()

    def set_form(
        self,
        form_id: str,
        values: Mapping[str, Any],
        schema: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        """
        Keeps *values* as the whole form; values that break the rules of *schema* are kept as well.

        Args:
            schema: `FieldRules` by field, which the values are checked by when they come back; None leaves
                the one that is there.

        Raises:
            ContentInvalid: *values* are not JSON.
            ValidationFailed: *schema* has rules that do not exist.
        """
        with self._lock:
            copied = _json_copy(values)
            rules = None if schema is None else _valid(_SCHEMA, schema)
            before = self._state.forms.get(_valid(_FORM_ID, form_id))
            self._unsaved.edit_form(form_id, before, copied, rules)
            self._apply()

    def add_cache_key(self, key: str, depends_on: Iterable[str] = ()) -> None:
        """Notes that the app has computed what *key* stands for, from what *depends_on* names."""
        with self._lock:
            self._unsaved.add_cache_key(_valid(_CACHE_KEY, key), _valid(_CACHE_KEYS, list(depends_on)))
            self._apply()

    def save(self) -> bool:
        """
        Sends what changed; nothing where nothing did. Answers whether something was sent.

        What is not sent, for whatever reason, stays here and goes with the next save.

        Raises:
            PersistenceError: the service refused or is away.
            SessionRecoveryError: this is a stand-in.
        """
        with self._lock:
            if self.is_stand_in:
                raise SessionRecoveryError(STAND_IN_WORDS)
            if not self.is_dirty:
                return False
            for _ in range(MAX_ROUNDS):
                if self._save_once():
                    return True
            raise DatabaseUnavailable

    def start(self) -> UserSessionMetadata:
        """Stores a new session, with nothing in it yet."""
        with self._lock:
            started = self._client.start(self.app)
            self._metadata = started.metadata
            self._stored = recovered_state(started.state)
            return started.metadata

    def take_over(self, other: Self) -> None:
        """Makes the unsaved changes of *other*, a stand-in, to this session."""
        with self._lock:
            self._unsaved = other._unsaved
            self._apply()

    def _save_once(self) -> bool:
        """False where the stored session is another one by now."""
        metadata = self._metadata or self.start()
        try:
            self._metadata = self._client.save(metadata.session_id, self._state, if_match=metadata.etag)
        except VersionConflict:
            self._rebase()
            return False
        except NotFound:
            # Expired or deleted, and all of it is here: it goes on under a new id.
            self._forget_stored()
            return False
        self._stored = self._base = self._state
        self._unsaved = UnsavedChanges()
        return True

    def _rebase(self) -> None:
        """Makes the unsaved changes to what another tab has saved."""
        try:
            current = self._client.read(self.session_id)
        except NotFound:
            self._forget_stored()
            return
        self._metadata = current.metadata
        self._stored = self._base = recovered_state(current.state)
        self._apply()

    def _forget_stored(self) -> None:
        self._metadata = None
        self._stored = None

    def _apply(self) -> None:
        self._state = self._unsaved.apply_to(self._base)


def _json_copy(values: Mapping[str, Any]) -> dict[str, Any]:
    """What comes back after a save, and no part of what the app may change by itself."""
    return cast("dict[str, Any]", parse_i_json(canonicalize(dict(values))))


def _valid(adapter: TypeAdapter[Value], value: Any) -> Value:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(str(step) for step in problem["loc"])
        raise ValidationFailed(f"{place} {problem_words(problem)}".strip()) from error
