#!/usr/bin/env bash
# Prints the path of a Chromium that tests can start; installs one where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."

find_installed() {
  if [ -n "${CHROMIUM:-}" ] && [ -x "${CHROMIUM}" ]; then
    echo "$CHROMIUM"
    return
  fi
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
    if command -v "$name" >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  return 1
}

find_installed && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium with apt-get" >&2
  apt-get update -qq >&2
  apt-get install -y -qq --no-install-recommends chromium >&2
  find_installed && exit 0
fi

echo "Installing Playwright's own Chromium" >&2
.venv/bin/python -m playwright install chromium >&2
.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
'
