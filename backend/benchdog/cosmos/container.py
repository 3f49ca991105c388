"""One container of the database, typed: the only place that calls the SDK for documents."""

import sys
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from typing import Any, Final, TypeVar

from azure.core import MatchConditions
from azure.cosmos.aio import ContainerProxy
from pydantic import ValidationError

from benchdog.cosmos.batch import BatchOperation
from benchdog.cosmos.database_calls import DatabaseCalls
from benchdog.cosmos.filters import Filter, FilterFactory, Query
from benchdog.cosmos.write_errors import DocumentMissing, DocumentUnreadable
from benchdog.documents.stored_document import StoredDocument

Document = TypeVar("Document", bound=StoredDocument)

MAX_BATCH_OPERATIONS: Final = 100
MAX_PAGE_ITEMS: Final = 1000
_REMEMBERED_PARTITIONS: Final = 1024


class DocumentContainer:
    """
    Documents of one container, each call within one partition.

    Raises, besides what a method names: DatabaseUnavailable, DatabaseTimeout, DatabaseError, StorageFull; and
    from a change whose answer was lost WriteUnknown, from one that lost a race inside the database
    WriteContended.
    """

    def __init__(self, proxy: ContainerProxy, calls: DatabaseCalls) -> None:
        self._proxy = proxy
        self._read = partial(calls.read, container=proxy.id)
        self._write = partial(calls.write, container=proxy.id)
        self._batch_tokens = _BatchTokens()

    async def find(self, kind: type[Document], partition: str, item_id: str) -> Document | None:
        """A point read; None where there is no such document."""
        try:
            found = await self._read(
                lambda: self._proxy.read_item(
                    item_id, partition, session_token=self._batch_tokens.latest(partition)
                )
            )
        except DocumentMissing:
            return None
        return _typed(kind, found)

    async def find_all(self, kind: type[Document], partition: str, item_ids: Sequence[str]) -> list[Document]:
        """
        At most 100 documents in one request, in the order of *item_ids*, together at most 4 MB.

        Raises:
            DocumentMissing: one of them does not exist.
        """
        if len(item_ids) == 1:
            found = await self.find(kind, partition, item_ids[0])
            if found is None:
                raise DocumentMissing
            return [found]
        results = await self._read(
            lambda: self._proxy.execute_item_batch(
                [("read", (item_id,)) for item_id in item_ids],
                partition,
                session_token=self._batch_tokens.latest(partition),
            )
        )
        return [_typed(kind, result["resourceBody"]) for result in results]

    async def create(self, partition: str, document: Document) -> Document:
        """
        The document as stored, with its ETag.

        Raises:
            DocumentExists: the id is taken.
        """
        answer = await self._write(lambda: self._proxy.create_item(document.to_stored(), no_response=True))
        return self._stored(partition, document, answer.get_response_headers()["etag"])

    async def replace(self, partition: str, document: Document, *, if_match: str) -> Document:
        """
        The document as stored, with its new ETag.

        Raises:
            DocumentChanged: the stored ETag is not *if_match*.
            DocumentMissing: there is none to replace.
        """
        answer = await self._write(
            lambda: self._proxy.replace_item(
                document.id,
                document.to_stored(),
                etag=if_match,
                match_condition=MatchConditions.IfNotModified,
                no_response=True,
            )
        )
        return self._stored(partition, document, answer.get_response_headers()["etag"])

    async def delete(self, partition: str, item_id: str) -> None:
        """
        Raises:
            DocumentMissing: there is no such document.
        """
        await self._write(lambda: self._proxy.delete_item(item_id, partition))
        self._batch_tokens.forget(partition)

    async def write_batch(self, partition: str, operations: Sequence[BatchOperation]) -> list[str]:
        """
        All of at most 100 operations or none; the ETag of each (empty after a deletion).

        Raises:
            DocumentExists, DocumentChanged, DocumentMissing: what the first refused operation met.
        """
        results = await self._write(
            lambda: self._proxy.execute_item_batch(
                [operation.to_sdk() for operation in operations], partition, no_response=True
            )
        )
        # The SDK does not learn its session token from a batch: a read that follows could be older than it.
        self._batch_tokens.remember(partition, results.get_response_headers().get("x-ms-session-token"))
        return [result.get("eTag", "") for result in results]

    async def select(self, partition: str | None, query: Query, *, limit: int) -> list[Any]:
        """
        The first *limit* rows of *query* in one partition; pages of the database may be short or empty.

        Without a partition it asks all of them and the SDK merges their answers: for administrators alone.
        """
        return await self._read(partial(self._first_rows, partition, query, limit))

    async def select_documents(
        self, kind: type[Document], partition: str | None, query: Query, *, limit: int
    ) -> list[Document]:
        """As `select`, for a query that selects whole documents."""
        return [_typed(kind, row) for row in await self.select(partition, query, limit=limit)]

    async def partitions(self, kind: type[StoredDocument], key: str) -> list[str]:
        """Every partition, by the field *key* of *kind*. It asks all of them: for maintenance alone."""
        query = Query.select(f"DISTINCT VALUE {FilterFactory(kind).path(key)}", Filter("true"))
        return await self.select(None, query, limit=sys.maxsize)

    async def _first_rows(self, partition: str | None, query: Query, limit: int) -> list[Any]:
        # None would name the partition of documents that have null for their key.
        where: dict[str, Any] = {} if partition is None else {"partition_key": partition}
        token = None if partition is None else self._batch_tokens.latest(partition)
        rows: list[Any] = []
        async for row in self._proxy.query_items(
            query.text,
            parameters=query.sdk_parameters(),
            max_item_count=min(limit, MAX_PAGE_ITEMS),
            session_token=token,
            **where,
        ):
            rows.append(row)
            if len(rows) == limit:
                break
        return rows

    def _stored(self, partition: str, document: Document, etag: str) -> Document:
        self._batch_tokens.forget(partition)
        return document.model_copy(update={"etag": etag})


class _BatchTokens:
    """The session token of the last batch in a partition, until a write that the SDK learns from."""

    def __init__(self) -> None:
        self._tokens: OrderedDict[str, str] = OrderedDict()

    def latest(self, partition: str) -> str | None:
        return self._tokens.get(partition)

    def remember(self, partition: str, token: str | None) -> None:
        if token is None:
            return
        self._tokens[partition] = token
        self._tokens.move_to_end(partition)
        if len(self._tokens) > _REMEMBERED_PARTITIONS:
            self._tokens.popitem(last=False)

    def forget(self, partition: str) -> None:
        self._tokens.pop(partition, None)


def _typed(kind: type[Document], found: Any) -> Document:
    try:
        return kind.model_validate(found)
    except ValidationError as error:
        raise DocumentUnreadable(f"A stored {kind.__name__} cannot be read.") from error
