"""Stored shapes of the conversation of a session: its messages, and how many there are. [S9]"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from benchdog.documents.limits import MAX_MESSAGE_LENGTH
from benchdog.documents.metadata import normalized, printable, visible
from benchdog.documents.stored_document import StoredDocument


def _with_plain_line_ends(value: object) -> object:
    return normalized(value.replace("\r\n", "\n")) if isinstance(value, str) else value


def _printable_in_each_line(text: str) -> str:
    for line in text.split("\n"):
        printable(line)
    return text


MessageText = Annotated[
    str,
    Field(
        max_length=MAX_MESSAGE_LENGTH,
        description=f"1–{MAX_MESSAGE_LENGTH} characters after trimming. Lines end with LF; no other control "
        "characters.",
    ),
    BeforeValidator(_with_plain_line_ends),
    AfterValidator(_printable_in_each_line),
    AfterValidator(visible),
]
"""Characters are Unicode code points, in NFC."""


class SessionMessage(StoredDocument):
    """
    One message, in the partition of the session's owner; never changed.

    Attributes:
        number: counts from 1 within its session, without gaps.
        author_id: user id of who wrote it.
    """

    kind: Literal["message"] = "message"
    owner_id: str
    session_id: str
    number: int
    text: str
    author_id: str
    at: str

    @staticmethod
    def id_of(session_id: str, message_id: str) -> str:
        """*message_id* is new for each message, so that a repeated writing of it is recognised."""
        return f"{session_id}:m:{message_id}"


class SessionConversation(StoredDocument):
    """
    What all messages of a session come to, written with each of them; none before the first one.

    Attributes:
        count: the number of the last message.
        last_at: when it was written.
    """

    kind: Literal["conversation"] = "conversation"
    owner_id: str
    session_id: str
    count: int
    last_at: str

    @staticmethod
    def id_of(session_id: str) -> str:
        return f"{session_id}:conversation"
