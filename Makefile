# Everything the repository can do for you, one target each. `make` lists them.
SHELL := /bin/bash
.NOTPARALLEL:
.DEFAULT_GOAL := help

HOST ?= 127.0.0.1
PORT ?= 8000
# A server on which the tests may create and drop databases of their own.
TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
PYTHON ?= python3
PYTEST_ARGS ?=
export HOST PORT

RUN := .venv/bin/python
PYTEST := $(RUN) -m pytest $(PYTEST_ARGS)
PIP := $(RUN) -m pip --disable-pip-version-check --quiet
CODE := cms home search reviewmech
HTML_CHECKER := vnu-jar@26.9.27

.PHONY: help
help:  ## list the targets
	@echo "make TARGET, with TARGET one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-18s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "Variables: HOST and PORT for demo, TEST_DATABASE_URL for test-postgres, PYTEST_ARGS, PYTHON."

# --- The environment: .venv, renewed when the pinned requirements change ---------------------------------------

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Python 3.11 or newer is needed, and $(PYTHON) is not. Name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	    echo "$(PYTHON) could not make .venv. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/requirements: .venv/made requirements.txt
	@echo "Installing what the site needs into .venv ..."
	@$(PIP) install --requirement requirements.txt
	@touch $@

.venv/requirements-dev: .venv/requirements requirements-dev.txt
	@echo "Installing what the tests and checks need into .venv ..."
	@$(PIP) install --requirement requirements-dev.txt
	@touch $@

# --- The demo --------------------------------------------------------------------------------------------------

define PORT_CHECK
import os, socket, sys
host, port = os.environ["HOST"], os.environ["PORT"]
try:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    socket.create_server((host, int(port)), family=family).close()
except (OSError, OverflowError, ValueError) as error:
    reason = str(getattr(error, "strerror", None) or error).partition(" (")[0]
    sys.exit(f"Cannot serve on {host} port {port}: {reason}. Choose another one, as in: make demo PORT=8001")
endef
export PORT_CHECK

.PHONY: port-is-free
port-is-free:
	@$(PYTHON) -c "$$PORT_CHECK"

var/demo/secret-key:
	@mkdir -p var/demo
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))' > $@

.PHONY: demo
demo: export DJANGO_SETTINGS_MODULE = cms.settings.demo
demo: export WAGTAILADMIN_BASE_URL ?= http://$(HOST):$(PORT)
demo: port-is-free .venv/requirements var/demo/secret-key  ## serve the site with demo content and accounts
	@export SECRET_KEY="$$(cat var/demo/secret-key)" && \
	$(RUN) manage.py prepare_demo && \
	exec $(RUN) -m gunicorn --config python:cms.gunicorn

# --- Tests -----------------------------------------------------------------------------------------------------

.PHONY: test
test: .venv/requirements-dev  ## run the tests on SQLite
	@env -u DATABASE_URL $(PYTEST) -n auto -m "not browser"

.PHONY: test-postgres
test-postgres: .venv/requirements-dev  ## run the same tests on PostgreSQL (TEST_DATABASE_URL)
	@DATABASE_URL="$(TEST_DATABASE_URL)" $(PYTEST) -n auto -m "not browser"

.PHONY: test-browser
test-browser: .venv/requirements-dev  ## run the browser tests in Chromium
	@$(PYTEST) -n auto --dist loadgroup -m browser tests/browser

.PHONY: test-browser-all
test-browser-all: .venv/requirements-dev  ## the browser tests on every page, language, width and colour scheme
	@$(PYTEST) -n auto --dist loadgroup -m browser tests/browser --full-matrix

.PHONY: benchmark
benchmark: .venv/requirements-dev  ## how long draws of lots take; how much slower pages are with very many comments
	@$(RUN) -m tests.benchmarks.lots
	@env -u DATABASE_URL $(RUN) -m tests.benchmarks.many_comments
	@DATABASE_URL="$(TEST_DATABASE_URL)" $(RUN) -m tests.benchmarks.many_comments

.PHONY: html-checker
html-checker: node_modules/vnu-jar  ## install the Nu HTML Checker, which the browser tests use

node_modules/vnu-jar:
	@npm install --no-save --no-package-lock --no-audit --no-fund --loglevel=error $(HTML_CHECKER)
	@touch $@

# --- Checks ----------------------------------------------------------------------------------------------------

.PHONY: check
check: export DJANGO_SETTINGS_MODULE = cms.settings.test
check: .venv/requirements-dev  ## lint, format, imports, types, migrations, translations, deployment settings
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m djlint --quiet --lint $(CODE)
	.venv/bin/lint-imports --no-logo
	$(RUN) -m mypy
	DATABASE_URL=sqlite://:memory: $(RUN) manage.py makemigrations --check --dry-run
	$(RUN) manage.py check_messages
	set -a && . .ci/production.env && $(RUN) manage.py check --deploy --fail-level WARNING

.PHONY: format
format: .venv/requirements-dev  ## put the code into its standard format
	@$(RUN) -m ruff check --fix-only --quiet .
	@$(RUN) -m ruff format .

# --- Files made from others ------------------------------------------------------------------------------------

.PHONY: messages
messages: export DJANGO_SETTINGS_MODULE = cms.settings.test
messages: .venv/requirements-dev  ## collect the interface's words into locale/ and compile what is translated
	@$(RUN) manage.py makemessages --verbosity 0
	@$(RUN) manage.py compilemessages --verbosity 0 --ignore .venv --ignore node_modules

.PHONY: requirements
requirements: export CUSTOM_COMPILE_COMMAND = make requirements
requirements: .venv/requirements-dev  ## pin the newest versions that requirements.in and requirements-dev.in allow
	@for name in requirements requirements-dev; do \
	    $(RUN) -m piptools compile --quiet --upgrade --strip-extras --annotation-style line \
	        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	        --output-file $$name.txt $$name.in || exit 1; \
	done
