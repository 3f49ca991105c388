"""Requests and answers about workbench sessions and their versions."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from benchdog.api.content_field import ContentField, ContentText, SentHash, checked_content
from benchdog.documents.metadata import Description, SessionDetails, Tags, Title
from benchdog.stores.session_metadata import SessionDraft, SessionMetadata, VersionMetadata

REQUEST_CONFIG = ConfigDict(extra="forbid", frozen=True)


def request_like(*examples: dict[str, Any]) -> ConfigDict:
    """For the model of a request that the document shows *examples* of; each of them is sent by a test."""
    return {**REQUEST_CONFIG, "json_schema_extra": {"examples": list(examples)}}


VersionLabel = Annotated[Title, Field(description="1–50 characters. A named version is never thinned.")]


class SessionCreate(BaseModel):
    """A new session."""

    model_config = request_like(
        {"title": "Wells", "content": {}},
        {
            "title": "Wells",
            "description": "What the north produced",
            "tags": ["north"],
            "content": {"step": 1},
            "content_hash": "8565a568653654ae5b4d4444245fa76e8bdea8c7d0db4a75bcffbb60bd6a0452",
        },
    )

    title: Title
    description: Description = ""
    tags: Tags = []
    content: ContentField
    content_hash: SentHash = None

    def to_draft(self) -> SessionDraft:
        details = SessionDetails(title=self.title, description=self.description, tags=self.tags)
        return SessionDraft(details, checked_content(self.content, self.content_hash))


class SessionSave(SessionCreate):
    """A whole session, to be written over the one that If-Match names."""


class SessionEdit(BaseModel):
    """Some of a session's details; what is left out stays."""

    model_config = request_like({"starred": True}, {"title": "Wells in the north", "tags": []})

    title: Title = Field(default_factory=str)
    description: Description = Field(default_factory=str)
    tags: Tags = Field(default_factory=list)
    starred: bool = Field(default_factory=bool, strict=True)

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("Name at least one of title, description, tags, starred.")
        return self

    def members(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True)


class VersionEdit(BaseModel):
    """`null` takes the name away."""

    model_config = request_like({"label": "As delivered"})

    label: VersionLabel | None


class SessionWithContent(BaseModel):
    metadata: SessionMetadata
    content: ContentText


class VersionWithContent(BaseModel):
    metadata: VersionMetadata
    content: ContentText
