"""
If-Match and If-None-Match, as RFC 9110 spells them. [S3]

The dependencies are coroutines: the framework would call a plain function in a thread, at ten times the cost.
"""

import re
from typing import Annotated, Final

from fastapi import Depends, Header
from starlette.requests import Request

from benchdog.errors import PreconditionInvalid, PreconditionRequired
from benchdog.stores.etag_condition import ETagCondition

MAX_HEADER_LENGTH: Final = 1024
MAX_VALIDATORS: Final = 8

_OPAQUE: Final = r'"[\x21\x23-\x7e\x80-\xff]*"'
_VALIDATOR: Final = re.compile(rf"(?P<weak>W/)?(?P<etag>{_OPAQUE})")
_LIST: Final = re.compile(rf"(?:W/)?{_OPAQUE}(?:[ \t]*,[ \t]*(?:W/)?{_OPAQUE})*\Z")

IfMatchHeader = Annotated[
    str | None, Header(alias="If-Match", description="The ETag this change starts from, or `*`.")
]
IfNoneMatchHeader = Annotated[
    str | None, Header(alias="If-None-Match", description="The ETag the caller has already.")
]


def parse_if_match(header: str) -> ETagCondition:
    """
    A weak validator never matches: the comparison is strong.

    Raises:
        PreconditionInvalid: not `*`, and not at most eight quoted ETags.
    """
    return _parsed(header, takes_weak=False)


def parse_if_none_match(header: str) -> ETagCondition:
    """
    A weak validator matches like a strong one: proxies weaken them on the way.

    Raises:
        PreconditionInvalid: not `*`, and not at most eight quoted ETags.
    """
    return _parsed(header, takes_weak=True)


def _parsed(header: str, *, takes_weak: bool) -> ETagCondition:
    text = header.strip()
    if text == "*":
        return ETagCondition.anything()
    if len(text) > MAX_HEADER_LENGTH or not _LIST.match(text):
        raise PreconditionInvalid
    found = list(_VALIDATOR.finditer(text))
    if len(found) > MAX_VALIDATORS:
        raise PreconditionInvalid
    return ETagCondition(frozenset(each["etag"] for each in found if takes_weak or not each["weak"]))


def _whole(request: Request, name: str) -> str | None:
    """A header that is sent in several lines means the same as in one. RFC 9110, 5.3."""
    lines = request.headers.getlist(name)
    return ", ".join(lines) if lines else None


async def required_if_match(request: Request, _: IfMatchHeader = None) -> ETagCondition:
    header = _whole(request, "If-Match")
    if header is None:
        raise PreconditionRequired
    return parse_if_match(header)


async def optional_if_match(request: Request, _: IfMatchHeader = None) -> ETagCondition | None:
    header = _whole(request, "If-Match")
    return None if header is None else parse_if_match(header)


async def optional_if_none_match(request: Request, _: IfNoneMatchHeader = None) -> ETagCondition | None:
    header = _whole(request, "If-None-Match")
    return None if header is None else parse_if_none_match(header)


IfMatch = Annotated[ETagCondition, Depends(required_if_match)]
OptionalIfMatch = Annotated[ETagCondition | None, Depends(optional_if_match)]
IfNoneMatch = Annotated[ETagCondition | None, Depends(optional_if_none_match)]
