"""Requests about user sessions. [U1]"""

from pydantic import BaseModel

from benchdog.api.list_queries import PageQuery
from benchdog.api.session_models import request_like
from benchdog.documents.user_session import AppName
from benchdog.stores.listing import PageRequest


class UserSessionStart(BaseModel):
    """A new session of an app."""

    model_config = request_like({"app": "shop"})

    app: AppName


class UserSessionListQuery(PageQuery):
    """Newest first."""

    app: AppName | None = None

    def page_request(self) -> PageRequest:
        return PageRequest("updated_at", page_size=self.page_size, cursor=self.cursor)
