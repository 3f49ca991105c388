"""Which widget holds which field of which form, and what was entered since the last run."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticSerializationError, to_jsonable_python

from benchdog.documents.canonical_json import canonicalize
from benchdog.errors import ContentInvalid
from benchdog.recovery.user_session import UserSession

Schema = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class BoundField:
    """
    Attributes:
        shown: what the widget showed before anybody touched it, as JSON.
        session: what it belongs to; where another session is open by now, the widget is filled again.
    """

    form_id: str
    name: str
    shown: Any
    session: UserSession


class BoundFields:
    """The fields of one page in one tab, by the key of their widget."""

    def __init__(self) -> None:
        self._fields: dict[str, BoundField] = {}
        self._schemas: dict[str, Schema] = {}

    def bind_form(self, form_id: str, schema: Schema | None) -> None:
        if schema is not None:
            self._schemas[form_id] = schema

    def bind(self, key: str, field: BoundField) -> None:
        self._fields[key] = field

    def is_bound(self, key: str, session: UserSession) -> bool:
        return key in self._fields and self._fields[key].session is session

    def collect(self, session: UserSession, widgets: Mapping[Any, Any]) -> None:
        """
        Sets the forms of *session* to what *widgets* hold, but for what nobody touched.

        Raises:
            ContentInvalid: the value of a widget is no JSON.
        """
        entered: dict[str, dict[str, Any]] = {}
        for key, field in self._fields.items():
            if field.session is not session or key not in widgets:
                continue
            value = as_json(widgets[key], key)
            kept = session.form_values(field.form_id)
            if field.name in kept or canonicalize(value) != canonicalize(field.shown):
                entered.setdefault(field.form_id, {})[field.name] = value
        for form_id, values in entered.items():
            whole = {**session.form_values(form_id), **values}
            session.set_form(form_id, whole, schema=self._schemas.get(form_id))


def as_json(value: Any, key: str) -> Any:
    """
    Dates and times as ISO 8601, tuples as lists.

    Raises:
        ContentInvalid: nothing in JSON stands for *value*, an uploaded file for instance.
    """
    try:
        return to_jsonable_python(value)
    except (PydanticSerializationError, UnicodeDecodeError) as error:
        raise ContentInvalid(f"The value of {key} cannot be saved.", path=key, reason="not_json") from error
