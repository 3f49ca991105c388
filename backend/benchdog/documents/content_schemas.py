"""Content that names a schema which this service knows has to fit it. [C7]"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final, Self

from jsonschema_rs import Draft202012Validator, ValidationError, ValidationErrorKind

from benchdog.documents.json_value import JsonStep, JsonValue, json_path
from benchdog.errors import ContentInvalid

SCHEMA_MEMBER: Final = "schema"
"""Where content names its schema, such as `workbench/1`: what it is, and the major version of its shape."""

_FOLDER: Final = "content_schema_files"
_MASK: Final = "It"
"""Stands in messages where the offending value would, which may be long, and private."""


class ContentSchemas:
    """
    Known schemas. Content that names another one, or none, is only data and fits.

    Args:
        schemas: JSON Schemas of 2020-12 by the name that content has for them.
    """

    def __init__(self, schemas: Mapping[str, dict[str, Any]]) -> None:
        self._validators = {
            name: Draft202012Validator(schema, mask=_MASK, offline=True) for name, schema in schemas.items()
        }

    @classmethod
    def shipped(cls) -> Self:
        """Those that the package carries: `workbench/1` is the file `workbench/1.json`."""
        return cls(
            {
                f"{kind.name}/{file.name.removesuffix('.json')}": json.loads(file.read_text("utf-8"))
                for kind in files(__package__).joinpath(_FOLDER).iterdir()
                for file in kind.iterdir()
            }
        )

    def check(self, content: JsonValue, *, at: tuple[JsonStep, ...] = ()) -> None:
        """
        Takes time in proportion to *content*: call it where a large one holds up nobody.

        Args:
            content: valid I-JSON, no larger than content may be.
            at: where it stands in the request; only used to name places in errors.

        Raises:
            ContentInvalid: names the first place that does not fit; `reason` is `does_not_fit_schema`.
        """
        name = content.get(SCHEMA_MEMBER) if isinstance(content, dict) else None
        validator = self._validators.get(name) if isinstance(name, str) else None
        if validator is None:
            return
        try:
            validator.validate(content)
        except ValidationError as error:
            steps, words = [*at, *error.instance_path], error.message
            if isinstance(error.kind, ValidationErrorKind.AdditionalProperties):
                # The message would list them all, however many and however long.
                steps, words = [*steps, error.kind.unexpected[0]], "It has no place there"
            path = json_path(steps)
            raise ContentInvalid(
                f"This does not fit {name}: {words}. At {path}.",
                path=path,
                reason="does_not_fit_schema",
                schema=name,
            ) from None
