"""
The example of docs/streamlit.md: three pages whose forms, history and cache keys survive whatever happens.

`make streamlit` starts it beside the service.
"""

import os

import streamlit as st

from benchdog.errors import AuthenticationRequired, SessionExpired
from benchdog.integrations.streamlit import is_signed_in, run_navigation
from benchdog.recovery import (
    SessionRecoveryError,
    bootstrap_session,
    ensure_session_persistence,
    get_recovery_status,
    recover_session_after_refresh,
)

SERVICE_URL = os.environ.get("BENCHDOG_URL", "http://127.0.0.1:8000")


def ask_to_sign_in() -> None:
    st.info("Sign in first, then reload this page: your session belongs to you.")
    st.link_button("Sign in", SERVICE_URL)
    st.stop()


st.set_page_config(page_title="Orders", layout="centered")
if not is_signed_in():
    ask_to_sign_in()

ensure_session_persistence()
try:
    session = recover_session_after_refresh(validate_forms=True)
except SessionRecoveryError as error:
    if isinstance(error.__cause__, AuthenticationRequired | SessionExpired):
        ask_to_sign_in()
    st.error(f"Recovery failed: {error}")
    session = None
session = session or bootstrap_session()

status = get_recovery_status()
if status["has_errors"]:
    st.warning("Some form data could not be validated")
    for form_id, errors in status["validation_errors"].items():
        st.error(f"{form_id}: {', '.join(errors)}")

run_navigation(
    [
        st.Page("customer.py", title="Customer", default=True),
        st.Page("orders.py", title="Orders"),
        st.Page("session.py", title="Session"),
    ]
)
