# Benchdog's commands. `make help` lists them. Everything is installed into this folder (.venv, node_modules),
# except Chromium for the tests, which comes from apt where you are root and no Chrome is installed.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

DATA ?= .benchdog
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 1
STREAMLIT_PORT ?= 8501

PYTHON := .venv/bin/python
# Half of the time a test waits, for a disk, a page or a process that it started; more at once would wait for each other.
TESTS_AT_ONCE := $(shell echo $$(( $$(nproc) < 4 ? $$(nproc) + 1 : 4 )))
PYTEST := $(PYTHON) -m pytest -n $(TESTS_AT_ONCE) --dist worksteal
# Those that BENCHDOG_TEST_… tells how often to repeat themselves.
REPEATED_TESTS := tests/recovery tests/hostile tests/contract/stores tests/unit/embedded_cosmos/test_pushdown.py
TOOLS := frontend/tools/node_modules/.bin
APPLICATION := backend/benchdog/static/index.html
APPLICATION_SOURCES := $(shell find frontend/src frontend/index.html frontend/public -type f 2>/dev/null) \
	frontend/vite.config.ts frontend/tsconfig.json
export PATH := $(CURDIR)/frontend/node_modules/.bin:$(PATH)
# Containers often set this; then each of the hundred processes of the tests compiles every library again.
export PYTHONDONTWRITEBYTECODE :=

say = @printf '\033[1m▸ %s\033[0m\n'

.PHONY: help run streamlit test test-workers test-faults test-sdk setup build check check-python check-browser format generate bench compare-hashes test-python test-browser-units screenshots clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## install what is missing, build the application, start it at http://127.0.0.1:8000
	@$(MAKE) --jobs 2 --silent .venv/.ready $(APPLICATION)
	$(say) "Starting Benchdog at http://$(HOST):$(PORT) (data in $(DATA), Ctrl+C stops)"
	@exec .venv/bin/benchdog serve --host $(HOST) --port $(PORT) --data $(DATA) --workers $(WORKERS)

streamlit: .venv/.ready $(APPLICATION) ## start the service and the Streamlit example beside it, at http://127.0.0.1:8501
	$(say) "Starting Benchdog at port $(PORT) and the Streamlit example at port $(STREAMLIT_PORT)"
	@PORT=$(PORT) DATA=$(DATA) STREAMLIT_PORT=$(STREAMLIT_PORT) scripts/run_streamlit.sh

test: ## install what is missing, then check and run every test
	@$(MAKE) --jobs 3 --silent setup
	@$(MAKE) check test-browser-units test-python

test-browser-units: frontend/node_modules/.ready ## TypeScript tests (vitest)
	$(say) "TypeScript tests"
	@cd frontend && vitest run

test-python: .venv/.ready $(APPLICATION) .cache/chromium ## Python tests, the real service and the browser included
	$(say) "Python tests, with the real service and the browser"
	@CHROMIUM="$$(cat .cache/chromium)" $(PYTEST)

test-workers: .venv/.ready $(APPLICATION) .cache/chromium ## sessions, snapshots, idempotency keys and the browser again, on two workers and one folder
	$(say) "Sessions, snapshots, idempotency keys and the browser on two worker processes"
	@CHROMIUM="$$(cat .cache/chromium)" BENCHDOG_TEST_WORKERS=2 $(PYTHON) -m pytest tests/integration/test_sessions.py tests/integration/test_snapshots.py tests/integration/test_idempotency.py tests/end_to_end

test-faults: .venv/.ready $(APPLICATION) .cache/chromium ## every fault: 200 kills, 1,000 power cuts, every lost call, four databases, more fuzzing, and all that is slow
	$(say) "Kills, lost calls, hostile requests and failing saves, all of them"
	@BENCHDOG_TEST_KILLS=200 BENCHDOG_TEST_POWER_CUTS=1000 BENCHDOG_TEST_LOSSES=all BENCHDOG_TEST_DATABASES=all \
		BENCHDOG_TEST_FUZZ=200 BENCHDOG_TEST_PREDICATES=20000 $(PYTEST) --timeout 1800 -m "" $(REPEATED_TESTS)
	@CHROMIUM="$$(cat .cache/chromium)" $(PYTEST) --timeout 1800 -m slow $(addprefix --ignore=,$(REPEATED_TESTS))

