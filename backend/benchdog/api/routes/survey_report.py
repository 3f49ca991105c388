"""How a survey goes, for administrators. Nobody's answers are in it. [U3]"""

from datetime import timedelta
from typing import Annotated, Self

from fastapi import APIRouter, Query
from pydantic import BaseModel

from benchdog.api.dependencies import Service
from benchdog.api.error_models import SIGNED_IN, error_responses
from benchdog.api.guarded_route import GuardedRoute
from benchdog.api.policies import administrators_only
from benchdog.survey.report import DEFAULT_IDLE_HOURS, DEFAULT_LAST_STEP, SurveyReport
from benchdog.survey.session import MAX_STEP_LENGTH

router = APIRouter(tags=["survey"], route_class=GuardedRoute, responses=error_responses(*SIGNED_IN))

LastStep = Annotated[
    str, Query(min_length=1, max_length=MAX_STEP_LENGTH, description="Who came there has finished.")
]
IdleHours = Annotated[
    float, Query(gt=0, le=10_000, description="Who changed nothing for so long has given up.")
]


class SurveyStepReport(BaseModel):
    """`reached`: how many people were ever there; `abandoned`: how many gave up there."""

    step: str
    reached: int
    abandoned: int


class SurveyReportAnswer(BaseModel):
    """
    Attributes:
        sessions: how many people began.
        finished: how many are at the last step.
        median_duration_seconds: from the beginning to the last step; null where nobody came there.
        steps: those that most people reached first.
    """

    sessions: int
    finished: int
    median_duration_seconds: float | None
    steps: list[SurveyStepReport]

    @classmethod
    def of(cls, report: SurveyReport) -> Self:
        took = report.median_duration
        return cls(
            sessions=report.sessions,
            finished=report.finished,
            median_duration_seconds=took.total_seconds() if took is not None else None,
            steps=[
                SurveyStepReport(
                    step=step, reached=report.reached.get(step, 0), abandoned=report.abandoned.get(step, 0)
                )
                for step in report.steps()
            ],
        )


@router.get("/persistence/survey_report")
@administrators_only
async def read_survey_report(
    service: Service,
    last_step: LastStep = DEFAULT_LAST_STEP,
    idle_hours: IdleHours = DEFAULT_IDLE_HOURS,
) -> SurveyReportAnswer:
    """Of all sessions that are kept. In Azure Cosmos DB it reads them one by one: not for every minute."""
    report = await service.survey.report(last_step=last_step, idle=timedelta(hours=idle_hours))
    return SurveyReportAnswer.of(report)
