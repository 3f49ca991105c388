"""What every stored document has, whatever it stands for."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class StoredDocument(BaseModel):
    """
    A document as the database keeps it.

    One of a newer shape than this code knows fails to validate: it is reported, and never overwritten by a
    reader that would drop what it does not know.

    Attributes:
        etag: the database's, quotes included; empty in a document that was not read back.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    shape: Literal[1] = 1
    etag: str = Field(default="", alias="_etag", exclude=True)

    def to_stored(self) -> dict[str, Any]:
        """Members without a value are left out: the database refuses a `ttl` of null."""
        return self.model_dump(exclude_none=True)


class ContentChunk(StoredDocument):
    """A piece of content; `data` is text in `encoding`, decoded together with its neighbours. [C5]"""

    kind: Literal["chunk"] = "chunk"
    content_hash: str
    index: int
    encoding: str
    data: str


def folded(text: str) -> str:
    """For comparing without case: the database's own folding is not specified beyond ASCII."""
    return text.casefold()
