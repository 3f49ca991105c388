"""What a person says about a session or a snapshot: title, description, tags. [C6]"""

import hashlib
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from benchdog.documents.canonical_json import canonicalize
from benchdog.documents.limits import MAX_DESCRIPTION_LENGTH, MAX_TAG_LENGTH, MAX_TAGS, MAX_TITLE_LENGTH

_TRIMMED: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What ECMAScript's `trim` removes, so that both languages trim alike."""

_BIDI_CONTROLS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They can make a title read as another one."""

_REFUSED_CATEGORIES: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})
_INVISIBLE_CATEGORIES: Final = frozenset({"Cf", "Mn", "Me", "Zs"})


def normalized(text: str) -> str:
    """Trimmed, in Unicode normalisation form C."""
    return unicodedata.normalize("NFC", text.strip(_TRIMMED))


def printable(text: str) -> str:
    """*text*. Raises ValueError where it has a control character, line ends included."""
    if any(unicodedata.category(char) in _REFUSED_CATEGORIES or char in _BIDI_CONTROLS for char in text):
        raise ValueError("Remove the control characters.")
    return text


def visible(text: str) -> str:
    """*text*. Raises ValueError where there is nothing in it to see."""
    if all(unicodedata.category(char) in _INVISIBLE_CATEGORIES for char in text):
        raise ValueError("Write at least one visible character.")
    return text


def _without_repeats(tags: list[str]) -> list[str]:
    return list(dict.fromkeys(tags))


def _normalize_text(value: object) -> object:
    return normalized(value) if isinstance(value, str) else value


_Normalized = BeforeValidator(_normalize_text)

Title = Annotated[
    str, Field(max_length=MAX_TITLE_LENGTH), _Normalized, AfterValidator(printable), AfterValidator(visible)
]
Description = Annotated[str, Field(max_length=MAX_DESCRIPTION_LENGTH), _Normalized, AfterValidator(printable)]
Tag = Annotated[
    str, Field(max_length=MAX_TAG_LENGTH), _Normalized, AfterValidator(printable), AfterValidator(visible)
]
Tags = Annotated[list[Tag], Field(max_length=MAX_TAGS), AfterValidator(_without_repeats)]


class SessionDetails(BaseModel):
    """
    Title (1–50 characters), description (≤ 250), tags (≤ 10 of ≤ 30 characters), trimmed and in NFC.

    Characters are Unicode code points.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Title
    description: Description = ""
    tags: Tags = []

    @property
    def metadata_hash(self) -> str:
        """Lower-case hex SHA-256 of the canonical JSON of the three."""
        return hashlib.sha256(canonicalize(self.model_dump())).hexdigest()
