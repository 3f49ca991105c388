"""The server's side of a WebSocket, for devices that stay connected and read nothing. [U4]"""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class ImpatientSocket(WebSocketsSansIOProtocol):
    """
    Ends the connection of a device that answers no ping.

    Closing, as the server does it, first waits for the device to take what is unsent: for ever, where it is
    alive and does not read, with all that is unsent in memory.
    """

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.transport.abort()
