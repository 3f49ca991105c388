"""
Streamlit apps whose forms, pages and cache keys survive a refresh, a crash and a restart: docs/streamlit.md.

`ensure_session_persistence()` and the rest of `benchdog.recovery` find Streamlit by themselves; here is what
binds its widgets, pages and caches to the session.
"""

from benchdog.integrations.streamlit.bound_form import BoundForm, bound_form
from benchdog.integrations.streamlit.navigation import record_page, run_navigation
from benchdog.integrations.streamlit.session_host import is_signed_in, save_changes
from benchdog.integrations.streamlit.tracked_cache import tracked_cache_data

__all__ = [
    "BoundForm",
    "bound_form",
    "is_signed_in",
    "record_page",
    "run_navigation",
    "save_changes",
    "tracked_cache_data",
]
