"""The session of one person in an app, as the app holds it."""

import threading
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final, Self

from benchdog.client.user_sessions_client import UserSessionMetadata, UserSessionsClient
from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.form_validation import validate_form
from benchdog.documents.user_session import FormState, NavigationEntry, UserSessionState
from benchdog.errors import DatabaseUnavailable, NotFound, VersionConflict
from benchdog.recovery.checked_changes import checked_cache_key, checked_entry, checked_form
from benchdog.recovery.recovered_state import recovered_state
from benchdog.recovery.recovery_errors import SessionRecoveryError
from benchdog.recovery.unsaved_changes import UnsavedChanges
from benchdog.resilience.clock import Clock, system_clock, timestamp

MAX_ROUNDS: Final = 10
"""How often a save starts again because another tab was faster."""

STAND_IN_WORDS: Final = (
    "Your session cannot be reached yet. What you enter stays on this page and is added to it later."
)


class UserSession:
    """
    Changes are made here and sent by `save`; until then, and while the service is away, they are kept here.

    Several tabs may hold one session: a save adds its changes to what the others have saved. Safe to use from
    several threads. What it answers are copies: a change to one of them would be a change that no save sees.

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
    def has_unsaved_changes(self) -> bool:
        """Whether something was changed that the service does not have; a new session may have none."""
        return not self._unsaved.is_empty

    @property
    def current_page(self) -> str | None:
        return self._state.current_page

    @property
    def page_params(self) -> Mapping[str, Any]:
        return deepcopy(self._state.page_params)

    @property
    def page_views(self) -> Mapping[str, int]:
        return dict(self._state.page_views)

    @property
    def navigation_history(self) -> list[NavigationEntry]:
        """The newest 100, oldest first."""
        return deepcopy(self._state.navigation_history)

    @property
    def forms(self) -> Mapping[str, FormState]:
        return deepcopy(self._state.forms)

    @property
    def cache_keys(self) -> list[str]:
        return list(self._state.cache_keys)

    @property
    def cache_dependencies(self) -> Mapping[str, list[str]]:
        return deepcopy(self._state.cache_dependencies)

    def form_values(self, form_id: str) -> dict[str, Any]:
        """Empty where the form was never set."""
        form = self._state.forms.get(form_id)
        return deepcopy(form.values) if form else {}

    def validation_errors(self) -> dict[str, list[str]]:
        """The messages of the forms that break their rules."""
        checked = {
            form_id: validate_form(form.values, form.validation_schema)
            for form_id, form in self._state.forms.items()
        }
        return {form_id: messages for form_id, messages in checked.items() if messages}

    def navigate(self, page: str, **params: Any) -> None:
        """`open_page` in the words of seed 000, for parameters that are not called `self` or `page`."""
        self.open_page(page, params)

    def open_page(self, page: str, params: Mapping[str, Any]) -> None:
        """
        Opens *page*; the page that is open already, with the same parameters, is not opened again.

        Raises:
            ContentInvalid: *params* are not JSON.
            ValidationFailed: *page* is no name of 1–200 characters.
        """
        with self._lock:
            entry = checked_entry(page, params, timestamp(self._clock()))
            is_open = entry.page == self._state.current_page
            if is_open and canonicalize(entry.params) == canonicalize(dict(self._state.page_params)):
                return
            self._unsaved.open_page(entry)
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
            copied, rules = checked_form(form_id, values, schema)
            self._unsaved.edit_form(form_id, self._state.forms.get(form_id), copied, rules)
            self._apply()

    def add_cache_key(self, key: str, depends_on: Iterable[str] = ()) -> None:
        """Notes that the app has computed what *key* stands for, from what *depends_on* names."""
        with self._lock:
            self._unsaved.add_cache_key(*checked_cache_key(key, depends_on))
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
        """
        Makes the unsaved changes of *other* to this session, which saves them from now on.

        For a stand-in, and for what a page that was reloaded has left behind.
        """
        changes = other._give_away()
        with self._lock:
            self._unsaved.add(changes)
            self._apply()

    def _give_away(self) -> UnsavedChanges:
        """The unsaved changes, which stay visible here and are saved by whoever has them now."""
        with self._lock:
            changes, self._unsaved = self._unsaved, UnsavedChanges()
            self._base = self._state
            self._stored = self._state if self.is_stored else None
            return changes

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
