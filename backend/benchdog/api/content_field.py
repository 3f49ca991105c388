"""Content and content hash as fields of request models."""

from typing import Annotated, Any, Final

from pydantic import Field, PlainValidator, WithJsonSchema

from benchdog.documents.content import Content
from benchdog.errors import ContentHashMismatch

CONTENT_SCHEMA: Final = {
    "type": "object",
    "additionalProperties": True,
    "description": "Any JSON object that is valid I-JSON, at most 1,572,864 bytes of canonical UTF-8. "
    "Where its `schema` is one that the service knows, such as `workbench/1`, it has to fit that.",
}


def _made_while_parsing(value: object) -> Content:
    if isinstance(value, Content):
        return value
    raise ValueError("Content must be a JSON object.")


ContentField = Annotated[Content, PlainValidator(_made_while_parsing), WithJsonSchema(CONTENT_SCHEMA)]
"""Made from the sent object while the body is parsed, so it is checked by then. [C1] [C4]"""

ContentText = Annotated[dict[str, Any], WithJsonSchema(CONTENT_SCHEMA)]
"""In answers, where it is spliced in as text."""

HASH_PATTERN: Final = r"^[0-9a-f]{64}$"

SentHash = Annotated[
    str | None,
    Field(pattern=HASH_PATTERN, description="What the sender computed; another one is refused. [C3]"),
]


def checked_content(content: Content, sent_hash: str | None) -> Content:
    """
    Raises:
        ContentHashMismatch: the sender hashed something else than what arrived. [C3]
    """
    if sent_hash is not None and sent_hash != content.content_hash:
        raise ContentHashMismatch(sent=sent_hash, computed=content.content_hash)
    return content
