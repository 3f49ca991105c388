"""The examples of README.md and docs/python-client.md, run as they stand over a real service. [B4] [N1]"""

import re
from pathlib import Path

import pytest

from tests.integration.recovery_world import sign_in
from tests.real_service import RealService

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "docs/python-client.md"]


@pytest.fixture
def surroundings(service: RealService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of ada's, with an empty device."""
    monkeypatch.setenv("BENCHDOG_URL", service.url)
    monkeypatch.setenv("BENCHDOG_TOKEN", sign_in(service.url, "ada"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


@pytest.mark.usefixtures("surroundings")
@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_print_what_stands_beside_them(page: str, capsys: pytest.CaptureFixture[str]):
    """One after the other, as in a notebook."""
    text = (ROOT / page).read_text("utf-8")
    code = "\n".join(re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE))

    names: dict[str, object] = {"__name__": "example"}
    exec(code, names)

    said = re.findall(r"^ *print\(.*\)  # (.*)$", code, re.MULTILINE)
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(said) > 0
    for line, expected in zip(printed, said, strict=True):
        assert line == expected or (expected == "the link to share" and "/snapshot/" in line)
    for name in ("here", "elsewhere", "client"):
        if name in names:
            names[name].close()  # type: ignore[attr-defined]
