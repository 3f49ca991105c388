"""Which pages of other sites may use the service: none, unless they are named. [A3]"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from benchdog.errors import Forbidden

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
ACCEPTED_HEADERS: Final = (
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "X-Benchdog-Client",
    "X-Benchdog-Content-Hash",
    "X-Benchdog-Device",
    "X-Correlation-ID",
)
SHOWN_HEADERS: Final = ("ETag", "Idempotency-Replayed", "Location", "Retry-After", "X-Correlation-ID")


class CrossOrigin(CORSMiddleware):
    """Refuses in our envelope. [E1]"""

    def preflight_response(self, request_headers: Headers) -> Response:
        """
        Raises:
            Forbidden: pages of this origin may not send such a request.
        """
        answer = super().preflight_response(request_headers)
        if answer.status_code != HTTPStatus.OK:
            raise Forbidden("Pages of this origin may not send such a request.")
        return answer


def cross_origin(origins: Iterable[str]) -> list[Middleware]:
    """Nothing at all where no origin is named: then browsers keep other sites out by themselves."""
    named = sorted(origins)
    if not named:
        return []
    return [
        Middleware(
            CrossOrigin,
            allow_origins=named,
            allow_credentials=True,
            allow_methods=METHODS,
            allow_headers=ACCEPTED_HEADERS,
            expose_headers=SHOWN_HEADERS,
        )
    ]
