"""Caches whose keys are kept with the session, so that an app can compute again what a person had open."""

import hashlib
import inspect
import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

import streamlit as st
from pydantic_core import to_jsonable_python

from benchdog.integrations.streamlit.session_host import host_of_page

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

LONGEST_READABLE_KEY: Final = 200


def tracked_cache_data(
    *, depends_on: Iterable[str] = (), **options: Any
) -> Callable[[Callable[Parameters, Result]], Callable[Parameters, Result]]:
    """
    `st.cache_data(**options)`, `clear()` included, which also notes in the session what was asked for.

    Args:
        depends_on: names of what the result is computed from: `cache_dependencies` of the session.
    """
    names = (depends_on,) if isinstance(depends_on, str) else tuple(depends_on)

    def decorate(compute: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        cached = st.cache_data(**options)(compute)

        @wraps(compute)
        def tracked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            result: Result = cached(*args, **kwargs)
            session = host_of_page().memory.session
            if session is not None:
                session.add_cache_key(cache_key(compute, args, kwargs), names)
            return result

        # A plain function has no `clear`, and `Callable` promises none.
        tracked.clear = cached.clear  # type: ignore[attr-defined]
        return tracked

    return decorate


def cache_key(compute: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """
    `name{"argument":value}`; a long one is cut and ends in its hash.

    As for `st.cache_data`, arguments whose names begin with an underscore do not count. Of a value that is no
    JSON, its type stands in the key.
    """
    given = inspect.signature(compute).bind(*args, **kwargs).arguments
    counted = {name: value for name, value in given.items() if not name.startswith("_")}
    # Not canonical JSON, which refuses some numbers: noting a key must never fail the page.
    plain = {name: _plain(value) for name, value in counted.items()}
    key = compute.__qualname__ + json.dumps(plain, sort_keys=True, separators=(",", ":"))
    if len(key) <= LONGEST_READABLE_KEY:
        return key
    return f"{key[:LONGEST_READABLE_KEY]}…{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _plain(value: Any) -> Any:
    try:
        return to_jsonable_python(value, fallback=_name_of_type, bytes_mode="base64")
    except ValueError:  # it holds itself
        return _name_of_type(value)


def _name_of_type(value: Any) -> str:
    return type(value).__name__
