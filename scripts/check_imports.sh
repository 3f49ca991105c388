#!/usr/bin/env bash
# Imports in the browser's code point down only. dependency-cruiser needs its own TypeScript (below 7), so it
# runs from frontend/tools; it passes silently where it finds nothing to look at, so we count.
set -euo pipefail
cd "$(dirname "$0")/../frontend"

report=$(tools/node_modules/.bin/depcruise --config .dependency-cruiser.cjs --output-type err-long src) || {
  echo "$report"
  exit 1
}
modules=$(grep -oE '[0-9]+ modules' <<<"$report" | head -n 1 | cut -d ' ' -f 1)
files=$(find src -name '*.ts' -o -name '*.tsx' | wc -l)
if [ "${modules:-0}" -lt "$files" ]; then
  echo "dependency-cruiser looked at ${modules:-0} modules, but there are $files source files." >&2
  exit 1
fi
