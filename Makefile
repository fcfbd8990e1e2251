# make demo: try it. make test: test it. Nothing else has to be installed first but Python 3.11+.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := src/frontdesk/static/.built
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*')

.PHONY: setup demo check fix test docs bench faults pin

demo: $(VENV)/.core $(WEB) $(VENV)/.embeddings
	@$(BIN)/frontdesk demo

setup: $(VENV)/.dev $(WEB)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: $(VENV)/bin/python constraints/core.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints/core.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.core constraints/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints/dev.txt
	@touch $@

# Without a network it is tried again next time; the desk then searches by words alone.
$(VENV)/.embeddings: $(VENV)/.core
	@$(BIN)/frontdesk embeddings install && touch $@ || echo "  Going on without it."

$(WEB): $(VENV)/.core $(WEB_SOURCES)
	$(BIN)/python scripts/npm.py ci --no-audit --no-fund --loglevel=error
	$(BIN)/python scripts/npm.py run --silent build
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
	$(BIN)/pytest -n 2 --dist loadfile

docs: setup
	$(BIN)/python -m scripts.reference
	$(BIN)/python -m scripts.unconfirmed
	$(BIN)/python -m scripts.screenshot

bench: setup $(VENV)/.embeddings
	$(BIN)/python -m bench

faults: setup
	$(BIN)/pytest tests/faults --soak
	$(BIN)/python -m tests.faults.bars --controls --small
	$(BIN)/python -m tests.faults.bars

pin: $(VENV)/.dev
	bash scripts/pin.sh
