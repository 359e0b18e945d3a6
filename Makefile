# Two commands do everything: `make demo` and `make test`. Both build .venv when it is missing or stale.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint benchmark benchmark-batch train clean

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

demo: .venv/.installed
	$(BIN)/equipoise report labels/articles/text/two_neighbours.txt
	$(BIN)/equipoise report labels/articles/text/two_neighbours.txt --format html -o demo.html
	@echo "The same report as a page: demo.html"

test: .venv/.installed
	$(BIN)/ruff check src tests training
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: .venv/.installed
	$(BIN)/ruff check src tests training
	$(BIN)/mypy

train: .venv/.installed
	$(BIN)/equipoise train training/config.toml

benchmark: .venv/.installed
	$(BIN)/python training/benchmarks/stance.py

benchmark-batch: .venv/.installed
	$(BIN)/python training/benchmarks/batch.py

clean:
	rm -rf .venv build dist demo.html
