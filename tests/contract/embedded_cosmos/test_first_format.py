"""A file of the first format is brought to this one when it is opened, with everything that it has."""

from pathlib import Path
from typing import Any

import apsw
import orjson
import pytest
from azure.cosmos.aio import CosmosClient

from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport
from benchdog.embedded_cosmos.sql.values import encode_key
from benchdog.embedded_cosmos.storage.connection import APPLICATION_ID, FILE_NAME

DEFINITION = {
    "id": "sessions",
    "partitionKey": {"paths": ["/owner"], "kind": "Hash", "version": 2},
    "indexingPolicy": {
        "includedPaths": [{"path": "/level/?"}],
        "excludedPaths": [{"path": "/*"}],
        "compositeIndexes": [[{"path": "/level"}, {"path": "/id"}]],
    },
    "defaultTtl": -1,
}
LEVEL, ID = "k_0e7e7e4d4c2a3b11", "k_1f7e7e4d4c2a3b22"
FIRST_FORMAT = f"""
CREATE TABLE databases (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, etag TEXT NOT NULL, ts INTEGER NOT NULL
);
CREATE TABLE containers (
  number INTEGER PRIMARY KEY AUTOINCREMENT, database INTEGER NOT NULL REFERENCES databases, id TEXT NOT NULL,
  definition BLOB NOT NULL, etag TEXT NOT NULL, ts INTEGER NOT NULL, UNIQUE (database, id)
);
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters VALUES ('lsn', 3), ('catalogue', 2);
CREATE TABLE items_1 (
  number INTEGER PRIMARY KEY AUTOINCREMENT, pk TEXT NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL,
  ts INTEGER NOT NULL, expires REAL, lsn INTEGER NOT NULL, size INTEGER NOT NULL,
  {LEVEL} BLOB NOT NULL, {ID} BLOB NOT NULL, head BLOB NOT NULL, big_members TEXT, big BLOB, UNIQUE (pk, id)
);
CREATE INDEX items_1_expires ON items_1 (expires) WHERE expires IS NOT NULL;
CREATE INDEX items_1_{LEVEL} ON items_1 (pk, {LEVEL}, number);
CREATE INDEX items_1_composite_0 ON items_1 (pk, {LEVEL}, {ID}, number);
INSERT INTO databases VALUES (1, 'persistence', '"d"', 1);
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = 1;
"""


@pytest.fixture
def old_folder(tmp_path: Path) -> Path:
    """Three items of two owners, one of them with a member that is kept apart."""
    connection = apsw.Connection(str(tmp_path / FILE_NAME))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(FIRST_FORMAT)
    connection.execute(
        "INSERT INTO containers VALUES (1, 1, 'sessions', ?, '\"c\"', 1)", (orjson.dumps(DEFINITION),)
    )
    for number, owner in enumerate(["ada", "bob", "ada"], start=1):
        head = orjson.dumps({"id": f"i{number}", "owner": owner, "level": 10 - number})
        row = (
            f'["{owner}"]',
            f"i{number}",
            f'"e{number}"',
            1_700_000_000,
            number,
            len(head),
            encode_key(10 - number),
            encode_key(f"i{number}"),
            head,
            '["body"]' if number == 2 else None,
            orjson.dumps({"body": "x" * 5000}) if number == 2 else None,
        )
        connection.execute(
            f"INSERT INTO items_1 (pk, id, etag, ts, lsn, size, {LEVEL}, {ID}, head, big_members, big) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    connection.close()
    return tmp_path


async def test_everything_is_there_and_merged_over_ranges(old_folder):
    for _ in range(2):  # the second time it has the new format
        engine = EmbeddedCosmos(old_folder, ranges=4)
        async with CosmosClient(engine.endpoint, engine.key, transport=EmbeddedTransport(engine)) as client:
            container = client.get_database_client("persistence").get_container_client("sessions")
            whole = await container.read_item("i2", "bob")
            by_level: list[Any] = [
                each
                async for each in container.query_items("SELECT VALUE c.id FROM c ORDER BY c.level, c.id")
            ]
            changes = [each["id"] async for each in container.query_items_change_feed(start_time="Beginning")]
        await engine.close()

        assert (whole["body"], whole["_etag"], whole["_ts"]) == ("x" * 5000, '"e2"', 1_700_000_000)
        assert by_level == ["i3", "i2", "i1"]
        assert sorted(changes) == ["i1", "i2", "i3"]
