"""What may be an id: of a database, a container, an item."""

from typing import Final

from benchdog.embedded_cosmos.wire import bad_request

MAX_NAME_CHARACTERS: Final = 255
MAX_ITEM_ID_BYTES: Final = 1023
_FORBIDDEN: Final = frozenset("/\\?#\t\r\n")


def checked_name(sent: object, what: str) -> str:
    """The id of a database or container. Raises CosmosFailure 400."""
    name = _checked(sent, what, MAX_NAME_CHARACTERS)
    if len(name) > MAX_NAME_CHARACTERS:
        raise bad_request(_advice(what, MAX_NAME_CHARACTERS))
    return name


def checked_item_id(sent: object) -> str:
    """Raises CosmosFailure 400."""
    item_id = _checked(sent, "An item", MAX_ITEM_ID_BYTES + 1)
    if len(item_id.encode()) > MAX_ITEM_ID_BYTES:
        raise bad_request(_advice("An item", MAX_ITEM_ID_BYTES + 1))
    return item_id


def _checked(sent: object, what: str, limit: int) -> str:
    if not isinstance(sent, str) or not sent or _FORBIDDEN & set(sent) or sent.endswith(" "):
        raise bad_request(_advice(what, limit))
    return sent


def _advice(what: str, limit: int) -> str:
    """Its last sentence is the service's own, by which clients tell it."""
    return (
        f"{what} needs an id without slashes, question marks, number signs, tabs or line breaks, "
        "and without a space at its end. "
        f"Ensure to provide a unique non-empty string less than '{limit}' characters."
    )
