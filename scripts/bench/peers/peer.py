"""What is measured of a server, whoever made it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.bench.workloads import SavedSession


@dataclass(frozen=True)
class Page:
    """The address of one page of a list, and the headers of who asks for it."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Peer:
    """
    A running server.

    Attributes:
        is_durable: what it acknowledged survives a power cut.
        document: one thing that is kept there; creates, saves and reads itself.
        pages: twenty of a list, or as few as it gives, by the length of the list.
        refuses_stale_saves: whether the server, and not its clients, finds a conflict.
    """

    name: str
    port: int
    headers: Mapping[str, str]
    document: type[SavedSession]
    is_durable: bool = True
    refuses_stale_saves: bool = True
    pages: Mapping[int, Page] = field(default_factory=dict)
