"""The reconciler beside the requests of a service, again and again."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from benchdog.stores.reconciler import Reconciler

log = logging.getLogger(__name__)


@asynccontextmanager
async def running_reconciler(
    reconciler: Reconciler, seconds: float, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> AsyncIterator[None]:
    """
    Runs *reconciler* every *seconds*, the first time after as many, until the service ends; 0 is never.

    Whatever a run raises is reported in the log, and the next one begins in time: a service lives long.
    """
    if not seconds:
        yield
        return
    task = asyncio.create_task(_run_for_ever(reconciler, seconds, sleep))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _run_for_ever(
    reconciler: Reconciler, seconds: float, sleep: Callable[[float], Awaitable[object]]
) -> None:
    while True:
        await sleep(seconds)
        try:
            report = await reconciler.run()
        except Exception:
            log.exception("a run of the reconciler failed")
        else:
            log.debug("the reconciler ran", extra={"report": report})
