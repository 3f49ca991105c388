"""One user session of an archive on its way into the database. [U1]"""

from datetime import timedelta

from benchdog.documents.user_session import StoredUserSession, state_members
from benchdog.resilience.clock import parse_timestamp
from benchdog.stores.etag_condition import ETagCondition
from benchdog.stores.store_services import StoreServices
from benchdog.stores.user_session_store import UserSessionStore
from benchdog.transfer.archive_records import ArchivedUserSession
from benchdog.transfer.import_session import Outcome, WhereTaken


async def import_user_session(
    services: StoreServices, archived: ArchivedUserSession, user_id: str, where_taken: WhereTaken
) -> Outcome:
    """
    Raises:
        PersistenceError: the database refuses or fails.
    """
    container = services.user_sessions
    taken = await container.find(StoredUserSession, user_id, archived.id)
    if taken is not None and where_taken == "skip":
        return "skipped"
    if taken is not None and where_taken == "replace":
        store = UserSessionStore(user_id, services)
        await store.save(taken.id, archived.state, if_match=ETagCondition.anything())
        return "replaced"
    imported = StoredUserSession(
        id=services.new_id() if taken is not None else archived.id,
        user_id=user_id,
        app=archived.app,
        created_at=archived.created_at,
        updated_at=archived.updated_at,
        write_id=services.new_id(),
        ttl=int(_kept_for(services, archived).total_seconds()),
        **state_members(archived.state),
    )
    await services.writes.run(
        lambda: container.create(user_id, imported),
        lambda: container.find(StoredUserSession, user_id, imported.id),
    )
    return "imported" if taken is None else "copied"


def _kept_for(services: StoreServices, archived: ArchivedUserSession) -> timedelta:
    """From its last save on: it keeps its place in the list, and stays as long as a new one."""
    since_save = services.clock() - parse_timestamp(archived.updated_at)
    return services.user_session_time + max(since_save, timedelta())
