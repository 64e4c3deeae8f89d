# Everything one types here; `make help` lists it. BOARD_* settings pass through to the board.
PYTHON ?= python3
BIN := .venv/bin
BOARD := $(BIN)/board
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV := uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
      --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --extra install
# What `make test-fast` leaves out besides PostgreSQL: a browser, servers, commands, pictures,
# and the long ways through every address, form, door and outlet.
SLOW := browser cli live photos trouble unsent \
        $(addprefix test_, $(addsuffix .py, crawl doors forms hidden outlets routes))
# What many processes read is compiled once, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
.PHONY: help demo run install test test-fast trials bench check words format lock

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*  ## /  make \1\t/p' Makefile | expand -t 20

demo: install  ## try it: a made-up neighbourhood at http://127.0.0.1:8000
	@$(BOARD) init
	@$(BOARD) demo --if-empty
	@$(BOARD) serve

run: install  ## the same on your own data; the first visit makes the first operator
	@$(BOARD) init
	@$(BOARD) serve

install: .venv/.installed  ## the environment in .venv, with the `board` command

.venv/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one with make PYTHON=...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the board needs (once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.tested: .venv/.installed tests/requirements.lock
	@echo "Installing what the tests need (once) ..."
	@$(PIP) install --require-hashes -r tests/requirements.lock
	@touch $@

test: .venv/.tested  ## every test, on SQLite and on a real PostgreSQL, in a real browser
	@$(BIN)/python -m tests.browser.find
	@$(BIN)/python -m pytest

test-fast: .venv/.tested  ## for daily work: each feature on SQLite; no browser, servers, commands, pictures, sweeps
	@$(BIN)/python -m pytest -k "not postgresql" $(SLOW:%=--ignore=tests/%)

trials: .venv/.tested  ## long runs of kills, races, failing disks and databases, hostile clients, seasons
	@BOARD_TRIALS=$${BOARD_TRIALS:-10} $(BIN)/python -m pytest -n 0 -m trial

bench: .venv/.tested  ## measure: pages, writes and live streams beside a plain page and a bare Flask view
	@$(BIN)/python -m tests.bench

check: .venv/.tested  ## format, lint, types, and a wheel that serves from a clean environment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m tests.wheel

words: .venv/.tested  ## take new sentences into the catalogues of languages, say how many are missing
	@$(BIN)/python -m tests.catalogues $(LANGUAGE)

dist: .venv/.tested  ## the wheel, the source, a list of all that goes along, and their sums, in dist/
	@rm -rf dist
	$(BIN)/hatchling build
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --output-file dist/parts.cdx.json
	@cd dist && sha256sum * | tee SHA256SUMS

image: .venv/.tested  ## the container, built and tried (needs podman or docker)
	@$(BIN)/python -m tests.image

format: .venv/.tested  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## bring the lock files up to the newest versions pyproject.toml allows (needs uv)
	$(UV) pyproject.toml -o requirements.lock
	$(UV) --extra s3 --extra watch --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock
