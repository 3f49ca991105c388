"""Bytes to a real server and what comes back: no client library that would refuse to send them."""

import re
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

ANSWER_SECONDS: Final = 10.0
TOKEN: Final = b"@TOKEN@"
"""Stands for the caller's sign-in token until a request is sent."""

_LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class RawAnswer:
    """
    Attributes:
        status: None where the connection was closed without an answer.
        seconds: from the last byte that was sent to the end of the answer.
    """

    status: int | None
    head: bytes
    body: bytes
    seconds: float


def request(
    method: bytes, target: bytes, *lines: bytes, body: bytes | None = None, sign_in: bool = True
) -> bytes:
    """An HTTP/1.1 request; *lines* are header lines as they are, without their line ends."""
    head = [method + b" " + target + b" HTTP/1.1", b"Host: localhost"]
    if sign_in:
        head.append(b"Authorization: Bearer " + TOKEN)
    if body is not None and not _names_a_length(lines):
        head.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join([*head, *lines, b"", b""]) + (body or b"")


def _names_a_length(lines: Iterable[bytes]) -> bool:
    return any(line.lower().startswith((b"content-length", b"transfer-encoding")) for line in lines)


def ask(port: int, raw: bytes) -> RawAnswer:
    """
    What the server on *port* answers to *raw*, after which nothing more is sent.

    Raises:
        TimeoutError: the server neither answered nor closed the connection.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # the server may stop reading early
            connection.sendall(raw)
        begun = time.monotonic()
        received = _received(connection)
        seconds = time.monotonic() - begun
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1]) if head.startswith(b"HTTP/1.1 ") else None
    return RawAnswer(status, head, body, seconds)


def send_and_go(port: int, raw: bytes) -> None:
    """Sends *raw* and closes the connection without waiting for anything."""
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) as connection:
        connection.sendall(raw)


def _received(connection: socket.socket) -> bytes:
    received = bytearray()
    with suppress(ConnectionResetError):
        while not _is_whole(received) and (piece := connection.recv(65_536)):
            received += piece
    return bytes(received)


def _is_whole(received: bytearray) -> bool:
    head, end, body = bytes(received).partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return bool(end and length and len(body) >= int(length[1]))
