#!/usr/bin/env bash
# Starts the service and, beside it, the Streamlit example; where one ends, both do.
set -euo pipefail
cd "$(dirname "$0")/.."

PORT="${PORT:-8000}"
STREAMLIT_PORT="${STREAMLIT_PORT:-8501}"
# One name for both, so that the browser sends the cookie of the sign-in to both.
ADDRESS=127.0.0.1
export BENCHDOG_URL="http://$ADDRESS:$PORT" BENCHDOG_APP=example

trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
.venv/bin/benchdog serve --host "$ADDRESS" --port "$PORT" --data "${DATA:-.benchdog}" &
streamlit="$PWD/.venv/bin/streamlit"
(cd frontend/streamlit_app && exec "$streamlit" run app.py --server.address "$ADDRESS" --server.port "$STREAMLIT_PORT") &
echo "Sign in at $BENCHDOG_URL, then open http://$ADDRESS:$STREAMLIT_PORT (Ctrl+C stops both)"
wait -n
