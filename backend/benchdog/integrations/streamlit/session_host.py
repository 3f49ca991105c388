"""Streamlit as a host: the id in the address and in a cookie, the sign-in of the request, the widgets."""

from string import Template
from typing import Final

import streamlit as st

from benchdog.client import BenchdogClient
from benchdog.client.client_settings import ClientSettings
from benchdog.errors import PersistenceError
from benchdog.integrations.streamlit.bound_fields import BoundFields
from benchdog.recovery.session_host import HostMemory
from benchdog.recovery.user_session import UserSession

ID_PARAMETER: Final = "session_id"
SIGN_IN_COOKIE: Final = "benchdog_sign_in"
"""What the service sets; a browser sends it to every port of one host, so to a Streamlit beside it, too."""

COOKIE_DAYS: Final = 30
MAX_CLIENTS: Final = 256

_STATE_KEY: Final = "_benchdog_host"

_SCRIPT: Final = Template("""<script>
document.cookie = "$cookie=$session_id; Path=/; SameSite=Lax; Max-Age=$seconds"
  + (location.protocol === "https:" ? "; Secure" : "");
</script>""")
"""Streamlit cannot set a cookie itself. What goes in was checked by patterns without quotes."""


class StreamlitHost:
    """
    One for each page in a tab, as long as it is connected; a refresh makes a new one.

    The id in the address is no key: the service looks it up among the sessions of whoever is signed in.

    Attributes:
        is_resumed: the session was found by the cookie, so the address says nothing of the page to open.
        is_told_unsaved: saving failed in this run; once is enough to try, and to say so.
    """

    def __init__(self, settings: ClientSettings) -> None:
        self.app = settings.app
        self.memory = HostMemory()
        self.fields = BoundFields()
        self.is_resumed = ID_PARAMETER not in st.query_params
        self.is_told_unsaved = False
        self._settings = settings

    def client(self) -> BenchdogClient:
        own = self._settings.token
        token = token_of_request() or (own.get_secret_value() if own else None)
        return _client(self._settings, token)

    def remembered_session_id(self) -> str | None:
        in_address = st.query_params.get(ID_PARAMETER)
        return in_address or _cookies().get(self._cookie_name)

    def remember(self, session_id: str) -> None:
        """Again in each run, because Streamlit clears the address when the page changes."""
        if st.query_params.get(ID_PARAMETER) != session_id:
            st.query_params[ID_PARAMETER] = session_id
        if _cookies().get(self._cookie_name) != session_id:
            script = _SCRIPT.substitute(
                cookie=self._cookie_name, session_id=session_id, seconds=COOKIE_DAYS * 86400
            )
            st.html(script, unsafe_allow_javascript=True)

    def collect(self, session: UserSession) -> None:
        self.is_told_unsaved = False
        try:
            self.fields.collect(session, st.session_state)
        except PersistenceError as error:
            self.report_unsaved(error)

    def report_unsaved(self, error: PersistenceError) -> None:
        self.is_told_unsaved = True
        st.warning(f"Not saved yet. {error.words_for_people()}")

    @property
    def _cookie_name(self) -> str:
        return f"benchdog_session_{self.app}"


def host_of_page() -> StreamlitHost:
    """The host of the page that is running."""
    if _STATE_KEY not in st.session_state:
        st.session_state[_STATE_KEY] = StreamlitHost(ClientSettings())
    host: StreamlitHost = st.session_state[_STATE_KEY]
    return host


def save_changes() -> None:
    """Saves what changed in this run; says so on the page where that is not possible yet."""
    host = host_of_page()
    session = host.memory.session
    if session is None or host.is_told_unsaved:
        return
    try:
        session.save()
    except PersistenceError as error:
        host.report_unsaved(error)


def is_signed_in() -> bool:
    """Whether the request or BENCHDOG_TOKEN says who it is; the service decides whether that is true."""
    return token_of_request() is not None or ClientSettings().token is not None


def token_of_request() -> str | None:
    """From the bearer token that a proxy sends, or from the cookie of the service on the same host."""
    scheme, _, bearer = st.context.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer:
        return bearer
    return _cookies().get(SIGN_IN_COOKIE) or None


def _cookies() -> dict[str, str]:
    """All of them at once: a page in Streamlit's AppTest has none, and gives a mock for a single one."""
    return st.context.cookies.to_dict()


@st.cache_resource(show_spinner=False, max_entries=MAX_CLIENTS)
def _client(_settings: ClientSettings, token: str | None) -> BenchdogClient:
    """One for each person, so that connections are kept open between runs."""
    return BenchdogClient.from_settings(_settings, token=token)
