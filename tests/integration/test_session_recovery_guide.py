"""The examples of docs/session-recovery.md, those of seed 000 among them, and of docs/streamlit.md. [U2]"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

import benchdog.recovery
from benchdog.client.client_settings import ClientSettings
from benchdog.recovery import bootstrap_session
from benchdog.recovery.session_host import HostMemory, ProcessHost, hosted_by
from tests.integration.recovery_world import sign_in
from tests.real_service import RealService

DOCS = Path(__file__).parents[2] / "docs"
START_UP_SECONDS = 30


def examples(page: str) -> list[Any]:
    """The Python blocks of a page, by their number."""
    found = re.findall(r"^```python\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    return [pytest.param(code, id=f"{page} {number}") for number, code in enumerate(found, 1)]


EXAMPLES = examples("session-recovery.md")
IN_STREAMLIT = [each for each in (*EXAMPLES, *examples("streamlit.md")) if "streamlit" in each.values[0]]
IN_PROGRAMS = [each for each in EXAMPLES if each not in IN_STREAMLIT]


@pytest.fixture
def host(service: RealService) -> Iterator[ProcessHost]:
    """A program whose user left a page, an invalid form and a cache key behind, and came back."""
    token = SecretStr(sign_in(service.url, "ada"))
    first = ProcessHost(ClientSettings(url=service.url, token=token))
    with hosted_by(first):
        session = bootstrap_session()
        session.navigate("orders", region="north")
        session.set_form("customer", {"name": "A"}, schema={"name": {"minLength": 2}})
        session.add_cache_key("sales", depends_on=["orders.csv"])
        session.save()
    second = ProcessHost(ClientSettings(url=service.url, token=token))
    second.remember(session.session_id)
    with hosted_by(second):
        yield second
    first.client().close()
    second.client().close()


def run(code: str) -> None:
    names = {name: getattr(benchdog.recovery, name) for name in benchdog.recovery.__all__}
    exec(code, {"__name__": "example", **names})


@pytest.mark.parametrize("code", IN_PROGRAMS)
def test_an_example_runs(host: ProcessHost, code: str):
    """[U2] As it stands on the page."""
    session_id = host.remembered_session_ids()[0]

    run(code)

    opened = host.memory.session
    assert opened is None or opened.is_stored
    assert opened is None or opened.session_id == session_id or "bootstrap_session()" in code


def test_the_examples_tell_what_came_back(host: ProcessHost, capsys: pytest.CaptureFixture[str]):
    """[U2] Session, page, parameters, history, form errors, cache keys."""
    session_id = host.remembered_session_ids()[0]

    for example in IN_PROGRAMS:
        host.memory = HostMemory()
        host.remember(session_id)
        run(example.values[0])

    told = capsys.readouterr().out
    for text in (
        f"Session recovered: {session_id}",
        "Current page: orders",
        "Page params: {'region': 'north'}",
        "Form 'customer' has errors:\n  - name: must have at least 2 characters",
        "sales depends on: ['orders.csv']",
        "Attempts: 1",
        "Max attempts: 3",
    ):
        assert text in told


@pytest.mark.parametrize("code", IN_STREAMLIT)
def test_an_example_runs_in_streamlit(service: RealService, monkeypatch: pytest.MonkeyPatch, code: str):
    """[U2] The address gets the id of a new session; a second run keeps it."""
    monkeypatch.setenv("BENCHDOG_URL", service.url)
    monkeypatch.setenv("BENCHDOG_TOKEN", sign_in(service.url, "ada"))
    app = AppTest.from_string(code, default_timeout=START_UP_SECONDS)

    app.run()
    first = app.query_params["session_id"]
    app.run()

    assert not app.exception
    assert app.query_params["session_id"] == first
    assert not app.warning


def test_the_example_in_streamlit_warns_of_an_invalid_form(
    service: RealService, host: ProcessHost, monkeypatch: pytest.MonkeyPatch
):
    """[U2] The warnings of seed 000, and the values are still there."""
    token = sign_in(service.url, "ada")
    monkeypatch.setenv("BENCHDOG_URL", service.url)
    monkeypatch.setenv("BENCHDOG_TOKEN", token)
    app = AppTest.from_string(IN_STREAMLIT[0].values[0], default_timeout=START_UP_SECONDS)
    session_id = host.remembered_session_ids()[0]
    app.query_params["session_id"] = session_id

    app.run()

    assert [each.value for each in app.warning] == ["Some form data could not be validated"]
    assert [each.value for each in app.error] == ["customer: ['name: must have at least 2 characters']"]
    assert app.markdown[0].value == f"Welcome back! Session: {session_id}"
