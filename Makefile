# kg: everything that people run. `make demo` and `make test` set up a .venv of their own.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT ?= out
STANZA ?=
FROM ?=
MINUTES ?= 140
FUZZ ?= 60
LOAD ?= 30
ARTICLES ?= 200
QUADS ?= 10000 100000 1000000
LIMIT ?= 30
WHOLE ?= 100 300
GROWTH ?= 300 1500
PAGES ?= 20 300 1500
STANZA_DEFAULT ?=
DATA ?=
BENCH ?= bench.json

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Where the surroundings forbid it, each of the hundreds of commands of the tests would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo wheel test check format lint types bench soak train clean

demo: $(VENV)/.base
	$(BIN)/kg build seeds -o $(OUT)
	$(BIN)/kg query $(OUT) denials
	@echo "Open $(OUT)/graph.html in a browser."

# A wheel in dist/, with the SPARQL editor where npm can fetch it.
wheel: $(VENV)/.test
	@tools/fetch-editor || true
	$(BIN)/python -m build --wheel

test: $(VENV)/.test
	@tools/system-packages || true
	@tests/fetch-tools $(BIN)/python
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

check: $(VENV)/.test format lint types test

format: $(VENV)/.test
	$(BIN)/ruff format --check .

lint: $(VENV)/.test
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy

# FUZZ: seconds for each target of Atheris; LOAD: seconds of wrk.
soak: $(VENV)/.test
	@tools/system-packages || true
	@tests/fetch-tools $(BIN)/python
	KG_FUZZ_SECONDS=$(FUZZ) KG_LOAD_SECONDS=$(LOAD) $(BIN)/python -m pytest -m "slow or not slow"

# Some 20 minutes, with nothing else running. Larger: make bench WHOLE="300 3000 10000" GROWTH="1000 10000" …
# STANZA_DEFAULT: the folder of `python -m benchmarks.stanza_default DATA FOLDER`; DATA: the data folder.
bench: $(VENV)/.test
	$(if $(DATA),KG_SHARED=$(DATA)) $(BIN)/python -m benchmarks $(ARTICLES) --quads "$(QUADS)" --limit $(LIMIT) \
		--whole "$(WHOLE)" --growth "$(GROWTH)" --pages "$(PAGES)" --stanza "$(STANZA_DEFAULT)" --json $(BENCH)

# The data folder (../shared/data, or DATA=...) is not part of the project; see training/README.md.
train: $(VENV)/.train
	$(BIN)/python -m training.prepare --plain 300000 $(if $(FROM),--from $(FROM))
	$(BIN)/python -m training.train --minutes $(MINUTES) $(if $(FROM),--encoder-rate 6e-5 --head-rate 5e-4 --hide 0.1)
	$(BIN)/python -m training.export

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install -q -e .
	@touch $@

# Torch first and by itself: a CPU build is enough, and what the package index offers by default takes gigabytes.
$(VENV)/.test: $(VENV)/bin/python pyproject.toml
	$(if $(STANZA),$(BIN)/pip install -q torch==2.13.0)
	$(BIN)/pip install -q -e '.[dev$(if $(STANZA),$(comma)stanza$(comma)train)]'
	@touch $@ $(VENV)/.base

$(VENV)/.train: $(VENV)/.base
	$(BIN)/pip install -q torch==2.13.0
	$(BIN)/pip install -q -e '.[train]'
	@touch $@

clean:
	rm -rf $(VENV) $(OUT) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

comma := ,
