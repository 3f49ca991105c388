"""Requests about the conversation of a session."""

from pydantic import BaseModel

from benchdog.api.session_models import request_like
from benchdog.documents.session_message import MessageText


class MessageCreate(BaseModel):
    """A message behind all others."""

    model_config = request_like({"text": "Is the price in euro?"})

    text: MessageText
