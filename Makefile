# `make demo` and `make test` are all that a fresh machine needs: Python 3.11, git, make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help install demo test check bench pictures faults train score wheel lock clean stop

help: ## what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## .venv with everything

# The lock holds versions and hashes; paper-kg itself is installed last, and builds its front-end bundles.
$(STAMP): requirements.txt pyproject.toml hatch_build.py $(wildcard kg/dashboard/frontend/package-lock.json kg/dashboard/frontend/src/*)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "paper-kg needs Python 3.11 or newer: set PYTHON=python3.11")'
	@start=$$(date +%s); \
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || exit 1; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements.txt && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable . && \
	touch $@ && echo "install: $$(( $$(date +%s) - start )) s"

demo: install ## the sample page as a graph, what services know of it, its measures, and the dashboard on it
	@start=$$(date +%s); $(BIN)/kg serve && echo "local Neo4j: $$(( $$(date +%s) - start )) s"
	@start=$$(date +%s); $(BIN)/kg build samples/daily_papers.txt --year 2026 && echo "build: $$(( $$(date +%s) - start )) s"
	@start=$$(date +%s); $(BIN)/kg enrich --within 3 && echo "enrich: $$(( $$(date +%s) - start )) s"
	@start=$$(date +%s); $(BIN)/kg analyse && echo "analyse: $$(( $$(date +%s) - start )) s"
	$(BIN)/kg dashboard --port $(PORT)

# Most tests wait for a server, a browser or a process: two go on at a time, each with a Neo4j of its own.
test: install ## the whole suite
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: install ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install ## speed and memory, as ratios
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m bench

pictures: install ## every page, light and dark, wide and narrow, in bench/out/pictures
	$(BIN)/python -m bench.pictures

# The corpora lie beside the project, in a folder that no user's machine has: SHARED=... names another.
SHARED ?= ../shared

faults: install ## the faults of a hard week, with counts
	$(BIN)/python -m bench.faults

train: install ## make the tagger again from the corpora (hours)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python -m training train --shared $(SHARED)

score: install ## every score that can be computed; fills the model card
	$(BIN)/python -m training score --shared $(SHARED)

wheel: ## build the wheel, and use it in an empty environment
	PYTHON=$(PYTHON) .ci/wheel

lock: install ## renew requirements.txt from pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host \
	  --no-emit-find-links --no-emit-options --no-header --extra dev --output-file requirements.txt pyproject.toml

stop: ## stop the local Neo4j
	$(BIN)/kg stop

clean: stop ## away with .venv (the graph and the fetched Neo4j stay)
	rm -rf $(VENV)
