"""What every error answer has. [E1]"""

from typing import Any

import httpx2


def error_of(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    """The error of an answer that has this status and code, and every part that [E1] promises."""
    body = answer.json()
    error: dict[str, Any] = body["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert body["success"] is False
    assert set(error) == {"code", "message", "user_message", "recovery_actions", "technical_details"}
    details = error["technical_details"]
    assert details["correlation_id"] == answer.headers["X-Correlation-ID"]
    assert isinstance(details["retry_suggested"], bool)
    assert details["outcome"] in {"not_applied", "unknown"}
    return error
