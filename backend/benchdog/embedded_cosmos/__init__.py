"""Azure Cosmos DB for NoSQL on SQLite, reached by the real SDK. Imports nothing else of Benchdog."""

from benchdog.embedded_cosmos.engine import EmbeddedCosmos
from benchdog.embedded_cosmos.protocol.partition_ranges import MAX_RANGES
from benchdog.embedded_cosmos.storage.connection import StorageUnusable
from benchdog.embedded_cosmos.sync_transport import SyncEmbeddedTransport
from benchdog.embedded_cosmos.transport import EmbeddedTransport

__all__ = ["MAX_RANGES", "EmbeddedCosmos", "EmbeddedTransport", "StorageUnusable", "SyncEmbeddedTransport"]
