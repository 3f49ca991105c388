"""Requests to the service: signed in, timed, tried again where it helps, with errors of the one tree."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import uuid4

import httpx2
from pydantic import BaseModel, ValidationError

from benchdog.client.client_errors import AnswerUnreadable, ServiceTimeout, ServiceUnreachable
from benchdog.client.error_mapping import error_of
from benchdog.client.http_of_process import HttpOfProcess
from benchdog.client.shared_calls import SharedCalls
from benchdog.documents.ids import is_id
from benchdog.errors import NotFound, PersistenceError
from benchdog.resilience.circuit_breaker import CircuitBreaker
from benchdog.resilience.correlation import correlation_id, new_correlation_id
from benchdog.resilience.retry_policy import RetryPolicy
from benchdog.resilience.retry_with_backoff import (
    Surroundings,
    retry_thread_with_backoff,
    transient_errors,
)
from benchdog.resilience.transient import is_transient

Answer = TypeVar("Answer", bound=BaseModel)
KeyFactory = Callable[[], str]

KEYED_METHODS: Final = frozenset({"POST", "PUT", "PATCH"})
NOT_MODIFIED: Final = 304
FIRST_SERVER_ERROR: Final = 500


def new_idempotency_key() -> str:
    return uuid4().hex


class ServiceConnection:
    """
    One signed-in user's way to the service; safe to use from several threads.

    Every try of one request carries the same correlation id [E4] and, where it changes something, the same
    idempotency key [S8] [R4], so that a try whose answer was lost is repeated without harm. Equal reads
    of several threads at one time are one request [R3]. A request counts once in the breaker, however often
    it was tried: four tries within a second say no more about the service than one. [R2]

    Args:
        http: closed by whoever made it; follows no redirects, so the token goes nowhere else.
    """

    def __init__(
        self,
        http: HttpOfProcess,
        *,
        retries: RetryPolicy,
        surroundings: Surroundings,
        breaker: CircuitBreaker,
        new_key: KeyFactory = new_idempotency_key,
    ) -> None:
        self._http = http
        self._breaker = breaker
        self._shared_reads: SharedCalls[httpx2.Response] = SharedCalls()
        self._policy_for = transient_errors(retries)
        self._surroundings = surroundings
        self._new_key = new_key

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: BaseModel | Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        if_match: str | None = None,
        if_none_match: str | None = None,
        idempotency_key: str | None = None,
        content_hash: str | None = None,
        is_retried: bool = True,
    ) -> httpx2.Response:
        """
        The answer, which is a success, or says that nothing changed.

        Args:
            query: members that are None are left out; moments are sent in ISO 8601.
            if_match: the ETag that the change starts from. [S3]
            if_none_match: the ETag of what is known already.
            idempotency_key: of the intention, where one lasts longer than this call; None for a new one. [R4]
            content_hash: of the content in *body*, so that a conflict is told before it is read. [S4]
            is_retried: False where the caller tries again itself: one layer retries, not two.

        Raises:
            PersistenceError: what the service answered, or why there is no answer: client_errors.py.
        """
        headers = {"X-Correlation-ID": correlation_id.get() or new_correlation_id()}
        if method in KEYED_METHODS:
            headers["Idempotency-Key"] = idempotency_key or self._new_key()
        if if_match is not None:
            headers["If-Match"] = if_match
        if content_hash is not None:
            headers["X-Benchdog-Content-Hash"] = content_hash
        if if_none_match is not None:
            headers["If-None-Match"] = if_none_match
        if isinstance(body, BaseModel):
            body = body.model_dump(mode="json")
        request = self._http.client.build_request(
            method,
            path,
            json=body,
            params={name: _spelled(value) for name, value in (query or {}).items() if value is not None},
            headers=headers,
        )
        if method == "GET":
            return self._shared_reads.share(
                (str(request.url), request.headers.get("Authorization"), if_none_match, is_retried),
                lambda: self._answer(request, is_retried=is_retried),
            )
        # A read that began before a change must not answer for one that was asked for after it.
        self._shared_reads.stop_sharing()
        try:
            return self._answer(request, is_retried=is_retried)
        finally:
            self._shared_reads.stop_sharing()

    def _answer(self, request: httpx2.Request, *, is_retried: bool) -> httpx2.Response:
        with self._breaker.guard():
            if not is_retried:
                return self._send(request)
            return self._retried(request)

    def _retried(self, request: httpx2.Request) -> httpx2.Response:
        """A refusal for now says nothing of an earlier try whose answer was lost: its outcome is unknown."""
        lost: list[PersistenceError] = []

        def send() -> httpx2.Response:
            try:
                return self._send(request)
            except PersistenceError as error:
                if error.outcome == "unknown":
                    lost.append(error)
                raise

        try:
            return retry_thread_with_backoff(send, self._policy_for, self._surroundings)
        except PersistenceError as error:
            if lost and error is not lost[-1] and is_transient(error):
                raise lost[-1] from error
            raise

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        try:
            answer = self._http.client.send(request)
        except httpx2.TimeoutException as error:
            raise ServiceTimeout from error
        except httpx2.TransportError as error:
            raise ServiceUnreachable from error
        except httpx2.DecodingError as error:
            raise AnswerUnreadable from error
        if not answer.is_success and answer.status_code != NOT_MODIFIED:
            raise error_of(answer)
        return answer


def is_failure_of_service(error: Exception) -> bool:
    """Whether *error* says that the service is not well; every other one is an answer. [R2]"""
    return isinstance(error, PersistenceError) and error.http_status >= FIRST_SERVER_ERROR


def _spelled(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def checked_id(sent: str) -> str:
    """
    An id may come from an address that people can edit: one that is none leads nowhere.

    Raises:
        NotFound: *sent* does not have the form of an id.
    """
    if not is_id(sent):
        raise NotFound
    return sent


def parsed(model: type[Answer], answer: httpx2.Response) -> Answer:
    """
    The body of *answer*.

    Raises:
        AnswerUnreadable: it is not what the service would have answered.
    """
    try:
        return model.model_validate_json(answer.content)
    except ValidationError as error:
        raise AnswerUnreadable from error
