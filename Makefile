# Every command of the project. Needs git, make, a POSIX shell and Python 3.11 to 3.13; nothing else.

HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help serve test bench check format islands lock chronicle docs ready ready-dev clean

help: ## Show this list
	@echo "conflict-graph: make COMMAND"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F"|" '{ printf "%-12s %s\n", $$1, $$2 }'
	@echo
	@echo "Variables: HOST and PORT for serve ($(HOST):$(PORT)), ARGS for test and bench, PYTHON for the first run."

serve: ready ## Serve the shipped data on http://HOST:PORT (default 127.0.0.1:8000)
	@exec $(BIN)/conflict-graph serve --host "$(HOST)" --port "$(PORT)"

test: ready-dev ## Run every test, on all processors; ARGS="tests/unit -k dates" runs some
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder $(ARGS)

bench: ready-dev ## Measure cold start, import time and queries beside a named peer
	@$(BIN)/python benchmarks/run.py $(ARGS)
	@$(BIN)/python benchmarks/relate.py
	@$(BIN)/python benchmarks/store.py
	@$(BIN)/python benchmarks/search.py
	@$(BIN)/python benchmarks/graph_view.py
	@$(BIN)/python benchmarks/pages.py

check: ready-dev ## Lint, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python api/islands/build.py --check

format: ready-dev ## Format the code and mend what the linter can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

islands: ready-dev ## Build the scripts of the pages from api/islands (others call this by themselves)
	@$(BIN)/python api/islands/build.py

chronicle: ready-dev ## Compile the tables of data/chronicle to data/chronicle.ttl
	@$(BIN)/python scripts/chronicle.py

docs: ready-dev ## Write the generated reference pages, and the types of the islands, anew
	@$(BIN)/python scripts/reference.py
	@$(BIN)/python scripts/island_types.py

lock: ready-dev ## Resolve the dependencies anew into uv.lock
	@$(BIN)/uv lock --upgrade

ready: ## Prepare .venv for serving (others call this by themselves)
	@sh scripts/bootstrap.sh

ready-dev: ## Prepare .venv for tests and development
	@sh scripts/bootstrap.sh --dev

clean: ## Remove .venv and everything built
	@rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis api/islands/node_modules api/conflict_graph_api/static/islands