test-sdk: .venv/.ready ## Microsoft's own tests of the Cosmos SDK against `benchdog emulator` (downloads them, about seven minutes)
	$(say) "Tests of the azure-cosmos SDK against the embedded engine"
	@$(PYTHON) -m scripts.sdk_suite

setup: .venv/.ready frontend/node_modules/.ready frontend/tools/node_modules/.ready .cache/chromium ## install only

build: $(APPLICATION) ## build the browser application into the Python package

check: ## format, lint, types, import contracts, dead code, generated files
	@$(MAKE) --jobs 3 --silent .venv/.ready frontend/node_modules/.ready frontend/tools/node_modules/.ready
	@$(MAKE) --jobs 2 --output-sync=target check-python check-browser
	$(say) "Generated files"
	@$(PYTHON) scripts/generate.py --check
	@$(PYTHON) scripts/check_rules.py
	@scripts/check_compose.sh

check-python: .venv/.ready
	$(say) "Python: format, lint, types, imports, dead code"
	@.venv/bin/ruff format --check --quiet backend tests scripts frontend/streamlit_app
	@.venv/bin/ruff check --quiet backend tests scripts frontend/streamlit_app
	@.venv/bin/mypy --no-error-summary
	@.venv/bin/lint-imports --no-logo | tail -n 1
	@.venv/bin/vulture

check-browser: frontend/node_modules/.ready frontend/tools/node_modules/.ready
	$(say) "TypeScript: format, lint, types, imports"
	@cd frontend && prettier --check --log-level warn .
	@cd frontend && tools/node_modules/.bin/oxlint --config .oxlintrc.json --quiet src
	@cd frontend && tsc --build
	@scripts/check_imports.sh

format: .venv/.ready frontend/node_modules/.ready ## write every file in the one format
	@.venv/bin/ruff format --quiet backend tests scripts frontend/streamlit_app
	@.venv/bin/ruff check --quiet --fix backend tests scripts frontend/streamlit_app
	@cd frontend && prettier --write --log-level warn .

generate: .venv/.ready frontend/tools/node_modules/.ready ## write the OpenAPI document, the error list and the client types
	@$(PYTHON) scripts/generate.py

bench: .venv/.ready $(APPLICATION) .cache/chromium ## measure the service against the floor, as ratios in one run, and the browser
	@CHROMIUM="$$(cat .cache/chromium)" $(PYTHON) -m scripts.bench

compare-hashes: .venv/.ready frontend/node_modules/.ready ## hash 100,000 random documents in Python and in TypeScript
	@$(PYTHON) -m scripts.compare_hashes

screenshots: .venv/.ready $(APPLICATION) .cache/chromium ## write docs/screenshots/
	@CHROMIUM="$$(cat .cache/chromium)" $(PYTHON) -m scripts.screenshots

clean: ## remove what was installed and built; your data in .benchdog stays
	rm -rf .venv .cache dist backend/benchdog/static frontend/node_modules frontend/tools/node_modules

.venv/.ready: requirements.lock pyproject.toml scripts/setup_python.sh
	$(say) "Installing the Python packages of requirements.lock into .venv"
	@scripts/setup_python.sh
	@touch $@

frontend/node_modules/.ready: frontend/package.json frontend/package-lock.json
	$(say) "Installing the packages of frontend/package-lock.json"
	@cd frontend && npm ci --no-audit --no-fund --loglevel error
	@touch $@

# Apart from the application, because their own locks cannot be written for every platform: docs/decisions/0004.
frontend/tools/node_modules/.ready: frontend/tools/package.json
	$(say) "Installing the linters and generators of frontend/tools"
	@cd frontend/tools && npm install --no-package-lock --no-audit --no-fund --loglevel error
	@touch $@

$(APPLICATION): frontend/node_modules/.ready $(APPLICATION_SOURCES)
	$(say) "Building the browser application"
	@cd frontend && vite build --logLevel warn
	@touch $@

.cache/chromium: scripts/find_chromium.sh .venv/.ready
	@mkdir -p .cache
	@scripts/find_chromium.sh > $@
	$(say) "Browser for the tests: $$(cat .cache/chromium)"
