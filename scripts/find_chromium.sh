#!/usr/bin/env bash
# Prints the path of a Chromium that tests can start; installs one where there is none. The headless shell is the same
# browser without windows of its own, and half the work for the processor: it is taken where there is one.
set -euo pipefail
cd "$(dirname "$0")/.."

find_installed() {
  if [ -n "${CHROMIUM:-}" ] && [ -x "${CHROMIUM}" ]; then
    echo "$CHROMIUM"
    return
  fi
  local name
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome; do
    if command -v "$name" >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  return 1
}

install_with_apt() {
  local package
  for package in chromium-headless-shell chromium; do # Debian 11 has no package of the shell
    if apt-get install -y -qq --no-install-recommends "$package" >&2; then return; fi
  done
  return 1
}

find_playwrights() {
  local folder
  folder=$(.venv/bin/python -m playwright install --dry-run --only-shell chromium |
    sed -n 's/^ *Install location: *//p' | grep headless_shell)
  find "$folder" \( -name chrome-headless-shell -o -name headless_shell \) -executable 2>/dev/null | grep -m 1 . ||
    .venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
'
}

find_installed && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium with apt-get" >&2
  apt-get update -qq >&2
  install_with_apt
  find_installed && exit 0
fi

echo "Installing Playwright's own Chromium" >&2
.venv/bin/python -m playwright install chromium >&2
find_playwrights
