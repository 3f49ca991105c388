"""A form whose fields are widgets: filled when it comes back, kept whenever something is entered."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from benchdog.integrations.streamlit.bound_fields import BoundField, BoundFields, as_json
from benchdog.integrations.streamlit.session_host import host_of_page
from benchdog.recovery.user_session import UserSession

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
            read: turns JSON into what the widget wants, `date.fromisoformat` for instance.
        """
        key = f"{self._form_id}.{name}"
        if key in st.session_state and self._fields.is_bound(key, self._session):
            return key
        kept = self._session.form_values(self._form_id)
        if name in kept:
            st.session_state[key] = read(kept[name]) if read and kept[name] is not None else kept[name]
        elif key not in st.session_state and default is not None:
            st.session_state[key] = default
        shown = as_json(st.session_state[key], key) if key in st.session_state else None
        self._fields.bind(key, BoundField(self._form_id, name, shown, self._session))
        return key


def bound_form(form_id: str, schema: Mapping[str, Mapping[str, object]] | None = None) -> BoundForm:
    """
    The form *form_id* of the open session.

    What is entered is saved at the beginning of the next run, by `ensure_session_persistence`.

    Args:
        schema: `FieldRules` by field, which the values are checked by when they come back.

    Raises:
        RuntimeError: no session is open: `ensure_session_persistence` was not called.
    """
    host = host_of_page()
    if host.memory.session is None:
        raise RuntimeError("Call ensure_session_persistence() at the top of the page.")
    host.fields.bind_form(form_id, schema)
    return BoundForm(form_id, host.memory.session, host.fields)
