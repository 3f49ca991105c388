"""What is kept of this person."""

from datetime import datetime

import streamlit as st

from benchdog.recovery import clear_recovery_errors, get_recovery_status, recover_session_after_refresh


def spelled(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%d %B %Y, %H:%M:%S} UTC"


session = recover_session_after_refresh()
st.title("Session")
if session is not None:
    st.write(f"Session: {session.session_id}")
    st.write(f"Pages opened: {sum(session.page_views.values())}")
    st.table(
        [
            {"page": entry.page, "opened": spelled(entry.timestamp)}
            for entry in session.navigation_history[-5:]
        ]
    )
    st.write("Cache keys:", *session.cache_keys)
    for key in session.cache_keys:
        if key in session.cache_dependencies:
            st.write(f"{key} depends on: {', '.join(session.cache_dependencies[key])}")
if get_recovery_status()["has_errors"]:
    st.button("I have seen the warnings", on_click=clear_recovery_errors)
