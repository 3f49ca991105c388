"""A plan of faults as text, for `--faults FILE`."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from benchdog.embedded_cosmos.faults.rule import FaultRule


class FaultPlanInvalid(ValueError):
    """The text is no plan. The message has a line for each mistake: its place, and what is wrong."""


class PlanFile(BaseModel):
    """
    Such as `{"rules": [{"operations": ["writes"], "container": "sessions", "rate": 0.1, "fault": {"kind":
    "disconnection", "when": "after"}}]}`, which loses a tenth of the answers to writes.

    Attributes:
        seed: of the chances that rules with a rate take; None is another one each time.
        replica_lag_writes: reads are behind by up to so many writes; None where they never are.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rules: list[FaultRule] = []
    seed: int | None = None
    replica_lag_writes: int | None = Field(default=None, ge=1)

    @classmethod
    def read(cls, text: str | bytes) -> Self:
        """Raises FaultPlanInvalid."""
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise FaultPlanInvalid("\n".join(_mistakes(error))) from None


def _mistakes(error: ValidationError) -> list[str]:
    return [
        f"{'.'.join(str(part) for part in each['loc']) or 'the file'}: {each['msg']}"
        for each in error.errors(include_url=False)
    ]
