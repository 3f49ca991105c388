"""The work that is measured, for the service and for the floor side by side: docs/performance.md lists it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import orjson

from benchdog.documents.content import Content
from scripts.bench.documents import LARGE_BYTES, SMALL_BYTES, workbench
from scripts.bench.http_load import Connection

ORDINARY: Final = "bench"
LISTED: Final = {"owner1000": 1_000, "owner10000": 10_000, "owner100000": 100_000}
"""Who has how many sessions before anything is measured."""

Work = Callable[[Connection, int], Awaitable[None]]
SESSIONS: Final = "/persistence/sessions"
PAGE: Final = f"{SESSIONS}?page_size=20&sort_by=updated_at&sort_direction=desc&filter_title=a"

POLL: Final = "poll, answered 304"
STALE_SAVE: Final = "stale save of 1.4 MB refused"
MIXED: Final = "80 % read, 20 % save 10 KB"


def page_of(count: int) -> str:
    return f"page of 20 of {count:,}, filtered and sorted"


@dataclass(frozen=True)
class Row:
    """
    One line: the same work on both.

    Attributes:
        target_ratio: the least one aimed at, None where the aim is another one.
        caller: whose sessions the service works on.
    """

    name: str
    clients: int
    service: Callable[[], Work]
    floor: Callable[[], Work]
    target_ratio: float | None
    caller: str = ORDINARY


class SavedSession:
    """A session of one client, created at first use, that remembers its ETag."""

    def __init__(self, size_bytes: int) -> None:
        self.content = workbench(size_bytes)
        self.path = ""
        self.etag = ""
        self.step = 0
        self.turn = 0
        self.stale_body = b""
        self.stale_hash = ""

    def document(self) -> dict[str, object]:
        """Differs from the last one in one small place."""
        self.step += 1
        return {"title": "a bench", "content": self.content | {"step": self.step}}

    def body(self) -> bytes:
        return orjson.dumps(self.document())

    async def create(self, connection: Connection) -> None:
        answer = await connection.request("POST", SESSIONS, self.body())
        expect(answer.status, 201)
        self.path = f"{SESSIONS}/{orjson.loads(answer.body)['id']}"
        self.etag = answer.headers["etag"]

    async def save(self, connection: Connection) -> None:
        answer = await connection.request("PUT", self.path, self.body(), {"if-match": self.etag})
        expect(answer.status, 200)
        self.etag = answer.headers["etag"]

    async def read(self, connection: Connection) -> None:
        expect((await connection.request("GET", self.path)).status, 200)

    async def poll(self, connection: Connection) -> None:
        """Asks whether there is another state than the one that is known."""
        path = f"{self.path}/metadata"
        expect((await connection.request("GET", path, headers={"if-none-match": self.etag})).status, 304)

    async def save_stale(self, connection: Connection) -> None:
        """Always the same body, which is made once: what it costs to refuse it is measured, not making it."""
        if not self.stale_body:
            self.stale_body = self.body()
            self.stale_hash = Content.from_value(orjson.loads(self.stale_body)["content"]).content_hash
        headers = {"if-match": '"an-older-one"', "x-benchdog-content-hash": self.stale_hash}
        expect((await connection.request("PUT", self.path, self.stale_body, headers)).status, 412)


class FloorDocument(SavedSession):
    """The same for the floor, whose documents live at the root."""

    async def create(self, connection: Connection) -> None:
        answer = await connection.request("POST", "/", self.body())
        expect(answer.status, 201)
        self.path = "/" + orjson.loads(answer.body)["id"]
        self.etag = answer.headers["etag"]


def expect(status: int, expected: int) -> None:
    if status != expected:
        raise RuntimeError(f"The measured work failed: {status} instead of {expected}")


def creating(kind: type[SavedSession], size_bytes: int) -> Callable[[], Work]:
    def start() -> Work:
        saved = kind(size_bytes)

        async def work(connection: Connection, _: int) -> None:
            await saved.create(connection)

        return work

    return start


def with_own_session(
    kind: type[SavedSession], size_bytes: int, then: Callable[[SavedSession, Connection], Awaitable[None]]
) -> Callable[[], Work]:
    """Work on a session that each client creates before it is measured."""

    def start() -> Work:
        sessions: dict[int, SavedSession] = {}

        async def work(connection: Connection, client: int) -> None:
            if client not in sessions:
                sessions[client] = kind(size_bytes)
                await sessions[client].create(connection)
            await then(sessions[client], connection)

        return work

    return start


async def saving(saved: SavedSession, connection: Connection) -> None:
    await saved.save(connection)


async def reading(saved: SavedSession, connection: Connection) -> None:
    await saved.read(connection)


async def polling(saved: SavedSession, connection: Connection) -> None:
    await saved.poll(connection)


async def saving_stale(saved: SavedSession, connection: Connection) -> None:
    await saved.save_stale(connection)


async def reading_or_saving(saved: SavedSession, connection: Connection) -> None:
    """Four reads to one save."""
    saved.turn += 1
    await (saved.read(connection) if saved.turn % 5 else saved.save(connection))


async def _open_shared(saved: SavedSession, connection: Connection) -> None:
    """The service: a snapshot by its own address, its visit counted. Created at the first call."""
    if not saved.path.startswith("/persistence/snapshots"):
        answer = await connection.request("POST", "/persistence/snapshots", saved.body())
        expect(answer.status, 201)
        saved.path = f"/persistence/snapshots/{orjson.loads(answer.body)['id']}"
    await saved.read(connection)


async def _visit_floor(saved: SavedSession, connection: Connection) -> None:
    expect((await connection.request("GET", f"{saved.path}/visit")).status, 200)


def listing(path: str) -> Callable[[], Work]:
    def start() -> Work:
        async def work(connection: Connection, _: int) -> None:
            expect((await connection.request("GET", path)).status, 200)

        return work

    return start


def rows() -> list[Row]:
    """Every line, in the order of the table; docs/performance.md says what the targets are."""
    session, document = SavedSession, FloorDocument

    def both(
        size_bytes: int, then: Callable[[SavedSession, Connection], Awaitable[None]]
    ) -> tuple[Callable[[], Work], Callable[[], Work]]:
        return with_own_session(session, size_bytes, then), with_own_session(document, size_bytes, then)

    return [
        Row("create 10 KB", 1, creating(session, SMALL_BYTES), creating(document, SMALL_BYTES), 0.4),
        Row("create 10 KB", 16, creating(session, SMALL_BYTES), creating(document, SMALL_BYTES), 0.35),
        Row("create 1.4 MB", 1, creating(session, LARGE_BYTES), creating(document, LARGE_BYTES), 0.7),
        Row("save 10 KB", 1, *both(SMALL_BYTES, saving), 0.4),
        Row("save 10 KB", 16, *both(SMALL_BYTES, saving), 0.35),
        Row("save 1.4 MB", 1, *both(LARGE_BYTES, saving), 0.7),
        Row("read 10 KB", 1, *both(SMALL_BYTES, reading), 0.25),
        Row("read 1.4 MB", 1, *both(LARGE_BYTES, reading), None),
        Row(POLL, 1, *both(SMALL_BYTES, polling), 0.3),
        Row(STALE_SAVE, 1, *both(LARGE_BYTES, saving_stale), None),
        *(
            Row(
                page_of(count),
                1,
                listing(PAGE),
                listing("/list"),
                None,
                owner,
            )
            for owner, count in LISTED.items()
        ),
        Row(MIXED, 16, *both(SMALL_BYTES, reading_or_saving), None),
        Row(
            "open a shared one, visit counted",
            1,
            with_own_session(session, SMALL_BYTES, _open_shared),
            with_own_session(document, SMALL_BYTES, _visit_floor),
            0.3,
        ),
    ]
