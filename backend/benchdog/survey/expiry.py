"""Deleting survey sessions that nobody went on with. [U3]"""

import apsw


def delete_sessions_before(connection: apsw.Connection, moment: str) -> int:
    """Sessions that were changed last before *moment*, with all that is kept of them; how many."""
    for table in ("session_history", "session_clients"):
        connection.execute(
            f"DELETE FROM {table} WHERE user_id IN (SELECT user_id FROM sessions WHERE updated_at < ?)",  # noqa: S608 - the names are ours
            (moment,),
        )
    connection.execute("DELETE FROM sessions WHERE updated_at < ?", (moment,))
    return connection.changes()
