"""The lines of the log. [E3] [E4]"""

import json
import logging
import sys

from benchdog.observability.logs import JsonLines
from benchdog.resilience.correlation import correlation_id


def line_of(message: str, *arguments: object, **members: object) -> dict[str, object]:
    record = logging.LogRecord("benchdog.x", logging.INFO, "file.py", 1, message, arguments, None)
    vars(record).update(members)
    text = JsonLines().format(record)
    assert "\n" not in text
    found: dict[str, object] = json.loads(text)
    return found


def test_a_line_is_one_json_object_with_the_correlation_id():
    """[E4] Line breaks and escapes that somebody sent stay inside."""
    token = correlation_id.set("trace-me")

    line = line_of("sent: %s", "a\r\n\x1b[31m\u2028", route="/x", status=200)

    correlation_id.reset(token)
    assert line["message"] == "sent: a\r\n\x1b[31m\u2028"
    assert (line["level"], line["logger"], line["correlation_id"]) == ("INFO", "benchdog.x", "trace-me")
    assert (line["route"], line["status"]) == ("/x", 200)


def test_long_texts_are_cut():
    """[E3]"""
    line = line_of("x" * 1000, route="y" * 1000)

    assert [len(str(line[name])) for name in ("message", "route")] == [256, 256]


def test_a_stack_is_a_member_of_the_line():
    """[E3] The log has what the answer does not show."""
    try:
        int("inside")
    except ValueError:
        line = line_of("failed", exc_info=sys.exc_info())

    assert "ValueError: invalid literal" in str(line["error"])
