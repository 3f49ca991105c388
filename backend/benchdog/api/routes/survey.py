"""Routes of survey sessions. [U4]"""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.websockets import WebSocket

from benchdog.api.audited import audited
from benchdog.api.dependencies import Caller, Service
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.guarded_socket import NOT_FOUND, GuardedSocketRoute
from benchdog.api.identity import Principal
from benchdog.api.policies import signed_in
from benchdog.api.service_objects import ServiceObjects
from benchdog.api.survey_socket import SurveySocket
from benchdog.errors import NotFound
from benchdog.survey.messages import shown_session
from benchdog.survey.session import SurveySession

router = APIRouter(tags=["survey"], route_class=GuardedRoute, responses=error_responses(*SIGNED_IN))


class ShownSurveySession(BaseModel):
    """`answers` are by step; `step_history` is the way to `current_step`."""

    current_step: str
    answers: dict[str, Any]
    step_history: list[str]
    is_audio_mode: bool


class SurveyAnswer(BaseModel):
    success: Literal[True] = True
    session: ShownSurveySession


@router.get("/api/session/{user_id}", responses=error_responses(NotFound))
@signed_in
@audited("recover", "survey_session")
async def read_survey_session(user_id: str, caller: Caller, service: Service) -> SurveyAnswer:
    """Only one's own: somebody else's is not found, as one that was never begun."""
    session = await own_session(user_id, caller, service)
    return SurveyAnswer(session=ShownSurveySession(**shown_session(session)))


@signed_in
async def talk_about_survey(websocket: WebSocket, caller: Principal, service: ServiceObjects) -> None:
    """docs/survey.md says what is said."""
    if websocket.path_params["user_id"] != caller.user_id:
        await websocket.close(NOT_FOUND)
        return
    await SurveySocket(websocket, caller.user_id, service).run()


SOCKET_PATH = "/ws/session/{user_id}"


def survey_socket_route() -> GuardedSocketRoute:
    return GuardedSocketRoute(SOCKET_PATH, talk_about_survey)


async def own_session(user_id: str, caller: Principal, service: ServiceObjects) -> SurveySession:
    session = await service.survey.load_session(caller.user_id) if user_id == caller.user_id else None
    if session is None:
        raise NotFound
    return session
