"""What an app changed since the last save, apart from the state it was changed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import merge
from typing import Any

from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.form_validation import FieldRules
from benchdog.documents.user_session import FormState, NavigationEntry, UserSessionState


@dataclass
class FormEdit:
    """`values` were set, `removed` taken away; None for a schema that was not given."""

    values: dict[str, Any] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    schema: dict[str, FieldRules] | None = None

    def add(self, later: "FormEdit") -> None:
        self.values = {name: value for name, value in self.values.items() if name not in later.removed}
        self.values.update(later.values)
        self.removed = (self.removed - later.values.keys()) | later.removed
        self.schema = self.schema if later.schema is None else later.schema

    def apply_to(self, form: FormState | None) -> FormState:
        values = dict(form.values) if form else {}
        for name in self.removed:
            values.pop(name, None)
        kept = form.validation_schema if form else {}
        schema = kept if self.schema is None else self.schema
        return FormState(values={**values, **self.values}, validation_schema=schema)


@dataclass
class UnsavedChanges:
    """
    Changes that can be applied to any state, so to one that another tab has saved meanwhile, too.

    A field of a form that both changed has the value of this tab; every other change of both is kept.
    """

    entries: list[NavigationEntry] = field(default_factory=list)
    forms: dict[str, FormEdit] = field(default_factory=dict)
    cache_keys: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.forms or self.cache_keys)

    def add(self, later: "UnsavedChanges") -> None:
        """Makes *later* a part of these; of one field, its value stays."""
        self.entries.extend(later.entries)
        for form_id, edit in later.forms.items():
            self.forms.setdefault(form_id, FormEdit()).add(edit)
        self.cache_keys.update(later.cache_keys)

    def open_page(self, entry: NavigationEntry) -> None:
        self.entries.append(entry)

    def edit_form(
        self, form_id: str, before: FormState | None, values: Mapping[str, Any], schema: Any
    ) -> None:
        """Notes what is different in *values* from *before*; *schema* is None where the old one stays."""
        old = before.values if before else {}
        edit = self.forms.setdefault(form_id, FormEdit())
        for name, value in values.items():
            if name not in old or canonicalize(old[name]) != canonicalize(value):
                edit.values[name] = value
                edit.removed.discard(name)
        for name in old.keys() - values.keys():
            edit.values.pop(name, None)
            edit.removed.add(name)
        if schema is not None:
            edit.schema = schema

    def add_cache_key(self, key: str, depends_on: list[str]) -> None:
        self.cache_keys[key] = depends_on

    def apply_to(self, base: UserSessionState) -> UserSessionState:
        """*base* with the changes made to it."""
        page_views = dict(base.page_views)
        for entry in self.entries:
            page_views[entry.page] = page_views.get(entry.page, 0) + 1
        last = self.entries[-1] if self.entries else None
        dependencies = {**base.cache_dependencies, **self.cache_keys}
        changed = UserSessionState(
            current_page=last.page if last else base.current_page,
            page_params=last.params if last else base.page_params,
            page_views=page_views,
            # By their times: what waited to be saved is older than what others saved meanwhile.
            navigation_history=list(
                merge(base.navigation_history, self.entries, key=lambda entry: entry.timestamp)
            ),
            forms={
                **base.forms,
                **{form_id: edit.apply_to(base.forms.get(form_id)) for form_id, edit in self.forms.items()},
            },
            cache_keys=list(dict.fromkeys([*base.cache_keys, *self.cache_keys])),
            cache_dependencies={key: names for key, names in dependencies.items() if names},
        )
        return changed.bounded()
