"""When the owner of a session last opened it, on whichever device. [S10]"""

import logging
from datetime import timedelta
from typing import Final

from benchdog.cosmos.batch import Patch
from benchdog.documents.workbench_session import WorkbenchSessionHead
from benchdog.errors import PersistenceError
from benchdog.resilience.clock import parse_timestamp, timestamp
from benchdog.stores.store_services import StoreServices

RECORDED_EVERY: Final = timedelta(hours=1)

log = logging.getLogger(__name__)


async def record_opening(head: WorkbenchSessionHead, services: StoreServices) -> None:
    """
    Note that *head* is opened now, unless an opening or a save of the last hour is noted.

    One member is set, whatever else changes meanwhile: nobody's save is overwritten, and a save that meets it
    is tried again by its own store. Never raises what the database does, because a failure to note must not
    fail the opening; it is reported in the log of the service.
    """
    now = services.clock()
    if now - parse_timestamp(head.last_opened_at) < RECORDED_EVERY:
        return
    opened = [{"op": "set", "path": "/last_opened_at", "value": timestamp(now)}]
    try:
        await services.sessions.write_batch(head.owner_id, [Patch(head.id, opened)])
    except PersistenceError:
        log.warning("the opening of a session could not be recorded", exc_info=True)
