#!/usr/bin/env bash
# docker-compose.yml is well-formed; needs only the Docker client, and says so where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."

if docker compose version >/dev/null 2>&1; then
  docker compose config --quiet
elif command -v docker-compose >/dev/null 2>&1; then
  docker-compose config --quiet
else
  echo "Docker Compose is not installed here: docker-compose.yml was not checked"
fi
