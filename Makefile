# Everything a person or CI does. The environment is made on first use and again when a lock file changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check format bench lock clean

run: $(VENV)/.run
	$(BIN)/python -m bot run

test: check $(VENV)/.browser
	$(BIN)/python -m bot seeds check
	$(BIN)/python -m pytest

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.bench $(VENV)/.browser $(VENV)/.wrk
	$(BIN)/python -m tests.benchmarks

# Debian ships venv in a package of its own; as root it is installed, otherwise the command is named.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (found: $$($(PYTHON) --version 2>&1))."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -q && apt-get install -y -q python3-venv; } \
		|| { echo "Python's venv is missing. Run: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# The tests of the page need a browser and a font with Chinese characters; wrk, for the bench, loads the server.
APT_INSTALL := apt-get install -y -q --no-install-recommends
INSTALL = { [ "$$(id -u)" = 0 ] && apt-get update -q && $(APT_INSTALL) $(1); } \
	|| { sudo -n apt-get update -q 2>/dev/null && sudo -n $(APT_INSTALL) $(1); } \
	|| { echo "Missing: $(1). Run: sudo apt-get install $(1)"; exit 1; }
$(VENV)/.browser: $(BIN)/python
	@{ command -v chromium >/dev/null && fc-list :lang=zh | grep -q .; } || $(call INSTALL,chromium fonts-wqy-microhei fontconfig)
	@touch $@

$(VENV)/.wrk: $(BIN)/python
	@command -v wrk >/dev/null || $(call INSTALL,wrk)
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements-bench.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# Needs uv on the path (a developer's tool, not needed to run or test).
UV_COMPILE := uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header -q
lock:
	$(UV_COMPILE) -o requirements.lock
	$(UV_COMPILE) --extra dev -c requirements.lock -o requirements-dev.lock
	$(UV_COMPILE) --extra dev --extra e5 --extra bench -c requirements-dev.lock -o requirements-bench.lock

clean:
	rm -rf $(VENV) build dist *.egg-info
