"""What Streamlit runs right now."""

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


def page_of_run() -> str:
    """Of the page that is open, as Streamlit names it; empty outside of a page."""
    context = get_script_run_ctx(suppress_warning=True)
    return "" if context is None else context.page_script_hash


def is_fragment_run() -> bool:
    """Whether only a fragment of the page runs, and not the page from its top."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and bool(context.fragment_ids_this_run)


def id_of_tab() -> str:
    """Of the page in one tab, until it is reloaded; empty outside of a page."""
    context = get_script_run_ctx(suppress_warning=True)
    return "" if context is None else context.session_id


def is_tab_open(tab: str) -> bool:
    """Whether a browser is connected to it, as far as is known."""
    return runtime.exists() and runtime.get_instance().is_active_session(tab)
