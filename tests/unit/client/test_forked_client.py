"""A process that was forked off does not read what its parent is answered. [S3]"""

import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchdog.client import BenchdogClient

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="This system does not fork.")


class Listening(ThreadingHTTPServer):
    """Keeps connections open; remembers which one each request came by, and with whose token."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[tuple[int, str | None]] = []


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Listening

    def do_GET(self) -> None:
        self.server.asked.append((self.client_address[1], self.headers["Authorization"]))
        body = b'{"user_id": "ada", "name": "ada", "roles": []}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def listening() -> Iterator[Listening]:
    with Listening() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_it_has_connections_of_its_own_and_the_same_sign_in(listening: Listening):
    """[S3] On one connection each would take the other's answer for its own."""
    with BenchdogClient(f"http://127.0.0.1:{listening.server_port}", "old") as client:
        client.sign_in_again("walrus")
        client.account.me()
        child = os.fork()
        if child == 0:
            try:
                client.account.me()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        client.account.me()

    of_parent, of_child, of_parent_again = (connection for connection, _ in listening.asked)
    assert of_child != of_parent == of_parent_again
    assert {token for _, token in listening.asked} == {"Bearer walrus"}
