"""Requests about the conversation of a session."""

from pydantic import BaseModel

from benchdog.api.session_models import REQUEST_CONFIG
from benchdog.documents.session_message import MessageText


class MessageCreate(BaseModel):
    """A message behind all others."""

    model_config = REQUEST_CONFIG

    text: MessageText
