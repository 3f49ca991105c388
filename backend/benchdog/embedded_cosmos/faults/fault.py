"""What a fault is: something around the applying of one request."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, NoReturn

from pydantic import BaseModel, ConfigDict

from benchdog.embedded_cosmos.faults.disk import FaultyDisk
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse

Apply = Callable[[CosmosRequest], Awaitable[CosmosResponse]]
When = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    What faults reach out to.

    Attributes:
        sleep: takes seconds.
        end_process: takes the exit status; runs nothing that the process would do at its end.
        disk: where the engine keeps its file, None where it is the operating system's own.
    """

    sleep: Callable[[float], Awaitable[object]]
    end_process: Callable[[int], NoReturn]
    disk: FaultyDisk | None

    @property
    def required_disk(self) -> FaultyDisk:
        """Raises ValueError where there is none."""
        if self.disk is None:
            raise ValueError("This fault needs a plan with a FaultyDisk.")
        return self.disk


class Fault(BaseModel):
    """Immutable, and readable from JSON; `kind` tells the classes apart."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def needs_disk(self) -> bool:
        """Whether the engine has to keep its file on a `FaultyDisk`."""
        return False

    @abstractmethod
    async def strike(
        self, request: CosmosRequest, apply: Apply, surroundings: Surroundings
    ) -> CosmosResponse:
        """
        The answer to *request* instead of that of *apply*, which may run or not.

        Raises:
            ConnectionLost: there is none.
        """
