"""One device talking about one survey session: what it says is saved in order, and acknowledged. [U4]"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from benchdog.errors import InternalError, PersistenceError
from benchdog.survey.audience import SurveyAudience
from benchdog.survey.changes import Applied, NumberedChange, UserChanges
from benchdog.survey.messages import (
    AcknowledgedMessage,
    ServerMessage,
    error_message,
    read_change,
    state_message,
)
from benchdog.survey.store import SurveyStore

MAX_IN_ONE_SAVE: Final = 32
MAX_UNSAVED: Final = 128
"""Changes that wait; who says more is not listened to meanwhile."""

MAX_MISUNDERSTOOD: Final = 3


class TooOftenMisunderstood(Exception):
    """The other side does not speak this language."""


class SurveyConversation:
    """
    Says with *say* what the other side should hear; never blocks it.

    Changes that could not be saved stay in line, and what follows stays behind them: they are tried again
    with the next change, every time `save` is called, and once more at the end.
    """

    def __init__(
        self, user_id: str, store: SurveyStore, audience: SurveyAudience, say: Callable[[ServerMessage], None]
    ) -> None:
        self._user_id = user_id
        self._store = store
        self._audience = audience
        self._say = say
        self._unsaved: list[NumberedChange] = []
        self._saving: asyncio.Task[None] | None = None
        self._has_room = asyncio.Event()
        self._has_room.set()
        self._revision = -1
        self._misunderstood = 0

    async def begin(self) -> None:
        """Says the saved state. Raises what the store raises."""
        self._audience.join(self._user_id, self)
        await self.catch_up()

    async def hear(self, text: str | bytes) -> None:
        """
        One message of the other side. Waits while too many changes wait to be saved.

        Raises:
            TooOftenMisunderstood: for the third time it was none.
        """
        try:
            change = read_change(text)
        except PersistenceError as error:
            self._say(error_message(error, is_final=True))
            self._misunderstood += 1
            if self._misunderstood >= MAX_MISUNDERSTOOD:
                raise TooOftenMisunderstood from error
            return
        self._unsaved.append(change)
        self.save()
        if len(self._unsaved) >= MAX_UNSAVED:
            self._has_room.clear()
            await self._has_room.wait()

    def save(self) -> None:
        """Begins to save what is not saved, unless that is under way."""
        if self._unsaved and self._saving is None:
            self._saving = asyncio.create_task(self._save_all())

    async def catch_up(self) -> None:
        """Says the saved state where somebody on another process changed it. Raises what the store raises."""
        session, revision = await self._store.load_with_revision(self._user_id)
        if revision > self._revision:
            self._revision = revision
            self._say(state_message(session, revision))

    def hear_of(self, applied: Applied) -> None:
        """Another device of the same person changed the session."""
        if applied.revision > self._revision:
            self._revision = applied.revision
            self._say(state_message(applied.session, applied.revision))

    async def end(self) -> None:
        """Nothing more is heard; what is not saved is tried once more."""
        self._audience.leave(self._user_id, self)
        if self._saving is not None:
            await self._saving
        await self._save_all()

    async def _save_all(self) -> None:
        """A failure is told to the other side, and ends this attempt."""
        try:
            while self._unsaved:
                await self._save_some(self._unsaved[:MAX_IN_ONE_SAVE])
        except PersistenceError as error:
            self._say(error_message(error, about=self._unsaved[0], is_final=False))
        finally:
            self._saving = None
            self._has_room.set()

    async def _save_some(self, changes: Sequence[NumberedChange]) -> None:
        try:
            applied = await self._store.apply(UserChanges(self._user_id, changes))
        except PersistenceError as error:
            if error.http_status >= InternalError.http_status:
                raise
            if len(changes) == 1:
                self._drop(changes)
                self._say(error_message(error, about=changes[0], is_final=True))
                return
            await self._save_some(changes[:1])  # of several it is not known which one is refused
            return
        self._drop(changes)
        self._acknowledge(changes, applied)

    def _acknowledge(self, changes: Sequence[NumberedChange], applied: Applied) -> None:
        for change in changes:
            self._say(
                AcknowledgedMessage(
                    client_id=change.client_id, sequence=change.sequence, revision=applied.revision
                )
            )
        # The device puts what is acknowledged over what it knows. That is not all where somebody else's
        # changes came between or the session expired, and too much where a change was known and another
        # device has changed it since.
        is_other = applied.revision_before != self._revision or applied.had_known
        if is_other and applied.revision >= self._revision:
            self._say(state_message(applied.session, applied.revision))
        self._revision = max(self._revision, applied.revision)
        self._audience.tell(self._user_id, applied)

    def _drop(self, changes: Sequence[NumberedChange]) -> None:
        del self._unsaved[: len(changes)]
        self._has_room.set()
