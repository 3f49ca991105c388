"""
Writes what is generated from the code, or with --check says what is stale.

schemas/api/openapi.json    the service's OpenAPI document
schemas/errors/errors.json  every error code with its status and words
frontend/src/backendApi/schema.ts  the browser's types of the API
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchdog.app import create_app
from benchdog.errors import error_classes
from benchdog.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
OPENAPI = Path("schemas/api/openapi.json")
ERRORS = Path("schemas/errors/errors.json")
CLIENT_TYPES = Path("frontend/src/backendApi/schema.ts")


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


def _json(value: object) -> str:
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is stale")
    is_check = parser.parse_args().check

    openapi = openapi_document()
    files = {OPENAPI: openapi, ERRORS: error_list(), CLIENT_TYPES: client_types(openapi)}
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
