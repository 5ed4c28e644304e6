# Daftar. `make help` lists what there is. Everything goes into .venv/ and build/.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
DEVELOP := $(PYTHON) installers/develop.py

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

.PHONY: setup
setup: ## Make .venv/ with everything, the tests' and checkers' tools too
	@$(DEVELOP) setup --tools

.PHONY: demo
demo: ## The main job on real parts, centre killed and all (leaves build/demo/)
	@$(DEVELOP) demo

.PHONY: test
test: ## All tests, in parallel (under ten minutes on two cores)
	@$(DEVELOP) test

.PHONY: test-long
test-long: setup ## The tests with 200 kills and long random runs
	@DAFTAR_LONG=1 HYPOTHESIS_PROFILE=long $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --timeout 3600

.PHONY: lint
lint: setup ## Style, types, import rules, translations, definitions, tariffs, their page
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/pytest -q -p no:cacheprovider tests/ui/test_translations.py tests/cli/test_catalogue_page.py -k 'translations or up_to_date'
	@$(BIN)/daftar-central publish --check resources/catalogue/*.json resources/tariffs/*.json
	@$(BIN)/daftar-central publish --check resources/catalogue/*.json resources/tariffs/found/*.json

.PHONY: bench
bench: setup ## Speed as ratios to limits taken in the same run (writes build/bench.json)
	@$(BIN)/python -m bench

.PHONY: run
run: setup ## Open the window on this PC's own office
	@$(BIN)/daftar

.PHONY: screens
screens: setup ## Pictures of every page, both languages, light and dark (writes build/screens/)
	@$(BIN)/python tests/make_screens.py

.PHONY: translations
translations: setup ## Collect the window's texts into resources/translations/ and compile them
	@$(BIN)/python resources/translations/update.py

.PHONY: openapi
openapi: setup ## Write docs/openapi.json anew from the gateway
	@$(BIN)/python -m central.openapi

.PHONY: catalogue-docs
catalogue-docs: setup ## Write docs/catalogue.md anew from resources/
	@$(BIN)/python -m app.cli.catalogue_page

.PHONY: lock
lock: setup ## Pin the newest allowed requirements, with hashes
	@$(BIN)/pip install --quiet uv
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade -o requirements/run.txt
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links -c requirements/run.txt -o requirements/dev.txt

.PHONY: clean
clean: ## Remove what was built, and .venv/
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
