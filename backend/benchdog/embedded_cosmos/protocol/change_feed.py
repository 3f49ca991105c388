"""The change feed, latest version: every item once, as it is now, in the order of its last change."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

import apsw
import orjson

from benchdog.embedded_cosmos.protocol import charges
from benchdog.embedded_cosmos.protocol.requests import page_size
from benchdog.embedded_cosmos.storage import items
from benchdog.embedded_cosmos.storage.scan import Scan
from benchdog.embedded_cosmos.wire import CosmosRequest, bad_request, not_supported

_LATEST_VERSION: Final = "incremental feed"
MAX_PAGE_BYTES: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class FeedStart:
    """
    Attributes:
        after: the number of the last change that the client knows; None for "from now on".
        since: seconds; older changes are left out.
        size: how many items a page has at most.
    """

    after: int | None
    since: float
    size: int

    @classmethod
    def of(cls, request: CosmosRequest) -> "FeedStart":
        """Raises CosmosFailure 400 for a start that is none, 501 for a feed with every version."""
        if request.headers.get("a-im", "").lower() != _LATEST_VERSION:
            raise not_supported("A change feed with all versions and deletes")
        known = request.headers.get("if-none-match")
        since = request.headers.get("if-modified-since")
        try:
            after = None if known == "*" else int((known or "0").strip('"'))
            moment = parsedate_to_datetime(since).astimezone(UTC).timestamp() if since else 0.0
        except ValueError:
            raise bad_request("The start of the change feed is not valid.") from None
        return cls(after, moment, page_size(request))


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Items as JSON texts, the number of the last change that the page covers, and the cost."""

    results: list[bytes]
    last_change: int
    charge: float


def page(connection: apsw.Connection, start: FeedStart, partition: Scan) -> FeedPage:
    """The changes behind *start* in what *partition* walks."""
    # Read first: what is changed meanwhile has a higher number and comes with the next page.
    newest = items.current_lsn(connection)
    if start.after is None:
        return FeedPage([], newest, charges.read_charge(0))
    results: list[bytes] = []
    last, page_bytes, charge = start.after, 0, charges.read_charge(0)
    with closing(partition.changes(connection, start.after, start.since)) as changes:
        for item in changes:
            # What one transaction changed has one number, and is not parted.
            is_full = len(results) >= start.size or page_bytes >= MAX_PAGE_BYTES
            if is_full and item.lsn > last:
                return FeedPage(results, last, charge)
            result = item.as_bytes()
            results.append(result[:-1] + b',"_lsn":' + orjson.dumps(item.lsn) + b"}")
            last, page_bytes = item.lsn, page_bytes + len(result)
            charge += charges.read_charge(item.size)
    return FeedPage(results, max(last, newest), charge)
