# Everything that is done to this project has a target here: `make help` lists them.
# Paths are relative throughout, so that the folder's own name may hold spaces.

SETUP := sh scripts/setup.sh
BIN := .venv/bin
UV := .venv-tools/bin/uv

.DEFAULT_GOAL := help
.PHONY: help setup editions test lint format bench clean distclean ready-python ready-editions ready-tests

# Deleting and making side by side has no sensible order.
ifneq (,$(filter clean distclean,$(MAKECMDGOALS)))
.NOTPARALLEL:
endif

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## installs what is missing, nothing else (PYTHON=… chooses the Python, 3.11 or newer)
	@$(SETUP) editions

editions: ready-editions ## makes the PDF editions of this project's articles, in build/
	$(BIN)/bilingual build

test: ready-tests ## runs the tests (one file: make test ARGS=tests/test_x.py)
	$(BIN)/python -m pytest $(ARGS)

lint: ready-python ## checks style, types, catalogs and uv.lock; changes nothing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy --strict src
	$(BIN)/bilingual sync --check --quiet
	@# The lock names the public index; whether it fits pyproject.toml can be said without any.
	@echo '$(UV) lock --check'
	@env -u UV_DEFAULT_INDEX -u UV_INDEX_URL $(UV) lock --check --offline --quiet || \
		{ echo 'uv.lock does not fit pyproject.toml: run $(UV) lock'; exit 1; }

format: ready-python ## puts the code in order: ruff's fixes and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: ready-editions ## runs every script in benchmarks/, beside the peers that can be installed
	@$(UV) pip install --quiet --python $(BIN)/python -r benchmarks/peers.txt || echo 'some peers could not be installed'
	@set -e; for script in benchmarks/*.py; do \
		[ -e "$$script" ] || { echo 'no scripts in benchmarks/'; break; }; \
		echo "== $$script"; $(BIN)/python "$$script"; \
	done

clean: ## deletes editions, built packages and caches
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -path ./.git -prune -o -path ./.venv -prune -o -path ./.venv-tools -prune -o \
		-type d -name __pycache__ -exec rm -rf {} +

distclean: clean ## deletes the environments too: the next call sets up anew
	rm -rf .venv .venv-tools .venv-tools.new .cache

ready-python ready-editions ready-tests: ready-%:
	@$(SETUP) -q $*
