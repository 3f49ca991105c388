"""
The archive: a file of JSON lines in UTF-8, in which work leaves one Benchdog and enters another.

    archive                                first line: format and version
    session  (content? version)*           its states, oldest first; a content once, before its first version
             message*                      its conversation, oldest first
    snapshot content
    user_session                           what an app keeps of one person by itself
    survey_session survey_change*          where one person is in a survey, and what changed, oldest first
    end                                    number of lines before it, and their SHA-256

Times are ISO 8601 in UTC. A reader refuses what it does not know: an archive is never read half. Format 1 had
neither user sessions nor surveys; it is read, and no longer written.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from benchdog.documents.ids import ID_PATTERN
from benchdog.documents.metadata import SessionDetails
from benchdog.documents.session_message import MessageText
from benchdog.documents.snapshot import Audience
from benchdog.documents.user_session import AppName, Moment, UserSessionState

ItemId: TypeAlias = Annotated[str, Field(pattern=ID_PATTERN)]
ContentHash: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
UserId: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9._@-]{1,128}$")]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ArchiveStart(_Record):
    """`has_history`: all versions of each session, or the last one only."""

    record: Literal["archive"] = "archive"
    format: Literal["benchdog"] = "benchdog"
    format_version: Literal[1, 2] = 2
    created_at: str
    has_history: bool


class ArchivedSession(_Record):
    """
    The head of a session; `version` and `content_hash` name its current state, the last one behind it.

    Without `last_opened_at` it counts as opened when it was last changed. [S10]
    """

    record: Literal["session"] = "session"
    id: ItemId
    owner_id: UserId
    details: SessionDetails
    starred: bool
    created_at: str
    updated_at: str
    last_opened_at: str | None = None
    version: int
    content_hash: ContentHash
    saved_by: str
    deleted_at: str | None = None


class ArchivedVersion(_Record):
    record: Literal["version"] = "version"
    number: int
    title: str
    saved_at: str
    saved_by: str
    content_hash: ContentHash
    label: str | None = None


class ArchivedMessage(_Record):
    record: Literal["message"] = "message"
    number: int
    text: MessageText
    author_id: UserId
    at: str


class ArchivedSnapshot(_Record):
    record: Literal["snapshot"] = "snapshot"
    id: ItemId
    owner_id: UserId
    details: SessionDetails
    created_at: str
    audience: Audience
    expires_at: str | None = None
    is_paused: bool = False
    session_id: ItemId | None = None
    session_version: int | None = None


class ArchivedContent(_Record):
    record: Literal["content"] = "content"
    content_hash: ContentHash
    content: dict[str, Any]


class ArchivedUserSession(_Record):
    record: Literal["user_session"] = "user_session"
    id: ItemId
    user_id: UserId
    app: AppName
    created_at: Moment
    updated_at: Moment
    state: UserSessionState


class ArchivedSurveySession(_Record):
    """`changes`: how many of them follow."""

    record: Literal["survey_session"] = "survey_session"
    user_id: UserId
    current_step: str
    answers: dict[str, JsonValue]
    step_history: list[str]
    is_audio_mode: bool
    session_data: dict[str, JsonValue]
    created_at: str
    updated_at: str
    changes: Annotated[int, Field(ge=0)]


class ArchivedSurveyChange(_Record):
    """One entry of the history of a survey session."""

    record: Literal["survey_change"] = "survey_change"
    at: str
    action: str
    step: str
    answer: JsonValue = None


class ArchiveEnd(_Record):
    """`records` counts the lines before this one; `sha256` is of their bytes, line ends included."""

    record: Literal["end"] = "end"
    records: int
    sha256: ContentHash


ArchiveRecord: TypeAlias = (
    ArchiveStart
    | ArchivedSession
    | ArchivedVersion
    | ArchivedMessage
    | ArchivedSnapshot
    | ArchivedContent
    | ArchivedUserSession
    | ArchivedSurveySession
    | ArchivedSurveyChange
    | ArchiveEnd
)

ARCHIVE_RECORD: TypeAdapter[ArchiveRecord] = TypeAdapter(
    Annotated[ArchiveRecord, Field(discriminator="record")]
)
