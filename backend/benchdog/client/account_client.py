"""Who is signed in, over HTTP. SPEC 10."""

from pydantic import BaseModel, Field

from benchdog.client.service_connection import ServiceConnection, parsed


class Me(BaseModel):
    user_id: str
    name: str
    roles: list[str]


class SignedIn(BaseModel):
    """`token` is for a client of its own, or for `BenchdogClient.sign_in_again`."""

    user_id: str
    # What a notebook shows below a cell is kept in its file.
    token: str = Field(repr=False)


class AccountClient:
    """Each method raises the errors of `ServiceConnection.ask`."""

    def __init__(self, connection: ServiceConnection) -> None:
        self._connection = connection

    def me(self) -> Me:
        """Raises AuthenticationRequired: nobody."""
        return parsed(Me, self._connection.ask("GET", "/auth/me"))

    def sign_in(self, name: str) -> SignedIn:
        """Where the service lets people pick a name. [A4]"""
        return parsed(SignedIn, self._connection.ask("POST", "/auth/sign-in", body={"name": name}))

    def sign_out(self) -> None:
        """Drafts on this device are another matter: `WorkbenchSessionManager.sign_out`."""
        self._connection.ask("POST", "/auth/sign-out")
