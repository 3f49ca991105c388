"""Structured logs: one JSON object a line, with the correlation id, without content and secrets. [E3] [E4]"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final

from benchdog.resilience.correlation import correlation_id

MAX_VALUE_LENGTH: Final = 256
_OWN_MEMBERS: Final = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
    "color_message",
}


class JsonLines(logging.Formatter):
    """Members given as `extra=` become members of the line; text is cut, and escaped by JSON itself."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _cut(record.getMessage()),
            "correlation_id": correlation_id.get(),
        }
        extra = {name: value for name, value in vars(record).items() if name not in _OWN_MEMBERS}
        line |= {name: _cut(value) if isinstance(value, str) else value for name, value in extra.items()}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def configure_logs(level: str) -> None:
    """Sends the logs of the process to standard error. For the process's start only: it is process-wide."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(names_no_address)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # They repeat every request with its address and headers.
    for noisy in ("azure", "httpx2", "httpcore2"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def names_no_address(record: logging.LogRecord) -> bool:
    """The server's own line about a WebSocket does: whose survey it is. Ours has the route instead."""
    return not (record.name == "uvicorn.error" and '"WebSocket %s"' in str(record.msg))


def _cut(text: str) -> str:
    return text if len(text) <= MAX_VALUE_LENGTH else text[: MAX_VALUE_LENGTH - 1] + "…"
