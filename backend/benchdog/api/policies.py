"""Who may use a route. Each route says it; one that does not cannot be added. [A2]"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeVar

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_ATTRIBUTE: Final = "benchdog_policy"


class Policy(StrEnum):
    OPEN = "open"
    LINK = "link"
    SIGNED_IN = "signed_in"
    ADMINISTRATOR = "administrator"
    ADMINISTRATOR_OR_SCRAPER = "administrator_or_scraper"


FOR_ADMINISTRATORS: Final = frozenset({Policy.ADMINISTRATOR, Policy.ADMINISTRATOR_OR_SCRAPER})
"""Everybody else who is signed in is refused."""


def open_to_all(endpoint: Endpoint) -> Endpoint:
    """Marks an endpoint that nobody needs to sign in for. [A5]"""
    return _marked(endpoint, Policy.OPEN)


def whoever_has_the_link(endpoint: Endpoint) -> Endpoint:
    """Marks an endpoint for everybody signed in and, where it is allowed, for anybody; the stores decide."""
    return _marked(endpoint, Policy.LINK)


def signed_in(endpoint: Endpoint) -> Endpoint:
    """Marks an endpoint for everybody who is signed in; the stores decide the rest."""
    return _marked(endpoint, Policy.SIGNED_IN)


def administrators_only(endpoint: Endpoint) -> Endpoint:
    """Marks an endpoint for administrators."""
    return _marked(endpoint, Policy.ADMINISTRATOR)


def administrators_and_scrapers(endpoint: Endpoint) -> Endpoint:
    """Marks an endpoint for administrators, and for addresses that the settings name. [A5]"""
    return _marked(endpoint, Policy.ADMINISTRATOR_OR_SCRAPER)


def policy_of(endpoint: Callable[..., Any]) -> Policy:
    """
    Raises:
        ValueError: the endpoint states none.
    """
    policy = getattr(endpoint, _ATTRIBUTE, None)
    if isinstance(policy, Policy):
        return policy
    raise ValueError(f"The endpoint {endpoint.__name__} states no policy")


def _marked(endpoint: Endpoint, policy: Policy) -> Endpoint:
    setattr(endpoint, _ATTRIBUTE, policy)
    return endpoint
