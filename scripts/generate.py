"""
Writes what is generated from the code, or with --check says what is stale.

schemas/api/openapi.json    the service's OpenAPI document
schemas/errors/errors.json  every error code with its status and words
docs/settings.md            every setting with its default
docs/api.md                 the OpenAPI document as a page
frontend/src/backendApi/schema.ts  the browser's types of the API
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from benchdog.app import create_app
from benchdog.errors import error_classes
from benchdog.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
OPENAPI = Path("schemas/api/openapi.json")
ERRORS = Path("schemas/errors/errors.json")
SETTINGS = Path("docs/settings.md")
API_PAGE = Path("docs/api.md")
CLIENT_TYPES = Path("frontend/src/backendApi/schema.ts")


SETTINGS_HEAD = (
    "# Settings",
    "",
    "Made from `backend/benchdog/settings.py` by `make generate`. Environment variables; lists are JSON:",
    '`BENCHDOG_ADMINISTRATORS=["ada"]`. What they are good for: [operations.md](operations.md).',
    "",
    "| variable | default | |",
    "|---|---|---|",
)


def openapi_document() -> str:
    with tempfile.TemporaryDirectory() as data_dir:
        app = create_app(Settings(data_dir=Path(data_dir)))
        return _json(app.openapi())


def error_list() -> str:
    return _json(
        [
            {
                "code": each.code,
                "http_status": each.http_status,
                "is_retryable": each.is_retryable,
                "outcome": each.outcome,
                "user_message": each.user_message,
                "recovery_actions": list(each.recovery_actions),
            }
            for each in error_classes()
        ]
    )


def client_types(openapi: str) -> str:
    """TypeScript types of *openapi*, by openapi-typescript from frontend/tools."""
    with tempfile.TemporaryDirectory() as folder:
        document, types = Path(folder, "openapi.json"), Path(folder, "schema.ts")
        document.write_text(openapi, "utf-8")
        generator = ROOT / "frontend/tools/node_modules/.bin/openapi-typescript"
        subprocess.run([generator, document, "--output", types], check=True, capture_output=True)
        return types.read_text("utf-8")


def api_page(openapi: str) -> str:
    """*openapi* in Markdown."""
    command = [sys.executable, "-m", "scripts.api_page"]
    written = subprocess.run(command, input=openapi, check=True, capture_output=True, text=True, cwd=ROOT)
    return written.stdout


def settings_page() -> str:
    rows = [_settings_row(name, field) for name, field in Settings.model_fields.items()]
    return "\n".join([*SETTINGS_HEAD, *rows, ""])


def _settings_row(name: str, field: FieldInfo) -> str:
    own, *others = (
        [str(choice) for choice in field.validation_alias.choices]
        if isinstance(field.validation_alias, AliasChoices)
        else [f"BENCHDOG_{name.upper()}"]
    )
    default = sorted(field.default) if isinstance(field.default, frozenset) else field.default
    shown = "" if default in (None, "", []) else f"`{json.dumps(default, default=str)}`".replace('"', "")
    words = " ".join((field.description or "").split())
    also = "".join(f" Also `{other}`." for other in others)
    return f"| `{own}` | {shown} | {words}{also} |"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is stale")
    is_check = parser.parse_args().check

    openapi = openapi_document()
    files = {
        OPENAPI: openapi,
        ERRORS: error_list(),
        CLIENT_TYPES: client_types(openapi),
        SETTINGS: settings_page(),
        API_PAGE: api_page(openapi),
    }
    stale = [
        path
        for path, text in files.items()
        if not (ROOT / path).exists() or (ROOT / path).read_text("utf-8") != text
    ]
    if is_check:
        for path in stale:
            print(f"{path} is stale: run `make generate`", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(files[path], "utf-8")
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
