"""
What endpoints ask for: the caller, and stores that are bound to the caller.

All of them are coroutines, because the framework would call a plain function in a thread, at ten times the
cost; and none rests on another, because each step costs as much as signing a token.
"""

from typing import Annotated, Final

from fastapi import Depends, Header
from starlette.requests import Request

from benchdog.api.identity import Principal
from benchdog.api.service_objects import ServiceObjects, service_objects
from benchdog.stores.audit_trail_store import AuditTrailStore
from benchdog.stores.session_conversation import SessionConversationStore
from benchdog.stores.session_version_store import SessionVersionStore
from benchdog.stores.snapshot_access_log_store import SnapshotAccessLogStore
from benchdog.stores.snapshot_reader import SnapshotReader
from benchdog.stores.snapshot_store import SnapshotStore
from benchdog.stores.user_session_store import UserSessionStore
from benchdog.stores.workbench_session_store import WorkbenchSessionStore

MAX_DEVICE_LABEL_LENGTH: Final = 80


DeviceHeader = Annotated[
    str, Header(alias="X-Benchdog-Device", description="A short name of the device, for people.")
]


async def service(request: Request) -> ServiceObjects:
    return service_objects(request)


async def caller(request: Request) -> Principal:
    """Whom the route's policy let in."""
    return _caller(request)


async def session_store(request: Request, device: DeviceHeader = "") -> WorkbenchSessionStore:
    stores = service_objects(request).stores
    return WorkbenchSessionStore(_caller(request).user_id, device_label(device), stores)


async def version_store(request: Request, device: DeviceHeader = "") -> SessionVersionStore:
    stores = service_objects(request).stores
    return SessionVersionStore(_caller(request).user_id, device_label(device), stores)


async def conversation_store(request: Request) -> SessionConversationStore:
    return SessionConversationStore(_caller(request).user_id, service_objects(request).stores)


async def snapshot_store(request: Request) -> SnapshotStore:
    service = service_objects(request)
    return SnapshotStore(
        _caller(request).user_id,
        _public_base(request),
        service.stores,
        allows_public=service.settings.public_snapshots,
    )


async def snapshot_reader(request: Request) -> SnapshotReader:
    """For whoever has the link, which may be somebody who is not signed in."""
    service, reader = service_objects(request), request.state.principal
    return SnapshotReader(
        reader.user_id if reader is not None else None,
        _public_base(request),
        service.stores,
        allows_public=service.settings.public_snapshots,
    )


async def access_log_store(request: Request) -> SnapshotAccessLogStore:
    return SnapshotAccessLogStore(_caller(request).user_id, service_objects(request).stores)


async def user_session_store(request: Request) -> UserSessionStore:
    return UserSessionStore(_caller(request).user_id, service_objects(request).stores)


async def own_audit_trail(request: Request) -> AuditTrailStore:
    return await service_objects(request).observation.audit_trail(_caller(request).user_id)


Service = Annotated[ServiceObjects, Depends(service)]
Caller = Annotated[Principal, Depends(caller)]
SessionStoreDep = Annotated[WorkbenchSessionStore, Depends(session_store)]
VersionStoreDep = Annotated[SessionVersionStore, Depends(version_store)]
ConversationStoreDep = Annotated[SessionConversationStore, Depends(conversation_store)]
SnapshotReaderDep = Annotated[SnapshotReader, Depends(snapshot_reader)]
SnapshotStoreDep = Annotated[SnapshotStore, Depends(snapshot_store)]
AccessLogStoreDep = Annotated[SnapshotAccessLogStore, Depends(access_log_store)]
OwnAuditTrail = Annotated[AuditTrailStore, Depends(own_audit_trail)]
UserSessionStoreDep = Annotated[UserSessionStore, Depends(user_session_store)]


def device_label(header: str) -> str:
    """Only for people to read: a strange one is cleaned and cut, and never a reason to refuse a save."""
    return "".join(char for char in _as_sent(header) if char.isprintable())[:MAX_DEVICE_LABEL_LENGTH].strip()


def _as_sent(header: str) -> str:
    """Browsers send Latin-1 in headers, everybody else UTF-8; the framework reads both as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _caller(request: Request) -> Principal:
    """Only on routes that ask for somebody signed in."""
    found: Principal = request.state.principal
    return found


def _public_base(request: Request) -> str:
    """Where people reach the service, without a slash at the end."""
    configured = service_objects(request).settings.public_base_url
    return configured or f"{request.url.scheme}://{request.url.netloc}"
