# Everything from a fresh machine: Python 3.11 or newer, make and a package index.
#
#   make play        the teaching exercise, in this terminal
#   make test        style, types, scenarios and the quick tests
#   make test-slow   browser, terminal, packaging and benchmarks
#   make hunt        the quick tests with property tests that search anew
#   make bench       what it costs, as multiples of a bare loop of the interpreter
#   make bench-rehearse   what a rehearsal costs, here and on a cluster
#   make load        200 seats on one host, over loopback
#   make docs        the parts of docs/ that follow from the code and from runs
#   make site        the documentation as pages, in site/
#   make bundle      a folder that installs on a laptop without a network
#   make words       the Dutch catalogue, from its rooms
#   make lock        the exact versions, anew

PYTHON ?= $(firstword $(foreach one,python3.13 python3.12 python3.11 python3,\
	$(shell command -v $(one) >/dev/null 2>&1 && $(one) -c \
	'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(one))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --require-hashes --no-deps
ITSELF := $(PIP) install --quiet --no-deps --no-build-isolation --editable .
BUNDLE := bundle
WINDOWS := 311 312 313

.DEFAULT_GOAL := play
.PHONY: play test style types check quick hunt test-slow bench bench-rehearse load docs site \
	words lock bundle clean

play: $(VENV)/.for-play
	@$(BIN)/ttx play first-exercise

test: style types check quick

style: $(VENV)/.for-tests
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

types: $(VENV)/.for-tests
	$(BIN)/mypy

check: $(VENV)/.for-tests
	$(BIN)/ttx check

quick: $(VENV)/.for-tests
	$(BIN)/python -m pytest -n 2 -q

test-slow: $(VENV)/.for-tests
	$(BIN)/python -m pytest -m slow -n 2 --dist loadfile -q

hunt: $(VENV)/.for-tests
	TTX_HUNT=1 $(BIN)/python -m pytest -n 2 -q

bench: $(VENV)/.for-tests
	@$(BIN)/python tests/bench/bench.py

bench-rehearse: $(VENV)/.for-tests
	@$(BIN)/python tests/bench/rehearsing.py

load: $(VENV)/.for-tests
	@$(BIN)/python tests/bench/load.py

docs: $(VENV)/.for-tests
	$(BIN)/python tools/model_pages.py
	$(BIN)/python tools/validation.py
	$(BIN)/python tools/reference.py
	PYTHONPATH=. $(BIN)/python tools/screens.py

site: $(VENV)/.for-tests
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --config-file mkdocs.nl.yml

words: $(VENV)/.for-tests
	$(BIN)/python tools/words.py

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "ttx needs Python 3.11 or newer with venv \
	(on Debian: apt-get install python3 python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.for-play: requirements/play.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --requirement requirements/play.txt
	$(ITSELF)
	@touch $@

$(VENV)/.for-tests: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --requirement requirements/dev.txt
	$(ITSELF)
	@touch $@ $(VENV)/.for-play

# --- versions ---------------------------------------------------------------------

LOCK = $(VENV)/lock/bin/uv pip compile pyproject.toml --quiet --universal \
	--python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock" --group build

lock: $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet uv
	$(LOCK) --upgrade --extra pdf --extra word --extra excel --extra screening --output-file requirements/play.txt
	$(LOCK) --upgrade --constraint requirements/play.txt --extra all --group dev \
	--output-file requirements/dev.txt

# --- a laptop without a network ---------------------------------------------------

bundle: $(VENV)/.for-tests
	rm -rf $(BUNDLE)
	mkdir -p $(BUNDLE)/wheels
	$(BIN)/python -m build --no-isolation --wheel --outdir $(BUNDLE)/wheels . >/dev/null
	$(PIP) download --quiet --require-hashes --no-deps --only-binary=:all: \
	--dest $(BUNDLE)/wheels --requirement requirements/play.txt
	$(foreach one,$(WINDOWS),$(call windows,$(one)))
	cp docs/install-offline.md $(BUNDLE)/INSTALL.md
	cp LICENSE README.md CHANGELOG.md $(BUNDLE)/
	@du -sh $(BUNDLE)

define windows
$(BIN)/python tools/for_windows.py $(1) requirements/play.txt > $(VENV)/windows-$(1).txt
	$(PIP) download --quiet --require-hashes --no-deps --only-binary=:all: \
	--platform win_amd64 --python-version $(1) --implementation cp \
	--dest $(BUNDLE)/wheels --requirement $(VENV)/windows-$(1).txt
	
endef

clean:
	rm -rf $(VENV) $(BUNDLE) site build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
