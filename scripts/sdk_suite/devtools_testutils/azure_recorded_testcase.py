"""Where the tests get what they sign in with."""

import os


def get_credential(*, is_async: bool = False) -> str:
    """The key of the account; there is no other way in."""
    del is_async
    return os.environ["ACCOUNT_KEY"]
