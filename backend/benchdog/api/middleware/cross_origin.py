"""Which pages of other sites may use the service: none, unless they are named. [A3]"""

from collections.abc import Iterable
from typing import Final

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
ACCEPTED_HEADERS: Final = (
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "X-Benchdog-Client",
    "X-Benchdog-Device",
    "X-Correlation-ID",
)
SHOWN_HEADERS: Final = ("ETag", "Idempotency-Replayed", "Location", "Retry-After", "X-Correlation-ID")


def cross_origin(origins: Iterable[str]) -> list[Middleware]:
    """Nothing at all where no origin is named: then browsers keep other sites out by themselves."""
    named = sorted(origins)
    if not named:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=named,
            allow_credentials=True,
            allow_methods=METHODS,
            allow_headers=ACCEPTED_HEADERS,
            expose_headers=SHOWN_HEADERS,
        )
    ]
