# Suyuan (溯源): each target makes what it needs first; `make help` lists them.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check
PARALLEL := -n 2 --dist loadfile
CODE := pipelines schemas tests $(wildcard benchmarks)

export DAGSTER_HOME := $(CURDIR)/.dagster
export DAGSTER_DISABLE_TELEMETRY := 1

.DEFAULT_GOAL := help
.PHONY: help run ui test test-rest test-all lint format fuzz bench validate browser-tools lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.runtime ## read seeds/, publish warehouse/warehouse.duckdb, print the summary
	@$(BIN)/suyuan run

validate: $(VENV)/.runtime ## audit the published warehouse again
	@$(BIN)/suyuan validate

ui: $(VENV)/.runtime ## open the Dagster UI at http://127.0.0.1:3000
	@$(BIN)/suyuan ui

test: $(VENV)/.develop ## the quick tests: no browser, no network
	$(BIN)/pytest $(PARALLEL) -m "not slow and not browser and not faults"

test-rest: $(VENV)/.develop browser-tools # what `make test` leaves out
	$(BIN)/pytest -m "slow or browser or faults"

test-all: test test-rest ## every test; as root it installs chromium and a Chinese font first

lint: $(VENV)/.develop ## style, types, the import contract
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.develop ## lay the code out
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

fuzz: $(VENV)/.develop ## throw mutated bytes, archives, pages and strings at the readers and the grammar for a long time
	@for f in $(wildcard tests/*/fuzz.py); do echo "$$f"; $(BIN)/python "$$f" || exit 1; done

bench: $(VENV)/.develop ## measure the speed of each stage
	@for f in $(wildcard benchmarks/bench_*.py); do echo "$$f"; $(BIN)/python "$$f" || exit 1; done

clean: ## remove what runs have made (not the virtual environment, never seeds/)
	rm -rf warehouse/chunks warehouse/releases warehouse/staging warehouse/evidence warehouse/warehouse.duckdb* .dagster

# ---------------------------------------------------------------------------------------------------- what is needed

# The stamps say which lock file the environment was made from: a second call installs nothing.
$(VENV)/.runtime: requirements.lock | $(VENV)/bin/python
	@echo "installing what requirements.lock lists into $(VENV) …"
	@$(PIP) -r requirements.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/.develop: requirements-dev.lock $(VENV)/.runtime
	@echo "installing what requirements-dev.lock lists into $(VENV) …"
	@$(PIP) -r requirements-dev.lock
	@touch $@

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { \
		echo "Python 3.11 or newer with venv is needed (Debian: apt-get install python3-venv), or name one: make PYTHON=…"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Debian's chromium draws the UI in the browser tests; without the font Chinese is empty boxes.
browser-tools:
	@if command -v chromium >/dev/null && fc-list 2>/dev/null | grep -q wqy; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			chromium fonts-wqy-microhei fontconfig >/dev/null; \
	else echo "no chromium or no Chinese font: the browser tests will say so and skip"; fi

# Resolves pyproject.toml anew in an empty environment and writes down what it got: names and versions only.
lock:
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet "setuptools>=77"
	build/lock/bin/python -m pip install --quiet --no-build-isolation .
	{ echo "# What the pipeline runs on, to the version: made by \`make lock\` from pyproject.toml."; \
		build/lock/bin/python -m pip freeze --all | grep '==' | grep -viE '^(pip|wheel|suyuan)=='; } > requirements.lock
	build/lock/bin/python -m pip install --quiet "pip>=25.1" && build/lock/bin/python -m pip install --quiet --group dev
	{ echo "# What tests and checks need besides requirements.lock: made by \`make lock\` from pyproject.toml."; \
		echo "-r requirements.lock"; \
		build/lock/bin/python -m pip freeze --all | grep '==' | grep -viE '^(pip|wheel|suyuan)==' \
			| grep -vxFf requirements.lock; } > requirements-dev.lock
