# 关爱: two commands matter, `make demo` and `make test`. Everything they need they set up.
SHELL := /bin/bash
PORT ?= 8000
CARE_STEPS ?= 10000
ROWS ?= 10000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DEV_STAMP := $(VENV)/.dev.stamp
BENCH_STAMP := $(VENV)/.bench.stamp
RUN_STAMP := $(VENV)/.run.stamp

.PHONY: help demo test check care bench stop

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(RUN_STAMP) ## build the demo world once and serve it: make demo [PORT=8000]
	@exec $(BIN)/python manage.py demo --port $(PORT)

# Dev mode without its guarded memory, which looks for faults of C and costs a sixth of the time.
test: $(DEV_STAMP) ## run all tests on a database they make and drop
	@PYTHONMALLOC=pymalloc $(BIN)/python -X dev -m pytest $(PYTEST_ARGS)

check: $(DEV_STAMP) ## linters, formats, types, contracts, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --check --lint templates
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run

care: $(DEV_STAMP) ## drive files, pairings and visits at random for long: make care [CARE_STEPS=10000]
	@CARE_STEPS=$(CARE_STEPS) PYTHONMALLOC=pymalloc $(BIN)/python -X dev -m pytest -q tests/staff/visits/test_properties.py

bench: $(BENCH_STAMP) ## time the roster import, search among a million and the books, each against its peers: make bench [ROWS=100000]
	@$(BIN)/python -m bench --rows $(ROWS) $(BENCH_ARGS)
	@$(BIN)/python -m bench.search
	@$(BIN)/python -m bench.ledger

stop: $(RUN_STAMP) ## stop the embedded PostgreSQL of this folder
	@$(BIN)/python manage.py db stop

$(RUN_STAMP): requirements.lock
	@$(call install,requirements.lock,$(RUN_STAMP))

$(DEV_STAMP): requirements-dev.lock
	@$(call install,requirements-dev.lock,$(DEV_STAMP))
	@touch $(RUN_STAMP)

# What only the bench needs: hordak, the peer of the books, comes as source and is built here.
$(BENCH_STAMP): $(DEV_STAMP) bench/build.lock bench/requirements.lock
	@$(call install,bench/build.lock,$(BENCH_STAMP))
	@$(call install,bench/requirements.lock,$(BENCH_STAMP),--no-binary django-hordak --no-build-isolation)

# One environment for all locks; uv when it is there, else pip. The stamp remembers the lock.
define install
set -e; \
"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || { echo "要 Python 3.11 或更新的版本（装 python3.11 再来）"; exit 1; }; \
[ -x $(BIN)/python ] || { echo "建环境 $(VENV) ..."; "$(PYTHON)" -m venv $(VENV) \
  || { rm -rf $(VENV); echo "缺 venv 模块：apt install python3-venv"; exit 1; }; }; \
echo "装依赖 $(1) ..."; \
if command -v uv >/dev/null; then \
  uv pip install --quiet --python $(BIN)/python --require-hashes --only-binary :all: $(3) -r $(1); \
else \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    --only-binary :all: $(3) -r $(1); \
fi; \
touch $(2)
endef
