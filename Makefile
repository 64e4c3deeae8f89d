# Everything a newcomer types; `make help` lists it. BOARD_* settings pass through to the board.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

lock:  ## bring the lock files up to the newest versions pyproject.toml allows
	uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
	  --python-version 3.11 --extra install pyproject.toml -o requirements.lock
	uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
	  --python-version 3.11 --extra install --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock
