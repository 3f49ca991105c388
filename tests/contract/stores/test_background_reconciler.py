"""The reconciler beside a service. [N5]"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from benchdog.background_reconciler import running_reconciler
from benchdog.embedded_cosmos.faults import Disconnection, FaultRule
from benchdog.stores.reconciler import Reconciler
from tests.contract.stores.world import World, a_draft


class Pauses:
    """Lets a test say when a pause is over; `asked` are their seconds."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._begun = asyncio.Semaphore(0)
        self._over = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        self._begun.release()
        await self._over.acquire()

    async def next_run(self) -> None:
        """From the pause before a run to the pause behind it."""
        self._over.release()
        await self.begun()

    async def begun(self) -> None:
        await self._begun.acquire()


async def test_a_service_looks_for_work_again_and_again(world: World):
    """[N5] Also after a run that could not even begin."""
    pauses = Pauses()
    created = await world.sessions().create(a_draft())
    await world.sessions().delete(created.id)
    world.clock.advance(timedelta(days=31))

    async with running_reconciler(world.reconciler(), 60, pauses):
        await pauses.begun()
        world.faults.add(FaultRule(fault=Disconnection(), times=None))
        await pauses.next_run()
        world.faults.clear()
        left = await world.stored("sessions", "c.owner_id = 'ada'")
        await pauses.next_run()

    assert left != []
    assert await world.stored("sessions", "c.owner_id = 'ada'") == []
    assert pauses.asked == [60, 60, 60]


async def test_a_mistake_of_ours_ends_neither_the_reconciler_nor_the_service(world: World):
    """[N5]"""
    pauses = Pauses()

    def broken_clock() -> datetime:
        raise OverflowError

    reconciler = Reconciler(replace(world.services, clock=broken_clock), "first")
    async with running_reconciler(reconciler, 60, pauses):
        await pauses.begun()
        await pauses.next_run()
        await pauses.next_run()

    assert pauses.asked == [60, 60, 60]


async def test_it_can_be_switched_off(world: World):
    """[R7]"""
    pauses = Pauses()

    async with running_reconciler(world.reconciler(), 0, pauses):
        await world.sessions().create(a_draft())

    assert pauses.asked == []
