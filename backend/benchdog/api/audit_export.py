"""The audit trail as a file, sent while it is read. [R6]"""

import csv
import io
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import orjson
from starlette.responses import StreamingResponse

from benchdog.api.audit_queries import ExportFormat
from benchdog.stores.audit_trail_store import AuditRecord, AuditTrailStore
from benchdog.stores.list_filters import AuditFilter

Stretches = AsyncIterator[list[AuditRecord]]

COLUMNS: Final = tuple(AuditRecord.model_fields)

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


async def export_answer(
    trail: AuditTrailStore, wanted: AuditFilter, export_format: ExportFormat
) -> StreamingResponse:
    """
    Everything that is *wanted*, newest first.

    The first stretch is read before the answer begins, so that a database that fails is an error and no file;
    one that fails later breaks the connection off, which no client takes for the end.
    """
    stretches = trail.stretches(wanted)
    first = await anext(stretches)
    kind = _KINDS[export_format]
    headers = {"Content-Disposition": f'attachment; filename="audit.{export_format}"'}
    return StreamingResponse(
        kind.pieces(_joined(first, stretches)), headers=headers, media_type=kind.media_type
    )


async def _joined(first: list[AuditRecord], rest: Stretches) -> Stretches:
    yield first
    async for stretch in rest:
        yield stretch


async def _json_pieces(stretches: Stretches) -> AsyncIterator[bytes]:
    before = b"["
    async for stretch in stretches:
        for record in stretch:
            yield before + orjson.dumps(record.model_dump())
            before = b",\n"
    yield b"]\n" if before != b"[" else b"[]\n"


async def _csv_pieces(stretches: Stretches) -> AsyncIterator[bytes]:
    """RFC 4180."""
    yield _csv_lines([COLUMNS])
    async for stretch in stretches:
        yield _csv_lines([_cells(record) for record in stretch])


def _csv_lines(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _cells(record: AuditRecord) -> list[str]:
    return [_cell(value) for value in record.model_dump().values()]


def _cell(value: object) -> str:
    """A spreadsheet runs a text that begins like a formula (OWASP, CSV injection), hence the apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA_STARTS) else text


@dataclass(frozen=True, slots=True)
class _Kind:
    media_type: str
    pieces: Callable[[Stretches], AsyncIterator[bytes]]


_KINDS: Final[Mapping[ExportFormat, _Kind]] = {
    "json": _Kind("application/json", _json_pieces),
    "csv": _Kind("text/csv", _csv_pieces),
}
