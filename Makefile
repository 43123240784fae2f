# Everything a newcomer, a developer or CI does with this project. `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# For commands that start Django but sign nothing that lasts.
ONE_TIME_KEY = $$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))")

.PHONY: help run test test-postgres check fix bench

help: ## list these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/make \1\t\2/p' Makefile | column -t -s $$'\t'

run: .venv/.installed .env staticfiles/staticfiles.json ## serve the site at http://127.0.0.1:8000 (PORT=8010 make run changes it)
	@$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py set_up_demonstration
	exec $(BIN)/python -m gunicorn --config python:asc_dashboard.gunicorn asc_dashboard.wsgi

test: .venv/.installed-dev ## run every test, those in a browser included
	@$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --ignore=tests/domain
	# Counting branches makes pages half as slow again, so only the core's own tests are counted: they must reach all of it.
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal tests/domain --cov --cov-report=term

test-postgres: .venv/.installed-dev ## run every test to which the database may matter on a PostgreSQL server of their own
	@$(BIN)/python -m tests.chromium
	# The core and the reading of files know no database (make check holds it), and benchmarks run on SQLite.
	bash tests/postgres.sh $(BIN)/python -m pytest --numprocesses auto --dist worksteal \
		--ignore=tests/domain --ignore=tests/importing --ignore=tests/benchmarks

check: .venv/.installed-dev ## look for mistakes; changes nothing
	@$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .cache/imports
	export SECRET_KEY=$(ONE_TIME_KEY) ENV_FILE=
	$(BIN)/python manage.py makemigrations --check --dry-run
	BEHIND_TLS=yes $(BIN)/python manage.py check --deploy --fail-level WARNING

fix: .venv/.installed-dev ## mend what ruff can mend
	@$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.installed-dev ## measure speed and memory
	@$(BIN)/python -m tests.benchmarks

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: PYTHON=python3.11 make run")'
	echo "Making the environment in .venv"
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing requirements.txt"
	$(INSTALL) -r requirements.txt
	touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	@echo "Installing requirements-dev.txt"
	$(INSTALL) -r requirements-dev.txt
	touch $@

# The secrets of this copy of the site; git ignores the file and only its owner may read it.
.env:
	@umask 077
	echo "SECRET_KEY=$(ONE_TIME_KEY)" > $@
	echo "Made .env with a new SECRET_KEY"

staticfiles/staticfiles.json: .venv/.installed asc_dashboard/finders.py $(shell find static -type f 2>/dev/null) | .env
	@echo "Collecting and compressing static files"
	$(BIN)/python manage.py collectstatic --no-input --verbosity 0
