"""Pages of documents: sorted, filtered, with cursors that belong to one query. [L1] [L2] [L3]"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from benchdog.cosmos.container import DocumentContainer
from benchdog.cosmos.filters import Filter, FilterFactory, Query, all_of
from benchdog.documents.i_json import parse_i_json
from benchdog.documents.stored_document import StoredDocument
from benchdog.errors import BodyInvalid, ContentInvalid, CursorInvalid

Document = TypeVar("Document", bound=StoredDocument)
Item = TypeVar("Item")

DEFAULT_PAGE_SIZE: Final = 20
MAX_PAGE_SIZE: Final = 100
_TIE_BREAK: Final = "id"


@dataclass(frozen=True)
class PageRequest:
    """Which page, in which order; `sort_by` is a field that every document of the list has."""

    sort_by: str
    is_descending: bool = True
    page_size: int = DEFAULT_PAGE_SIZE
    cursor: str | None = None


@dataclass(frozen=True)
class Page(Generic[Item]):
    """`next_cursor` is None on the last page."""

    items: list[Item]
    next_cursor: str | None


class Listing(Generic[Document]):
    """
    Lists documents of one kind in one partition; without one, in all of them.

    Pages go on behind the last row by its values, so rows that come and go meanwhile repeat or hide no other.

    Args:
        fixed: fields with one value in the whole list, first in the composite index that serves it.
        is_projected: reads the fields of the model only, because the documents are much larger.
    """

    def __init__(
        self,
        container: DocumentContainer,
        model: type[Document],
        partition: str | None,
        fixed: Mapping[str, str | bool],
        *,
        is_projected: bool = False,
    ) -> None:
        self.filters = FilterFactory(model)
        self._container = container
        self._model = model
        self._partition = partition
        self._fixed = fixed
        self._projection = self.filters.projection() if is_projected else "*"

    async def page(self, request: PageRequest, conditions: Sequence[Filter] = ()) -> Page[Document]:
        """
        Raises:
            CursorInvalid: the cursor is damaged or belongs to another query.
        """
        keys = [request.sort_by, _TIE_BREAK]
        wanted = all_of(
            *(self.filters.equals(name, value) for name, value in self._fixed.items()), *conditions
        )
        binding = self._binding(request, wanted)
        where = wanted
        if request.cursor is not None:
            position = _position(request.cursor, binding)
            where = all_of(wanted, self.filters.after(keys, position, descending=request.is_descending))
        order = self.filters.order_by([*self._fixed, *keys], descending=request.is_descending)
        query = Query.select(self._projection, where, order)
        found = await self._container.select_documents(
            self._model, self._partition, query, limit=request.page_size + 1
        )
        items = found[: request.page_size]
        has_more = len(found) > request.page_size
        return Page(items, _cursor(binding, items[-1], keys) if has_more else None)

    def _binding(self, request: PageRequest, wanted: Filter) -> str:
        """Says which query a cursor belongs to, whoever sends it."""
        said = [self._partition, request.sort_by, request.is_descending, wanted.text, dict(wanted.parameters)]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _cursor(binding: str, last: StoredDocument, keys: Sequence[str]) -> str:
    position = [binding, *(getattr(last, name) for name in keys)]
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def _position(cursor: str, binding: str) -> tuple[Any, Any]:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        sent = parse_i_json(raw)
    except (ValueError, BodyInvalid, ContentInvalid):
        raise CursorInvalid from None
    match sent:
        case [bound, str() | int() | float() as sorted_value, str(tie_break)] if bound == binding:
            return sorted_value, tie_break
        case _:
            raise CursorInvalid
