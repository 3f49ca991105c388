"""Several pieces of work measured in turn, so that whatever else the machine does meets all of them alike."""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence

Work = Callable[[], Awaitable[object]]


async def medians_ms(works: Sequence[Work], *, rounds: int, warm_up: int | None = None) -> list[float]:
    """
    The median milliseconds of each of *works*, run A B C A B C …, *rounds* times.

    Args:
        warm_up: rounds before, which are not measured; a tenth of *rounds* where it is None.
    """
    durations: list[list[float]] = [[] for _ in works]
    for _ in range(rounds // 10 + 1 if warm_up is None else warm_up):
        for work in works:
            await work()
    for _ in range(rounds):
        for work, measured in zip(works, durations, strict=True):
            begun = time.perf_counter()
            await work()
            measured.append(time.perf_counter() - begun)
    return [statistics.median(measured) * 1000 for measured in durations]
