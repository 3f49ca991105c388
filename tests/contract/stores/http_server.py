"""The engine over HTTP, on a socket that listens before the server has started."""

import socket
import time
from random import randrange

import uvicorn

from benchdog.embedded_cosmos import EmbeddedCosmos
from benchdog.embedded_cosmos.http.application import EmulatorApplication
from benchdog.embedded_cosmos.http.authorization import EMULATOR_KEY, Authorization
from benchdog.embedded_cosmos.http.server import server_of


def listening_socket() -> socket.socket:
    """On an address that nobody had before: the SDK remembers ranges by URL for the whole process."""
    listening = socket.socket()
    listening.bind((f"127.{randrange(1, 255)}.{randrange(256)}.{randrange(1, 255)}", 0))
    listening.listen()
    return listening


def url_of(listening: socket.socket) -> str:
    host, port = listening.getsockname()
    return f"http://{host}:{port}/"


def emulator_of(engine: EmbeddedCosmos) -> uvicorn.Server:
    """As `benchdog emulator` has it; it is to be given a socket."""
    return server_of(EmulatorApplication(engine, Authorization(EMULATOR_KEY, time.time)), "", 0)
