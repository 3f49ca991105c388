"""Widgets of a Streamlit app that are bound to a form, in Streamlit and against the real service. [U2]"""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from benchdog.client import BenchdogClient
from tests.integration.recovery_world import sign_in
from tests.real_service import RealService

START_UP_SECONDS = 30

TOP = """
import streamlit as st
from datetime import date
from benchdog.integrations.streamlit import bound_form, record_page, save_changes, tracked_cache_data
from benchdog.recovery import ensure_session_persistence
ensure_session_persistence()
form = bound_form("customer")
"""


class Ada:
    """Who writes an app, and then another version of it, and uses both."""

    def __init__(self, folder: Path, client: BenchdogClient) -> None:
        self._folder = folder
        self._client = client
        self._session_id: str | None = None

    def opens(self, code: str, **pages: str) -> AppTest:
        """A refreshed page of the app that *code* is, at the top of which a session is opened."""
        (self._folder / "pages").mkdir(exist_ok=True)
        for name, text in {
            "app.py": code,
            **{f"pages/{name}.py": text for name, text in pages.items()},
        }.items():
            (self._folder / name).write_text(TOP + dedent(text), "utf-8")
        app = AppTest.from_file(str(self._folder / "app.py"), default_timeout=START_UP_SECONDS)
        if self._session_id is not None:
            app.query_params["session_id"] = self._session_id
        app.run()
        self._session_id = app.query_params["session_id"]
        return app

    def kept(self) -> object:
        assert self._session_id is not None
        forms = self._client.user_sessions.read(self._session_id).state["forms"]
        return forms.get("customer", {}).get("values")


@pytest.fixture
def ada(tmp_path: Path, service: RealService, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ada]:
    token = sign_in(service.url, f"ada-{uuid4().hex[:8]}")
    monkeypatch.setenv("BENCHDOG_URL", service.url)
    monkeypatch.setenv("BENCHDOG_TOKEN", token)
    with BenchdogClient(service.url, token) as client:
        yield Ada(tmp_path, client)


NAME = 'st.text_input("Name", key=form.key("name"))\n'


def test_a_field_that_stands_on_two_pages_is_one_field(ada: Ada):
    """[U2] Streamlit gives it another widget on each page, which begins with nothing."""
    app = ada.opens(NAME, two=NAME)
    app.text_input[0].input("Ada").run()

    app.switch_page("pages/two.py").run()
    on_the_second = app.text_input[0].value
    app.switch_page("app.py").run()
    on_the_first = app.text_input[0].value
    app.run()

    assert (on_the_second, on_the_first) == ("Ada", "Ada")
    assert ada.kept() == {"name": "Ada"}


def test_fields_that_nobody_touched_are_not_kept(ada: Ada):
    """[U2] With or without a default, in an app that does nothing at the end of its runs, too."""
    app = ada.opens(
        """
        st.text_input("Name", key=form.key("name"))
        st.number_input("Age", min_value=18, key=form.key("age"))
        st.selectbox("City", ["Berlin", "Paris"], key=form.key("city"))
        st.slider("Size", 0, 9, key=form.key("size", default=5))
        st.text_area("Remarks", key=form.key("remarks"))
        """
    )

    app.text_input[0].input("Ada").run().run()

    assert ada.kept() == {"name": "Ada"}


def test_an_option_that_this_version_no_longer_has_stays_kept(ada: Ada):
    """[U2] What was chosen comes back with it."""
    city = 'st.selectbox("City", {}, key=form.key("city"))\n' + NAME
    three, two = (city.format(options) for options in (["Berlin", "Paris", "Rome"], ["Berlin", "Rome"]))
    ada.opens(three).selectbox[0].select("Paris").run()

    without = ada.opens(two)
    without.text_input[0].input("Ada").run()

    assert not without.exception
    assert ada.kept() == {"city": "Paris", "name": "Ada"}
    assert ada.opens(three).selectbox[0].value == "Paris"


@pytest.mark.parametrize(
    "widget",
    [
        'st.number_input("Age", key=form.key("age", default=18))',
        'st.date_input("Age", key=form.key("age", read=date.fromisoformat))',
    ],
)
def test_what_a_new_version_cannot_show_is_named_and_stays_kept(ada: Ada, widget: str):
    """[U2] A widget of another type: the page works, and the value is there until something is entered."""
    ada.opens('st.text_input("Age", key=form.key("age"))').text_input[0].input("about forty").run()

    app = ada.opens(widget + "\n" + NAME)
    told = [each.value for each in app.warning]
    app.text_input[0].input("Ada").run()

    assert not app.exception
    assert told == ["What is kept for age cannot be shown here. It stays kept until you change it."]
    assert ada.kept() == {"age": "about forty", "name": "Ada"}


def test_rules_of_a_new_version_are_kept_without_anything_entered(ada: Ada):
    """[U2] So that the next recovery checks by them."""
    ada.opens(NAME).text_input[0].input("A").run()

    ada.opens('bound_form("customer", schema={"name": {"minLength": 2}})\nsave_changes()\n')
    app = ada.opens(
        """
        from benchdog.recovery import get_recovery_status, recover_session_after_refresh
        recover_session_after_refresh()
        st.write(str(get_recovery_status()["validation_errors"]))
        """
    )

    assert app.markdown[0].value == "{'customer': ['name: must have at least 2 characters']}"


def test_a_page_whose_address_has_a_parameter_named_page_is_recorded(ada: Ada):
    """[U2]"""
    app = ada.opens('record_page("Orders")')

    app.query_params["page"] = "2"
    app.run()

    assert not app.exception


def test_a_tracked_cache_can_be_cleared(ada: Ada):
    """[U2] As `st.cache_data` can."""
    app = ada.opens(
        """
        made = st.session_state.setdefault("made", [])

        @tracked_cache_data(depends_on="orders.csv")
        def orders(region: str) -> int:
            made.append(region)
            return len(made)

        orders.clear()
        orders("North")
        orders("North")
        orders.clear()
        st.write(str(orders("North")))
        """
    )

    assert not app.exception
    assert app.markdown[0].value == "2"
