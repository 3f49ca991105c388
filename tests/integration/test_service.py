"""Health, configuration, the service's own description, the pages."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI

from benchdog.api.pages import Pages
from benchdog.app import opened_client
from benchdog.settings import Settings
from tests.integration.conftest import Caller
from tests.integration.envelope import error_of


async def test_the_service_says_that_it_lives_and_is_ready(anonymous: Caller):
    """[A5]"""
    for path in ("/health/live", "/health/ready"):
        answer = await anonymous.get(path)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_a_service_whose_database_is_gone_is_not_ready(app: FastAPI, anonymous: Caller):
    """[A5] [E2] 503 with Retry-After."""
    settings: Settings = app.state.service.settings
    async with opened_client(settings) as client:
        await client.delete_database(settings.db_name)

    answer = await anonymous.get("/health/ready")

    error_of(answer, 503, "database_unavailable")
    assert int(answer.headers["Retry-After"]) >= 1


async def test_the_browser_gets_its_numbers(anonymous: Caller):
    """[R7] [C4] [C6] [L1] [B12]"""
    config = (await anonymous.get("/config")).json()

    assert config["limits"]["max_content_size_bytes"] == 1_572_864
    assert config["limits"]["max_title_length"] == 50
    assert config["limits"]["max_page_size"] == 100
    assert config["timing"]["poll_interval_ms"] == 10_000
    assert config["sign_in_mode"] == "dev"
    assert config["studio"] == {
        "recovery": True,
        "start_delays_ms": [2000, 4000, 8000],
        "expiry_notice_ms": 43_200_000,
    }


async def test_the_description_of_the_service_is_the_one_in_the_repository(anonymous: Caller):
    """[A5] The browser's types are made from it."""
    kept = Path(__file__).parents[2] / "schemas" / "api" / "openapi.json"

    assert (await anonymous.get("/openapi.json")).json() == json.loads(kept.read_text("utf-8"))


async def test_pages_are_one_file_and_assets_are_kept_for_ever(static_dir: Path, anonymous: Caller):
    """[B5] Whatever page it is, the application finds out from the address."""
    for path in ("/", "/?session=AAAAAAAAAAAA", "/snapshot/AAAAAAAAAAAA", "/manage", "/status"):
        answer = await anonymous.get(path)
        assert (answer.status_code, answer.text) == (200, "<!doctype html>the application")
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Type"].startswith("text/html")

    asset = await anonymous.get("/assets/app-1a2b.js")

    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset.headers["Content-Type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("accepted", "is_compressed"),
    [
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, GZIP;q=0.8", True),
        ("gzip;q=0", False),
        ("br, gzip ; q=0.000", False),
        ("identity", False),
        ("", False),
    ],
)
async def test_an_asset_is_sent_compressed_to_whoever_takes_it(
    static_dir: Path, anonymous: Caller, accepted: str, is_compressed: bool
):
    """Compressed when it was built; the same file either way."""
    text = "export const words = 'the same again and again';" * 50
    (static_dir / "assets" / "words-3c4d.js").write_text(text)
    (static_dir / "assets" / "words-3c4d.js.gz").write_bytes(gzip.compress(text.encode()))

    asset = await anonymous.get("/assets/words-3c4d.js", headers={"Accept-Encoding": accepted})

    assert asset.text == text
    assert asset.headers.get("Content-Encoding") == ("gzip" if is_compressed else None)
    assert (int(asset.headers["Content-Length"]) < len(text)) == is_compressed
    assert asset.headers["Content-Type"].startswith("text/javascript")
    assert asset.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert asset.headers["Vary"] == "Accept-Encoding"


async def test_nothing_outside_the_built_application_is_served(static_dir: Path, anonymous: Caller):
    """[E3] Dots and links lead nowhere."""
    (static_dir / "link").symlink_to(static_dir.parent / "secret.txt")

    for path in ("/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/%2e%2e/secret.txt", "/link", "/%00"):
        assert "secret" not in (await anonymous.get(path)).text


async def test_a_service_without_its_application_says_how_to_build_it(
    routes: FastAPI, tmp_path: Path, anonymous: Caller
):
    """Fresh from the repository."""
    with pages_of(routes, tmp_path):
        answer = await anonymous.get("/")

    assert answer.status_code == 503
    assert "make build" in answer.text


@contextmanager
def pages_of(routes: FastAPI, folder: Path) -> Iterator[None]:
    before = routes.router.default
    routes.router.default = Pages(folder)
    yield
    routes.router.default = before


@pytest.fixture
def static_dir(routes: FastAPI, tmp_path: Path) -> Iterator[Path]:
    """A built application, beside a file that is nobody's business."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>the application")
    (folder / "assets" / "app-1a2b.js").write_text("export {};")
    (tmp_path / "secret.txt").write_text("secret")
    with pages_of(routes, folder):
        yield folder
