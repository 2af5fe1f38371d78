# Two commands for everybody: `make demo` and `make test`. They need Python 3.11 or newer and make what they miss.

SHELL := /bin/bash
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v $$p; break; }; done)
BIN := .venv/bin
ROOT_APT = [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends

.DEFAULT_GOAL := help
.PHONY: help demo test check crash format messages bench docs lock screenshot tour fonts chromium $(RULES:%=check-%)

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

demo: .venv/run.stamp  ## an organisation with six weeks of history on http://localhost:8000
	EDGEWISE_HOME=$${EDGEWISE_HOME:-var/demo} $(BIN)/edgewise demo

test: check chromium  ## the rules, then every suite that this machine can run
	$(BIN)/python -m tests

RULES := types own migrations imports style layout templates
check: export EDGEWISE_HOME := var/check
check: export PYTHONDONTWRITEBYTECODE :=
check: .venv/dev.stamp  ## the rules: style, types, import order, templates, sizes, migrations, routes
	@mkdir -p $(EDGEWISE_HOME)
	@$(MAKE) --no-print-directory --keep-going --output-sync --jobs=2 $(RULES:%=check-%) && echo "Every rule holds."

check-style: ; $(BIN)/ruff check --quiet .
check-layout: ; $(BIN)/ruff format --check --quiet .
check-templates: ; $(BIN)/djade --check --target-version 5.2 $$(find src -path '*/templates/*' -name '*.html')
check-imports: ; $(BIN)/lint-imports 2>&1 | sed -n '/^Broken\|BROKEN\|^Contracts:\|->/p'; exit $${PIPESTATUS[0]}
check-migrations: ; $(BIN)/python manage.py makemigrations --check --dry-run
check-own: ; $(BIN)/python -m checks
check-types: ; $(BIN)/mypy

format: .venv/dev.stamp  ## lay the code out as `make check` wants it
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	-$(BIN)/djade --target-version 5.2 $$(find src -path "*/templates/*" -name "*.html")

messages: .venv/dev.stamp  ## the English catalogue, from every text that is marked for translation
	$(BIN)/python -m checks.texts

crash: .venv/dev.stamp  ## kill the server 200 times under load, on SQLite and, where it answers, on PostgreSQL
	CRASH_KILLS=$${CRASH_KILLS:-200} $(BIN)/pytest -q -o faulthandler_timeout=0 tests/crash
	@url=$$($(BIN)/python -c 'from tests import machine; print(machine.postgres_url() or "")'); \
	[ -z "$$url" ] || EDGEWISE_DATABASE_URL=$$url CRASH_KILLS=$${CRASH_KILLS:-200} $(BIN)/pytest -q -o faulthandler_timeout=0 tests/crash

bench: .venv/bench.stamp  ## every benchmark, with its table and ratio
	$(BIN)/python -m benchmarks

docs: .venv/dev.stamp  ## the documentation as HTML in var/docs; a broken link fails
	$(BIN)/zensical build --strict --clean

screenshot: .venv/dev.stamp chromium  ## docs/images/room.png, from a live room
	$(BIN)/python -m tests.e2e.screenshot

tour: .venv/dev.stamp chromium  ## docs/tour.md: pictures of the pages that people use most, from the demonstration
	$(BIN)/python -m tests.e2e.tour

fonts: | .venv/bin/python  ## the sans-serif of the pages, cut down from Source Sans 3
	[ -x $(BIN)/uv ] || $(BIN)/pip install --quiet uv
	$(BIN)/uv run --no-project fonts/sans.py

# The addresses of indexes stay out of the files: hashes say what a package must be, wherever it comes from.
LOCK := env -u UV_DEFAULT_INDEX -u UV_INDEX -u UV_FIND_LINKS ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header
lock: | .venv/bin/python  ## pin what pyproject.toml asks for; LOCK_FLAGS=--upgrade takes the newest of everything
	[ -x $(BIN)/uv ] || $(BIN)/pip install --quiet uv
	cd requirements && $(LOCK) ../pyproject.toml build.in -o run.txt $(LOCK_FLAGS)
	cd requirements && $(LOCK) ../pyproject.toml build.in --extra dev -c run.txt -o dev.txt $(LOCK_FLAGS)
	cd requirements && $(LOCK) ../pyproject.toml build.in --extra dev --extra bench -c dev.txt -o bench.txt $(LOCK_FLAGS)

chromium:
	@for name in "$$EDGEWISE_CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
		command -v "$$name" >/dev/null && exit 0; done; \
	{ $(ROOT_APT) chromium >/dev/null 2>&1; } || echo "No Chromium and no root apt-get: the browser suite is left out."

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Edgewise needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || \
		{ $(ROOT_APT) python3-venv && rm -rf .venv && $(PYTHON) -m venv .venv; }

.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/bench.stamp: requirements/bench.txt | .venv/dev.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/dev.stamp: requirements/dev.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ .venv/run.stamp
