"""
Throughput that clients ask for: kept and told, and otherwise ignored.

But for one thing: as in the service, a container has one physical range for each ten thousand request units a
second, and ranges split where it is given more. They never merge again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import apsw
import orjson

from benchdog.embedded_cosmos.wire import bad_request

TABLE: Final = (
    "CREATE TABLE offers (resource TEXT PRIMARY KEY, content BLOB NOT NULL, splits INTEGER NOT NULL)"
)
DEFAULT_CONTENT: Final[Mapping[str, Any]] = {"offerThroughput": 400}
UNITS_OF_ONE_RANGE: Final = 10_000
MAX_UNITS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Offer:
    """
    Attributes:
        resource: the resource id of the database or container that it is for.
        content: as the client sent it: `offerThroughput`, or `offerAutopilotSettings`.
        splits: how often the ranges were halved for it.
    """

    resource: str
    content: Mapping[str, Any]
    splits: int

    def as_json(self, resource_link: str, etag: str, ts: int) -> dict[str, Any]:
        return {
            "id": self.resource,
            "offerVersion": "V2",
            "offerType": "Invalid",
            "resource": resource_link,
            "offerResourceId": self.resource,
            "content": self.content,
            "_rid": self.resource,
            "_self": f"offers/{self.resource}/",
            "_etag": etag,
            "_ts": ts,
        }


def list_offers(connection: apsw.Connection) -> dict[str, Offer]:
    rows = connection.execute("SELECT resource, content, splits FROM offers")
    return {resource: Offer(resource, orjson.loads(content), splits) for resource, content, splits in rows}


def write_offer(connection: apsw.Connection, resource: str, content: Mapping[str, Any]) -> None:
    """Replaces what was asked for before; ranges that were split stay so."""
    connection.execute(
        "INSERT INTO offers VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
        "SET content = excluded.content, splits = max(splits, excluded.splits)",
        (resource, orjson.dumps(content), _splits(content)),
    )


def delete_offer(connection: apsw.Connection, resource: str) -> None:
    connection.execute("DELETE FROM offers WHERE resource = ?", (resource,))


def checked_content(sent: object) -> dict[str, Any]:
    """The content of an offer. Raises CosmosFailure 400 for what is none."""
    if not isinstance(sent, dict):
        raise bad_request("The offer has no content.")
    autopilot = sent.get("offerAutopilotSettings")
    units = autopilot.get("maxThroughput") if isinstance(autopilot, dict) else sent.get("offerThroughput")
    if isinstance(units, bool) or not isinstance(units, int) or not 0 < units <= MAX_UNITS:
        raise bad_request("The throughput is no number of request units.")
    return sent


def _splits(content: Mapping[str, Any]) -> int:
    autopilot = content.get("offerAutopilotSettings")
    units: int = autopilot["maxThroughput"] if autopilot else content["offerThroughput"]
    return (-(-units // UNITS_OF_ONE_RANGE) - 1).bit_length()
