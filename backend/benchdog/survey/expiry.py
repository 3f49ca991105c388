"""Deleting survey sessions that nobody went on with. [U3]"""

from typing import Final

import apsw

_EXPIRED: Final = "updated_at < ? AND julianday(updated_at) IS NOT NULL"
"""Of a time that cannot be read, in a file that others wrote, nobody knows how long ago it is."""


def delete_sessions_before(connection: apsw.Connection, moment: str) -> int:
    """Sessions that were changed last before *moment*, with all that is kept of them; how many."""
    for table in ("session_history", "session_clients"):
        connection.execute(
            f"DELETE FROM {table} WHERE user_id IN (SELECT user_id FROM sessions WHERE {_EXPIRED})",  # noqa: S608 - the names are ours
            (moment,),
        )
    connection.execute(f"DELETE FROM sessions WHERE {_EXPIRED}", (moment,))  # noqa: S608 - it is ours
    return connection.changes()
