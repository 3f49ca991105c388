"""What endpoints ask for: the caller, and stores that are bound to the caller."""

from typing import Annotated, Final

from fastapi import Depends, Header
from starlette.requests import Request

from benchdog.api.identity import Principal
from benchdog.api.service_objects import ServiceObjects, service_objects
from benchdog.stores.session_version_store import SessionVersionStore
from benchdog.stores.snapshot_access_log_store import SnapshotAccessLogStore
from benchdog.stores.snapshot_store import SnapshotStore
from benchdog.stores.workbench_session_store import WorkbenchSessionStore

MAX_DEVICE_LABEL_LENGTH: Final = 80

Service = Annotated[ServiceObjects, Depends(service_objects)]


def principal(request: Request) -> Principal:
    """Whom the route's policy let in; only on routes that ask for somebody signed in."""
    found: Principal = request.state.principal
    return found


def device_label(
    label: Annotated[
        str, Header(alias="X-Benchdog-Device", description="A short name of the device, for people.")
    ] = "",
) -> str:
    """Only for people to read: a strange one is cleaned and cut, and never a reason to refuse a save."""
    return "".join(char for char in _as_sent(label) if char.isprintable())[:MAX_DEVICE_LABEL_LENGTH].strip()


def _as_sent(header: str) -> str:
    """Browsers send Latin-1 in headers, everybody else UTF-8; the framework reads both as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def public_base(request: Request, service: Service) -> str:
    """Where people reach the service, without a slash at the end."""
    return service.settings.public_base_url or f"{request.url.scheme}://{request.url.netloc}"


Caller = Annotated[Principal, Depends(principal)]
DeviceLabel = Annotated[str, Depends(device_label)]
PublicBase = Annotated[str, Depends(public_base)]


def session_store(caller: Caller, device: DeviceLabel, service: Service) -> WorkbenchSessionStore:
    return WorkbenchSessionStore(caller.user_id, device, service.stores)


def version_store(caller: Caller, device: DeviceLabel, service: Service) -> SessionVersionStore:
    return SessionVersionStore(caller.user_id, device, service.stores)


def snapshot_store(caller: Caller, base: PublicBase, service: Service) -> SnapshotStore:
    return SnapshotStore(caller.user_id, base, service.stores)


def access_log_store(caller: Caller, service: Service) -> SnapshotAccessLogStore:
    return SnapshotAccessLogStore(caller.user_id, service.stores)


SessionStoreDep = Annotated[WorkbenchSessionStore, Depends(session_store)]
VersionStoreDep = Annotated[SessionVersionStore, Depends(version_store)]
SnapshotStoreDep = Annotated[SnapshotStore, Depends(snapshot_store)]
AccessLogStoreDep = Annotated[SnapshotAccessLogStore, Depends(access_log_store)]
