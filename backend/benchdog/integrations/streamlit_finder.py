"""
Tells recovery whether Streamlit runs this code; loads nothing of Streamlit where it does not.

Apart from the package `streamlit`, which cannot be imported without the extra.
"""

import sys

from benchdog.recovery.session_host import SessionHost


def current_host() -> SessionHost | None:
    """The host of the page that is running; None outside of Streamlit. An entry point: see pyproject.toml."""
    if "streamlit" not in sys.modules:
        return None
    # Streamlit is an extra, and takes a second to load: only where it is there already.
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from benchdog.integrations.streamlit.session_host import host_of_page

    return None if get_script_run_ctx(suppress_warning=True) is None else host_of_page()
