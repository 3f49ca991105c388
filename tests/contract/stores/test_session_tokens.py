"""Reads after a batch are not older than the batch, where the account's consistency is Session."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from azure.core.pipeline.transport import AsyncHttpResponse, HttpRequest
from azure.cosmos.aio import CosmosClient

from benchdog.cosmos.batch import Create
from benchdog.cosmos.client import open_calls
from benchdog.cosmos.container import DocumentContainer
from benchdog.cosmos.database_setup import apply_definitions
from benchdog.documents.snapshot import SnapshotVisitor
from benchdog.embedded_cosmos import EmbeddedCosmos, EmbeddedTransport
from benchdog.resilience.retry_with_backoff import Surroundings
from benchdog.settings import Settings

TOKEN = "x-ms-session-token"
PARTITION = "AAAAAAAAAAAA"


class ObservedTransport(EmbeddedTransport):
    """
    Attributes:
        last_request, last_answer: what went over it last.
    """

    last_request: HttpRequest
    last_answer: AsyncHttpResponse

    def __init__(self, engine: EmbeddedCosmos) -> None:
        super().__init__(engine)
        self.engine = engine

    async def send(self, request: HttpRequest, **options: Any) -> AsyncHttpResponse:
        self.last_request = request
        self.last_answer = await super().send(request, **options)
        return self.last_answer


@pytest.fixture
async def transport(tmp_path: Path) -> AsyncIterator[ObservedTransport]:
    engine = EmbeddedCosmos(tmp_path)
    yield ObservedTransport(engine)
    await engine.close()


@pytest.fixture
async def container(transport: ObservedTransport) -> AsyncIterator[DocumentContainer]:
    engine = transport.engine
    client = CosmosClient(engine.endpoint, engine.key, transport=transport, consistency_level="Session")
    async with client:
        async for _ in apply_definitions(client, "persistence"):
            pass
        database = client.get_database_client("persistence")
        calls = open_calls(Settings(), Surroundings())
        yield DocumentContainer(database.get_container_client("snapshots"), calls)


def a_visitor(name: str) -> SnapshotVisitor:
    return SnapshotVisitor(
        id=name,
        snapshot_id=PARTITION,
        visitor_id=name,
        is_owner=False,
        visits=1,
        first_visited_at="",
        last_visited_at="",
    )


async def test_a_read_after_a_batch_names_the_batchs_session_token(
    container: DocumentContainer, transport: ObservedTransport
):
    """[S3] The SDK does not learn it from a batch, so another replica could answer with an older state."""
    await container.create(PARTITION, a_visitor("first"))
    await container.write_batch(PARTITION, [Create(a_visitor("second"))])
    written = transport.last_answer.headers[TOKEN]

    await container.find(SnapshotVisitor, PARTITION, "second")

    assert transport.last_request.headers[TOKEN] == written


async def test_a_later_single_write_takes_the_tokens_place(
    container: DocumentContainer, transport: ObservedTransport
):
    """[S3] The SDK does learn from those; the older token of the batch would take the reader back."""
    await container.write_batch(PARTITION, [Create(a_visitor("first"))])
    await container.create(PARTITION, a_visitor("second"))
    written = transport.last_answer.headers[TOKEN]

    await container.find(SnapshotVisitor, PARTITION, "second")

    assert transport.last_request.headers[TOKEN] == written
