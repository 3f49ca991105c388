#!/usr/bin/env bash
# Makes .venv hold exactly the packages of requirements.lock, and Benchdog itself as an editable package.
set -euo pipefail
cd "$(dirname "$0")/.."

UV_VERSION=0.13.8
PYTHON="${PYTHON:-python3}"

if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Benchdog needs Python 3.11 or newer; $PYTHON is $("$PYTHON" --version 2>&1 || echo missing)." >&2
  exit 1
fi

if [ ! -x .venv/bin/pip ]; then
  rm -rf .venv
  # Debian ships venv without ensurepip unless python3-venv is installed.
  if ! "$PYTHON" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" != 0 ]; then
      echo "Python's venv module is incomplete here. Run: sudo apt-get install python3-venv" >&2
      exit 1
    fi
    echo "Installing python3-venv with apt-get"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
  fi
  "$PYTHON" -m venv .venv
fi

.venv/bin/pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"
export VIRTUAL_ENV="$PWD/.venv"
# Compiled now, and not at every start where the environment forbids Python to keep what it compiles.
.venv/bin/uv pip sync --quiet --compile-bytecode --require-hashes requirements.lock
.venv/bin/uv pip install --quiet --no-deps --editable .
