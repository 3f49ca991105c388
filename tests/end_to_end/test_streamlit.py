"""The example application in real Streamlit and real Chromium, beside the real service. [U2]"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.end_to_end.person import EXPECT_TIMEOUT_MS
from tests.real_service import RealService, running_service
from tests.real_streamlit import RealStreamlit, running_streamlit

pytestmark = pytest.mark.browser

NEXT_TRY_TIMEOUT_MS = 90_000
"""A page tries again every 10 seconds; its client may leave the service alone for 30. [R2]"""

FIRST_CHART_TIMEOUT_MS = 60_000
"""Streamlit loads pandas and altair with the first chart, which takes long where much else runs."""


@pytest.fixture(scope="module")
def own_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealService]:
    """Apart from that of the other tests: it is killed in here."""
    with running_service(tmp_path_factory.mktemp("service")) as started:
        yield started


@pytest.fixture(scope="module")
def streamlit(own_service: RealService) -> Iterator[RealStreamlit]:
    with running_streamlit(own_service.url) as started:
        yield started


class Visitor:
    """Somebody at a browser of their own, signed in at the service, which is on the same host."""

    def __init__(self, context: BrowserContext, streamlit: RealStreamlit, token: str | None) -> None:
        self.token = token
        self._context = context
        self._streamlit = streamlit
        context.set_default_timeout(EXPECT_TIMEOUT_MS)
        if token is not None:
            context.add_cookies([{"name": "benchdog_sign_in", "value": token, "url": streamlit.url}])

    def tab(self, address: str = "/") -> Page:
        page = self._context.new_page()
        page.goto(self._streamlit.url + address)
        return page


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, own_service: RealService, streamlit: RealStreamlit) -> Iterator[Visit]:
    contexts: list[BrowserContext] = []

    def meet(name: str | None) -> Visitor:
        contexts.append(browser.new_context())
        return Visitor(contexts[-1], streamlit, None if name is None else token_of(own_service, name))

    yield meet
    for context in contexts:
        context.close()


def token_of(service: RealService, name: str) -> str:
    body = {"name": f"{name}-{uuid4().hex[:8]}"}
    token: str = httpx2.post(f"{service.url}/auth/sign-in", json=body).json()["token"]
    return token


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def enter(page: Page, label: str, text: str) -> None:
    """Streamlit takes over what was typed when the field is left, and then runs the page again."""
    field(page, label).fill(text)
    field(page, label).press("Tab")
    wait_for_run(page)


def open_page(page: Page, title: str) -> None:
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_role("heading", name=title, exact=True).wait_for()
    wait_for_run(page)


def wait_for_run(page: Page) -> None:
    """Until nothing runs any more: Streamlit says so on its root element."""
    page.wait_for_timeout(100)  # it begins a run a moment after what caused it, and shows nothing before
    at_rest = page.locator("[data-test-script-state=notRunning]")
    at_rest.wait_for(state="attached", timeout=FIRST_CHART_TIMEOUT_MS)


def session_id_of(page: Page) -> str:
    page.wait_for_url(lambda url: "session_id=" in url)
    return parse_qs(urlsplit(page.url).query)["session_id"][0]


def stored_state(service: RealService, visitor: Visitor, session_id: str) -> Any:
    headers = {"Authorization": f"Bearer {visitor.token}"}
    answer = httpx2.get(f"{service.url}/persistence/user_sessions/{session_id}", headers=headers)
    assert answer.status_code == 200
    return answer.json()["state"]


@pytest.mark.parametrize("event", ["refresh", "streamlit restarts", "service is killed"])
def test_everything_is_there_afterwards(
    visit: Visit, own_service: RealService, streamlit: RealStreamlit, event: str
):
    """[U2] [S6] Forms, page, history and cache keys."""
    ada = visit("ada")
    page = ada.tab()
    enter(page, "Name", "Ada Lovelace")
    enter(page, "Age", "36")
    page.get_by_text("Active", exact=True).click()
    open_page(page, "Orders")
    enter(page, "Remarks", "Call back: 12 € – “soon”")
    session_id = session_id_of(page)

    if event == "streamlit restarts":
        streamlit.restart()
    elif event == "service is killed":
        own_service.kill_and_start()
    page.reload()

    page.get_by_role("heading", name="Orders").wait_for()
    expect(field(page, "Remarks")).to_have_value("Call back: 12 € – “soon”")
    open_page(page, "Customer")
    expect(field(page, "Name")).to_have_value("Ada Lovelace")
    expect(field(page, "Age")).to_have_value("36")
    expect(page.get_by_role("checkbox", name="Active")).to_be_checked()
    assert session_id_of(page) == session_id
    state = stored_state(own_service, ada, session_id)
    pages = [entry["page"] for entry in state["navigation_history"]]
    assert pages == ["Customer", "Orders", "Customer"]
    assert state["page_views"] == {"Customer": 2, "Orders": 1}
    assert state["cache_keys"] == ['orders_by_month{"at_least":0,"region":"North"}']
    assert state["cache_dependencies"][state["cache_keys"][0]] == ["orders.csv"]


def test_an_invalid_form_is_reported_and_kept(visit: Visit, own_service: RealService):
    """[U2] After a refresh, until it is corrected or the person has seen it; the values stay."""
    ada = visit("ada")
    page = ada.tab()
    enter(page, "Name", "A")
    enter(page, "Age", "17")

    page.reload()

    expect(page.get_by_text("Some form data could not be validated")).to_be_visible()
    problems = "customer: name: must have at least 2 characters, email: is required, age: must be at least 18"
    expect(page.get_by_text(problems)).to_be_visible()
    expect(field(page, "Name")).to_have_value("A")
    expect(field(page, "Age")).to_have_value("17")
    enter(page, "E-mail", "a@example.org")
    expect(page.get_by_text("is required")).to_have_count(0)
    expect(page.get_by_text("must have at least 2 characters")).to_be_visible()
    open_page(page, "Session")
    page.get_by_role("button", name="I have seen the warnings").click()
    expect(page.get_by_text("could not be validated")).to_have_count(0)
    values = stored_state(own_service, ada, session_id_of(page))["forms"]["customer"]["values"]
    assert (values["name"], values["age"]) == ("A", 17)


def test_the_bare_address_finds_the_session_and_its_page(visit: Visit):
    """[U2] By the cookie: the address of a new tab says nothing."""
    ada = visit("ada")
    page = ada.tab()
    enter(page, "Name", "Ada")
    open_page(page, "Orders")
    session_id = session_id_of(page)

    other = ada.tab("/")

    other.get_by_role("heading", name="Orders").wait_for()
    wait_for_run(other)
    assert session_id_of(other) == session_id
    open_page(other, "Customer")
    expect(field(other, "Name")).to_have_value("Ada")


def test_two_tabs_of_one_session_keep_what_both_entered(visit: Visit):
    """[U2] [S3] Neither overwrites the other."""
    ada = visit("ada")
    one = ada.tab()
    enter(one, "Name", "Ada")
    other = ada.tab(f"/?session_id={session_id_of(one)}")
    expect(field(other, "Name")).to_have_value("Ada")

    enter(one, "E-mail", "ada@example.org")
    enter(other, "Age", "36")

    other.reload()
    expect(field(other, "E-mail")).to_have_value("ada@example.org")
    expect(field(other, "Age")).to_have_value("36")


def test_a_tab_that_shows_something_older_overwrites_nothing_with_it(visit: Visit, own_service: RealService):
    """[S3] Nor does it call its page opened again whenever the other tab has saved."""
    ada = visit("ada")
    one = ada.tab()
    enter(one, "Name", "Ada")
    session_id = session_id_of(one)
    other = ada.tab(f"/?session_id={session_id}")
    wait_for_run(other)
    open_page(other, "Orders")
    open_page(other, "Customer")
    enter(one, "Name", "Ada Lovelace")

    enter(other, "Age", "36")
    enter(other, "E-mail", "ada@example.org")
    open_page(other, "Orders")
    enter(one, "Age", "37")
    enter(other, "Remarks", "Call back")
    enter(one, "Age", "38")

    state = stored_state(own_service, ada, session_id)
    assert state["forms"]["customer"]["values"] == {
        "name": "Ada Lovelace",
        "age": 38,
        "email": "ada@example.org",
    }
    pages = [entry["page"] for entry in state["navigation_history"]]
    assert pages == ["Customer", "Orders", "Customer", "Orders"]


def test_an_address_may_have_parameters_of_any_name(visit: Visit, own_service: RealService):
    """[U2] They are kept with the page."""
    ada = visit("ada")
    page = ada.tab("/orders?page=2&self=me")

    page.get_by_role("heading", name="Orders").wait_for()
    wait_for_run(page)

    state = stored_state(own_service, ada, session_id_of(page))
    assert state["page_params"] == {"page": "2", "self": "me"}


def test_somebody_elses_address_shows_nothing_of_theirs(visit: Visit):
    """[S2] The id in the address is no key: another person gets a session of their own."""
    theirs = visit("ada").tab()
    enter(theirs, "Name", "Ada")
    their_id = session_id_of(theirs)

    bob = visit("bob")
    own = bob.tab(f"/?session_id={their_id}")

    expect(field(own, "Name")).to_have_value("")
    own.wait_for_url(lambda url: "session_id=" in url and their_id not in url)
    enter(own, "Name", "Bob")
    theirs.reload()
    expect(field(theirs, "Name")).to_have_value("Ada")
    again = bob.tab(f"/?session_id={their_id}")
    expect(field(again, "Name")).to_have_value("Bob")


def test_what_is_entered_while_the_service_is_away_is_saved_when_it_is_back(
    visit: Visit, own_service: RealService
):
    """[U2] The page says that it is not saved, and saves it by itself when it can."""
    ada = visit("ada")
    page = ada.tab()
    enter(page, "Name", "Ada")
    own_service.kill()

    enter(page, "E-mail", "ada@example.org")
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    own_service.start()
    field(page, "Age").fill("36")

    expect(page.get_by_text("Not saved yet.")).to_have_count(0, timeout=NEXT_TRY_TIMEOUT_MS)
    expect(field(page, "Age")).to_have_value("36")
    values = stored_state(own_service, ada, session_id_of(page))["forms"]["customer"]["values"]
    assert values == {"name": "Ada", "email": "ada@example.org"}


@pytest.mark.slow
def test_what_was_not_saved_survives_a_refresh(visit: Visit, own_service: RealService):
    """[U2] The reloaded page shows it, and saves it when the service is back."""
    ada = visit("ada")
    page = ada.tab()
    enter(page, "Name", "Ada")
    own_service.kill()
    enter(page, "E-mail", "ada@example.org")

    page.reload()
    expect(page.get_by_text("Recovery failed")).to_be_visible()
    expect(field(page, "E-mail")).to_have_value("ada@example.org")
    own_service.start()

    expect(page.get_by_text("Not saved yet.")).to_have_count(0, timeout=NEXT_TRY_TIMEOUT_MS)
    expect(field(page, "Name")).to_have_value("Ada")
    values = stored_state(own_service, ada, session_id_of(page))["forms"]["customer"]["values"]
    assert values == {"name": "Ada", "email": "ada@example.org"}


WITH_FRAGMENT = """
import streamlit as st
from benchdog.integrations.streamlit import bound_form
from benchdog.recovery import ensure_session_persistence

ensure_session_persistence()
form = bound_form("customer")

@st.fragment
def address():
    st.text_input("City", key=form.key("city"))
    st.text_input("Street", key=form.key("street"))

address()
"""


def test_what_is_entered_in_a_fragment_is_saved_at_once(
    browser: Browser, own_service: RealService, tmp_path: Path
):
    """[U2] Nothing runs at the top of the page before the person leaves it."""
    (tmp_path / "app.py").write_text(WITH_FRAGMENT, "utf-8")
    with running_streamlit(own_service.url, tmp_path) as streamlit, browser.new_context() as context:
        page = Visitor(context, streamlit, token_of(own_service, "ada")).tab()
        enter(page, "City", "London")
        enter(page, "Street", "Dorset Street")
        enter(page, "City", "Paris")

        page.reload()

        expect(field(page, "City")).to_have_value("Paris")
        expect(field(page, "Street")).to_have_value("Dorset Street")


def test_nobody_is_asked_for_answers_before_they_signed_in(visit: Visit):
    """[A1] What they entered could not be kept."""
    page = visit(None).tab()

    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(field(page, "Name")).to_have_count(0)
