"""Pages that are opened become the navigation history of the session."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from benchdog.integrations.streamlit.session_host import ID_PARAMETER, host_of_page, save_changes

Pages = Sequence[StreamlitPage] | Mapping[str, Sequence[StreamlitPage]]


def run_navigation(pages: Pages, **options: Any) -> None:
    """
    `st.navigation(pages, **options)` and the chosen page, recorded and saved.

    Where the address names neither a session nor a page, the page that was open last is opened again.
    """
    chosen = st.navigation(pages, **options)
    _open_last_page(pages, chosen)
    record_page(chosen.title)
    chosen.run()
    save_changes()


def record_page(name: str) -> None:
    """Notes that page *name* is open, with the parameters of its address; nothing if it is open."""
    host = host_of_page()
    session = host.memory.session
    if session is None:
        return
    params = {key: value for key, value in st.query_params.to_dict().items() if key != ID_PARAMETER}
    if host.recorded != (session, name, params):
        session.open_page(name, params)
        host.recorded = (session, name, params)
    save_changes()


def _open_last_page(pages: Pages, chosen: StreamlitPage) -> None:
    host = host_of_page()
    is_resumed, host.is_resumed = host.is_resumed, False
    session = host.memory.session
    if session is None or not is_resumed or chosen.url_path != "":
        return
    last = next((page for page in _flat(pages) if page.title == session.current_page), chosen)
    if last.url_path != chosen.url_path:
        st.switch_page(last)


def _flat(pages: Pages) -> list[StreamlitPage]:
    return [page for group in pages.values() for page in group] if isinstance(pages, Mapping) else list(pages)
