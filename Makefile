# Everything a person or CI does. The environment is made on first use and again when a lock file changes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Compiled once, our files need not be compiled anew in every process that a test starts.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test quick coverage mutants check format bench soak lock wheel sbom clean

run: $(VENV)/.model
	$(BIN)/python -m bot run

test: check $(VENV)/.browser
	$(BIN)/python -m bot seeds check
	$(PYTEST)

# A worker a core; whoever is through takes over from the other.
PYTEST := $(BIN)/python -m pytest -n logical --dist worksteal

# For the inner loop: the quick tests on SQLite; ends at the first failure, begins with the last ones.
quick: $(VENV)/.dev
	$(PYTEST) -m "not slow and not postgresql" -x --failed-first

coverage: $(VENV)/.dev $(VENV)/.browser
	$(PYTEST) --cov --cov-report=term

# Changes the program in small ways, one at a time, and lists the changes that no test notices.
mutants: $(VENV)/.dev
	$(BIN)/python -m tests.mutants $(ONLY)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.bench $(VENV)/.browser $(VENV)/.wrk
	$(BIN)/python -m tests.benchmarks

# The worst days, on the program as it ships; as root it fills a disk of its own too.
soak: $(VENV)/.bench $(VENV)/.model
	$(BIN)/python -m tests.soak $(ONLY)

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

# The model of the shipped phrases, so that no start need fit it; it is fitted where something of what makes it is newer.
$(VENV)/.model: $(VENV)/.run $(wildcard seeds/*.* seeds/*/*.* bot/understanding/*.py)
	$(BIN)/python -m bot seeds fit
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
	$(UV_COMPILE) --extra dev --extra fit --extra otel -c requirements.lock -o requirements-dev.lock
	$(UV_COMPILE) --extra dev --extra fit --extra otel --extra e5 --extra bench -c requirements-dev.lock -o requirements-bench.lock

# What `pip install` takes elsewhere, in dist/, with the fitted model in it.
wheel: $(VENV)/.model
	$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps --wheel-dir dist .

# What the program is made of, for whoever must answer for it (CycloneDX). Needs uv on the path.
sbom:
	mkdir -p dist
	uv tool run --from cyclonedx-bom cyclonedx-py requirements requirements.lock --of JSON -o dist/sbom.json

clean:
	rm -rf $(VENV) build dist seeds/fitted *.egg-info .coverage*
