"""Which widget holds which field of which form, and what was entered since the last run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import PydanticSerializationError, to_jsonable_python

from benchdog.documents.canonical_json import canonicalize
from benchdog.errors import ContentInvalid, PersistenceError
from benchdog.recovery.user_session import UserSession

Schema = Mapping[str, Mapping[str, object]]

UNKNOWN: Final = object()
"""What a widget shows that has not been drawn yet."""

_BLANK: Final = (b'""', b"0", b"[]", b"false", b"null")
"""What widgets without a default begin with, as canonical JSON."""


@dataclass
class BoundField:
    """
    Attributes:
        shown: what the widget showed at the end of the last run, as JSON; UNKNOWN before it was drawn. Only
            what differs from it was entered: another tab may have changed the kept value meanwhile.
        session: what it belongs to; where another session is open by now, the widget is filled again.
        page: where its widget stands; Streamlit gives the same key another widget on each page.
    """

    form_id: str
    name: str
    shown: Any
    session: UserSession
    page: str = ""


class BoundFields:
    """The fields of one tab, by the key of their widget."""

    def __init__(self) -> None:
        self._fields: dict[str, BoundField] = {}
        self._schemas: dict[str, Schema] = {}
        self._to_be_drawn: dict[str, Any] = {}

    def bind_form(self, form_id: str, schema: Schema | None) -> None:
        if schema is not None:
            self._schemas[form_id] = schema

    def bind(self, key: str, field: BoundField) -> None:
        self._fields[key] = field

    def is_bound(self, key: str, session: UserSession, page: str = "") -> bool:
        field = self._fields.get(key)
        return field is not None and field.session is session and field.page == page

    def draws(self, key: str, widgets: Mapping[Any, Any]) -> None:
        """The widget *key* is about to be drawn with what *widgets* holds for it."""
        self._to_be_drawn[key] = _json_or_unknown(key, widgets)

    def note_drawn(self, widgets: Mapping[Any, Any]) -> None:
        """
        Notes what the widgets that were drawn since the last call made of what they were given.

        A default of their own, or another value because they no longer take the one that is kept: nobody
        entered that, so it must not stand in the way of what is kept.
        """
        for key, given in self._to_be_drawn.items():
            drawn = _json_or_unknown(key, widgets)
            if drawn is not UNKNOWN and (given is UNKNOWN or canonicalize(drawn) != canonicalize(given)):
                self._fields[key].shown = drawn
        self._to_be_drawn.clear()

    def collect(self, session: UserSession, widgets: Mapping[Any, Any]) -> bool:
        """
        Sets the forms of *session* to what *widgets* hold, but for what nobody touched.

        Answers whether anything was entered.

        Raises:
            PersistenceError: something cannot be kept, for instance ContentInvalid for the value of a widget
                that is no JSON. Everything else is set all the same.
        """
        self._to_be_drawn.clear()
        problems: list[PersistenceError] = []
        entered: dict[str, dict[str, Any]] = {}
        for key, field in self._fields.items():
            if field.session is not session or key not in widgets:
                continue
            try:
                value = as_json(widgets[key], key)
            except ContentInvalid as problem:
                problems.append(problem)
                continue
            if _is_entered(value, field.shown):
                entered.setdefault(field.form_id, {})[key] = value
        for form_id, values in entered.items():
            try:
                self._set(session, form_id, values)
            except PersistenceError as problem:
                problems.append(problem)
        if problems:
            raise problems[0]
        return bool(entered)

    def _set(self, session: UserSession, form_id: str, by_key: Mapping[str, Any]) -> None:
        values = {self._fields[key].name: value for key, value in by_key.items()}
        whole = {**session.form_values(form_id), **values}
        session.set_form(form_id, whole, schema=self._schemas.get(form_id))
        for key, value in by_key.items():
            self._fields[key].shown = value


def as_json(value: Any, key: str) -> Any:
    """
    Dates and times as ISO 8601, tuples as lists.

    Raises:
        ContentInvalid: nothing in JSON stands for *value*, an uploaded file for instance.
    """
    try:
        plain = to_jsonable_python(value)
        canonicalize(plain)
    except (PydanticSerializationError, UnicodeDecodeError, ContentInvalid) as error:
        raise ContentInvalid(f"The value of {key} cannot be saved.", path=key, reason="not_json") from error
    return plain


def _json_or_unknown(key: str, widgets: Mapping[Any, Any]) -> Any:
    """UNKNOWN for what is no JSON, too: `collect` says so."""
    try:
        return as_json(widgets[key], key) if key in widgets else UNKNOWN
    except ContentInvalid:
        return UNKNOWN


def _is_entered(value: Any, shown: Any) -> bool:
    canonical = canonicalize(value)
    return canonical not in _BLANK if shown is UNKNOWN else canonical != canonicalize(shown)
