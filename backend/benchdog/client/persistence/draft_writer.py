"""When the draft is written. [B2] The twin of `DraftSchedule.ts`, without its timers."""

from typing import Final

from benchdog.client.persistence.draft_keeper import DraftKeeper
from benchdog.client.persistence.open_work import MeasuredWork, OpenWork
from benchdog.client.persistence.session_backend import Rejected
from benchdog.client.persistence.session_status import SessionStatus

_PUT_ASIDE_TRIES: Final = 5
"""Another thread may change the work while it is written; one that does all the time is not waited for."""


class DraftWriter:
    def __init__(self, work: OpenWork, draft: DraftKeeper, status: SessionStatus) -> None:
        self._work = work
        self._draft = draft
        self._status = status

    def flush(self) -> None:
        """Writes the draft where it does not hold the newest work."""
        measured = self.measure()
        if not isinstance(measured, Rejected) and not self._draft.is_kept(measured.edit):
            self.write()

    def measure(self) -> MeasuredWork | Rejected:
        measured = self._work.measure()
        if isinstance(measured, Rejected):
            self._status.show_refusal(measured, None)
        return measured

    def write(self) -> None:
        """Keeps what the server does not have; drops what it has."""
        measured = self.measure()
        if isinstance(measured, Rejected):
            return
        if self._work.is_dirty:
            self.keep(measured)
        else:
            self._draft.drop(measured.edit)
        self._status.show_rest()

    def keep(self, measured: MeasuredWork) -> None:
        self._draft.keep(measured, self._status.metadata, self._work.edited_at)

    def put_aside(self) -> bool:
        """
        Keeps the work as a draft that nothing here writes to.

        Returns:
            Whether nothing is lost where something else is opened over the work.
        """
        for _ in range(_PUT_ASIDE_TRIES):
            self.flush()
            if not self._work.is_dirty:
                return True
            edit = self._work.edit
            if not (self._draft.is_kept(edit) and self._draft.put_aside()):
                return False
            if edit == self._work.edit:
                return True
        return False
