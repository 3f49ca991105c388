"""Faults of the machine: a disk without room, a process that ends."""

from functools import partial
from typing import Final, Literal

from pydantic import Field

from benchdog.embedded_cosmos.faults.fault import Apply, Fault, Surroundings
from benchdog.embedded_cosmos.wire import CosmosRequest, CosmosResponse

KILLED_STATUS: Final = 137
"""What a shell says of a process that SIGKILL ended."""


class FullDisk(Fault):
    """No file can grow while the request is applied; what is committed together with it fails as well."""

    kind: Literal["full_disk"] = "full_disk"

    @property
    def needs_disk(self) -> bool:
        return True

    async def strike(
        self, request: CosmosRequest, apply: Apply, surroundings: Surroundings
    ) -> CosmosResponse:
        with surroundings.required_disk.filled():
            return await apply(request)


class ProcessEnd(Fault):
    """
    The process ends as if it were killed, and runs nothing more.

    Attributes:
        when: "before": nothing was applied. "commit": the change was applied, its commit not completed.
            "after": it was committed and not answered.
        disk_writes: how many writes of the commit still reach the disk. A commit writes twice for each
            page; one that writes less is complete, as "after".
    """

    kind: Literal["process_end"] = "process_end"
    when: Literal["before", "commit", "after"] = "before"
    disk_writes: int = Field(default=0, ge=0)

    @property
    def needs_disk(self) -> bool:
        return self.when == "commit"

    async def strike(
        self, request: CosmosRequest, apply: Apply, surroundings: Surroundings
    ) -> CosmosResponse:
        end = partial(surroundings.end_process, KILLED_STATUS)
        if self.when == "before":
            end()
        if self.when == "commit":
            surroundings.required_disk.at_write(end, passing=self.disk_writes)
        await apply(request)
        end()
