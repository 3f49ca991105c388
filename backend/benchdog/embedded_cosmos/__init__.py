"""Azure Cosmos DB for NoSQL on SQLite, reached by the real SDK. Imports nothing else of Benchdog."""

from benchdog.embedded_cosmos.engine import EmbeddedCosmos
from benchdog.embedded_cosmos.storage.connection import StorageUnusable
from benchdog.embedded_cosmos.sync_transport import SyncEmbeddedTransport
from benchdog.embedded_cosmos.transport import EmbeddedTransport

__all__ = ["EmbeddedCosmos", "EmbeddedTransport", "StorageUnusable", "SyncEmbeddedTransport"]
