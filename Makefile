# make demo: try it. make test: test it. Nothing else has to be installed first but Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := src/frontdesk/static/.built
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
NPM := $(BIN)/python scripts/npm.py
NO_VENV := No virtual environment could be made. Next: install Python's venv (Debian: apt install python3-venv), then again.
NO_PACKAGES := Python's packages could not be fetched. Next: check the network, or pip's index (pip config list), then again.
NO_NPM := The widget's packages could not be fetched. Next: check the network, or npm's registry (npm config get registry), then again.
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*')

# What is compiled is kept: else each process of a test run compiles all of it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo check fix test docs bench faults pin

demo: $(VENV)/.core $(WEB) $(VENV)/.embeddings
	@$(BIN)/frontdesk demo

setup: $(VENV)/.dev $(WEB)

$(VENV)/bin/python:
	@$(PYTHON) scripts/oldest.py || { echo "  Next: make demo PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "$(NO_VENV)" >&2; exit 1; }

$(VENV)/.core: $(VENV)/bin/python constraints/core.txt
	@echo "Installing what the desk needs into $(VENV) ..."
	@$(PIP) --require-hashes -r constraints/core.txt || { echo "$(NO_PACKAGES)" >&2; exit 1; }
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.core constraints/dev.txt
	@echo "Installing what developing needs ..."
	@$(PIP) --require-hashes -r constraints/dev.txt || { echo "$(NO_PACKAGES)" >&2; exit 1; }
	@touch $@

# Without a network it is tried again next time; the desk then searches by words alone.
$(VENV)/.embeddings: $(VENV)/.core
	@$(BIN)/frontdesk embeddings install && touch $@ || echo "  Going on without it."

$(WEB): $(VENV)/.core $(WEB_SOURCES)
	@echo "Building the chat widget ..."
	@$(NPM) ci --no-audit --no-fund --no-progress --loglevel=error || { echo "$(NO_NPM)" >&2; exit 1; }
	@$(NPM) run --silent build
	@touch $@

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/python scripts/npm.py run --silent check
	$(BIN)/python scripts/npm.py exec --offline -- pyright --project ..
	$(BIN)/python scripts/npm.py run --silent size
	$(BIN)/pytest -q -p no:randomly tests/test_shape.py tests/test_docs.py

fix: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: setup $(VENV)/.embeddings
	@bash scripts/browser.sh
	$(BIN)/python scripts/npm.py run --silent test
	$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder || $(BIN)/python -m scripts.again $$?

docs: setup
	$(BIN)/python -m scripts.reference
	$(BIN)/python -m scripts.unconfirmed
	$(BIN)/python -m scripts.trace
	$(BIN)/python -m scripts.screenshot

bench: setup $(VENV)/.embeddings
	$(BIN)/python -m bench

faults: setup
	$(BIN)/pytest tests/faults --soak
	$(BIN)/python -m tests.faults.bars --controls --small
	$(BIN)/python -m tests.faults.bars

pin: $(VENV)/.dev
	bash scripts/pin.sh
