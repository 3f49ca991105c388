"""Streamlit as a host: the id in the address and in a cookie, the sign-in of the request, the widgets."""

from collections.abc import Mapping, Sequence
from string import Template
from typing import Any, Final

import streamlit as st

from benchdog.client import BenchdogClient
from benchdog.client.client_settings import ClientSettings
from benchdog.errors import PersistenceError
from benchdog.integrations.streamlit.bound_fields import BoundFields
from benchdog.integrations.streamlit.left_behind import Holder, LeftBehind
from benchdog.integrations.streamlit.script_run import id_of_tab, is_fragment_run, is_tab_open
from benchdog.recovery.session_host import HostMemory
from benchdog.recovery.user_session import UserSession
from benchdog.resilience.transient import is_transient

ID_PARAMETER: Final = "session_id"
SIGN_IN_COOKIE: Final = "benchdog_sign_in"
"""What the service sets; a browser sends it to every port of one host, so to a Streamlit beside it, too."""

COOKIE_DAYS: Final = 30
TRY_AGAIN_SECONDS: Final = 10
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
        recorded: session, name and parameters of the page that was recorded last. What the session says is no
            help: another tab of it may have another page open.
    """

    def __init__(self, settings: ClientSettings) -> None:
        self.app = settings.app
        self.memory = HostMemory()
        self.fields = BoundFields()
        self.is_resumed = ID_PARAMETER not in st.query_params
        self.is_told_unsaved = False
        self.recorded: tuple[UserSession, str, Mapping[str, Any]] | None = None
        self._settings = settings

    def client(self) -> BenchdogClient:
        return _client(self._settings, self._token)

    def remembered_session_ids(self) -> Sequence[str]:
        """The cookie has the person's own where the address is a copied or an old one."""
        found = (st.query_params.get(ID_PARAMETER), _cookies().get(self._cookie_name))
        return tuple(dict.fromkeys(each for each in found if each))

    def left_behind(self, session: UserSession) -> Sequence[UserSession]:
        return _left_behind().take(session, self._holder)

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
        session = self.memory.session
        if session is not None:
            _left_behind().keep(session, self._holder)
        st.warning(f"Not saved yet. {error.words_for_people()}")
        if "sign_in" in error.recovery_actions:
            st.link_button("Sign in", self._settings.url)
            st.caption("Then reload this page: what you entered waits for it.")
        elif is_transient(error) or (session is not None and session.is_stand_in):
            _try_again()

    @property
    def _token(self) -> str | None:
        own = self._settings.token
        return token_of_request() or (own.get_secret_value() if own else None)

    @property
    def _holder(self) -> Holder:
        return Holder.of(
            id_of_tab(),
            self.app,
            self._token,
            self.remembered_session_ids(),
            is_own_token=token_of_request() is not None,
        )

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
    if not is_fragment_run():
        host.fields.note_drawn(st.session_state)
    session = host.memory.session
    if session is None or host.is_told_unsaved:
        return
    try:
        session.save()
    except PersistenceError as error:
        host.report_unsaved(error)


def collect_in_fragment() -> None:
    """
    Saves what was entered since the last run, for a run that does not begin at the top of the page.

    Its widgets are not noted as drawn: what a whole run noted before it may be older than what was entered.
    """
    host = host_of_page()
    session = host.memory.session
    if session is None:
        return
    try:
        is_entered = host.fields.collect(session, st.session_state)
    except PersistenceError as error:
        host.report_unsaved(error)
        return
    if is_entered:
        host.is_told_unsaved = False
        save_changes()


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


@st.fragment(run_every=TRY_AGAIN_SECONDS)
def _try_again() -> None:
    """Runs the page again after a while, although nobody touches it: a warning may be the last thing seen."""
    if is_fragment_run():
        st.rerun()


@st.cache_resource(show_spinner=False)
def _left_behind() -> LeftBehind:
    """One for all pages of this process."""
    return LeftBehind(is_tab_open)


@st.cache_resource(show_spinner=False, max_entries=MAX_CLIENTS)
def _client(_settings: ClientSettings, token: str | None) -> BenchdogClient:
    """One for each person, so that connections are kept open between runs."""
    return BenchdogClient.from_settings(_settings, token=token)
