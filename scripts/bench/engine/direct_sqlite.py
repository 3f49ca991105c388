"""What SQLite costs by itself: the one statement that the work needs, in a file set up as the engine's."""

from pathlib import Path

from benchdog.embedded_cosmos.storage.connection import PAGE_SIZE_BYTES, open_connection
from benchdog.embedded_cosmos.storage.writer import CHECKPOINT_BYTES

SCHEMA = """
CREATE TABLE item (
  number INTEGER PRIMARY KEY, pk TEXT NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL, body BLOB NOT NULL,
  UNIQUE (pk, id)
)
"""


class DirectSqlite:
    """Items in one bare table; no thread, no lock, no protocol."""

    def __init__(self, data_dir: Path) -> None:
        self._connection = open_connection(data_dir, None)
        self._connection.execute(SCHEMA)
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_BYTES // PAGE_SIZE_BYTES}")

    def insert(self, pk: str, item_id: str, body: bytes) -> None:
        sql = "INSERT INTO item (pk, id, etag, body) VALUES (?, ?, '0', ?)"
        self._connection.execute(sql, (pk, item_id, body))

    def read(self, pk: str, item_id: str) -> bytes:
        sql = "SELECT body FROM item WHERE pk = ? AND id = ?"
        body: bytes = self._connection.execute(sql, (pk, item_id)).get
        return body

    def replace(self, pk: str, item_id: str, body: bytes, *, etag: str, if_match: str) -> None:
        """One statement and its commit. Raises RuntimeError where *if_match* is not the stored ETag."""
        sql = "UPDATE item SET etag = ?, body = ? WHERE pk = ? AND id = ? AND etag = ?"
        self._connection.execute(sql, (etag, body, pk, item_id, if_match))
        if self._connection.changes() != 1:
            raise RuntimeError("The measured statement changed nothing")

    def close(self) -> None:
        self._connection.close()
