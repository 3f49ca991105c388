"""A form whose fields are widgets: filled when it comes back, kept whenever something is entered."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from benchdog.integrations.streamlit.bound_fields import UNKNOWN, BoundField, BoundFields, as_json
from benchdog.integrations.streamlit.script_run import is_fragment_run, page_of_run
from benchdog.integrations.streamlit.session_host import collect_in_fragment, host_of_page
from benchdog.recovery.user_session import UserSession

log = logging.getLogger(__name__)

FromJson = Callable[[Any], Any]


class BoundForm:
    """Made by `bound_form`."""

    def __init__(self, form_id: str, session: UserSession, fields: BoundFields) -> None:
        self._form_id = form_id
        self._session = session
        self._fields = fields

    def key(self, name: str, default: Any = None, *, read: FromJson | None = None) -> str:
        """
        The `key=` of the widget for field *name*, which starts with the kept value.

        For every widget whose value may be set through `st.session_state`; do not pass it `value=` as well.

        Args:
            default: what the widget starts with where nothing is kept; None leaves that to the widget.
            read: turns JSON into what the widget wants, `date.fromisoformat` for instance. Where it raises
                ValueError or TypeError, and where what is kept is of another type than *default*, the page
                says so, and it stays kept until something is entered.
        """
        key = f"{self._form_id}.{name}"
        page = page_of_run()
        is_in_fragment = is_fragment_run()
        if is_in_fragment:
            collect_in_fragment()
        else:
            self._fields.note_drawn(st.session_state)
        if key not in st.session_state or not self._fields.is_bound(key, self._session, page):
            self._fill(key, name, default, read)
            shown = as_json(st.session_state[key], key) if key in st.session_state else UNKNOWN
            self._fields.bind(key, BoundField(self._form_id, name, shown, self._session, page))
        if not is_in_fragment:
            self._fields.draws(key, st.session_state)
        return key

    def _fill(self, key: str, name: str, default: Any, read: FromJson | None) -> None:
        kept = self._session.form_values(self._form_id)
        if name in kept:
            try:
                st.session_state[key] = _shown(kept[name], default, read)
            except (ValueError, TypeError) as problem:
                log.warning("kept value not shown", extra={"field": key, "reason": type(problem).__name__})
                st.warning(
                    f"What is kept for {name} cannot be shown here. It stays kept until you change it."
                )
            else:
                return
        if key not in st.session_state and default is not None:
            st.session_state[key] = default


def _shown(kept: Any, default: Any, read: FromJson | None) -> Any:
    """What a widget shows of *kept*; another version of the app may have kept it for another widget."""
    if kept is None:
        return None
    if read is not None:
        return read(kept)
    if default is not None and _kind(kept) is not _kind(as_json(default, "default")):
        raise TypeError(f"{type(kept).__name__} kept")
    return kept


def _kind(plain: Any) -> type:
    """Whole numbers and fractions are one in JSON."""
    return float if type(plain) is int else type(plain)


def bound_form(form_id: str, schema: Mapping[str, Mapping[str, object]] | None = None) -> BoundForm:
    """
    The form *form_id* of the open session.

    What is entered is saved at the beginning of the next run, by `ensure_session_persistence`.

    Args:
        schema: `FieldRules` by field, which the values are checked by when they come back.

    Raises:
        RuntimeError: no session is open: `ensure_session_persistence` was not called.
        ValidationFailed: *schema* has rules that do not exist.
    """
    host = host_of_page()
    session = host.memory.session
    if session is None:
        raise RuntimeError("Call ensure_session_persistence() at the top of the page.")
    host.fields.bind_form(form_id, schema)
    kept = session.forms.get(form_id)
    if kept is not None and schema is not None and kept.validation_schema != schema:
        # Rules of another version of the app.
        session.set_form(form_id, kept.values, schema=schema)
    return BoundForm(form_id, session, host.fields)
