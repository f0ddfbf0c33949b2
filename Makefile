# Everything one does here, in one word each; `make` alone lists them.

PYTHON ?= python3
PORT ?= 8501

VENV := .venv
RUN := $(VENV)/bin/python -m
PIP := $(RUN) pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run install install-dev test check bench shots clean

help:  ## list these words
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | \
		while IFS='|' read -r word what; do printf '  make %-12s %s\n' "$$word" "$$what"; done
	@echo "PORT=8502 chooses another port, PYTHON=python3.12 another Python."

run: install  ## start the app on the sample data and say where it is
	@echo "The app:            http://127.0.0.1:$(PORT)  (Ctrl-C stops it)"
	@echo "With a sample open: http://127.0.0.1:$(PORT)/?data=streaming"
	@exec $(RUN) streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

install: $(VENV)/.installed  ## what the app needs; does nothing the second time

install-dev: $(VENV)/.installed-dev  ## what tests and checks need as well

# Two phases: a browser test waits for a server, so nothing else may compete for the cores then.
test: install-dev  ## every test; those in a browser are skipped, with a reason, where there is none
	@echo "Tests without a browser, two at a time"
	@$(RUN) pytest -m "not browser" -n 2
	@echo "Tests in a browser, one at a time"
	@$(RUN) pytest -m browser

check: install-dev  ## lint, format, types and layers
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(VENV)/bin/lint-imports

bench: install-dev  ## speed in the browser, against a bare page measured in the same run
	$(VENV)/bin/python benchmarks/redraw.py

shots: install-dev  ## draw the pictures of the guide anew
	$(VENV)/bin/python docs/screenshots.py

clean:  ## remove the environment and all that tools left behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is younger than the file it was made from, so nothing is installed twice.
$(VENV)/.installed: requirements.txt | $(VENV)/.created
	@echo "Installing what the app needs (once; a minute or two, about 800 MB on disk)"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what tests and checks need (once; a minute or two, about 600 MB on disk)"
	@$(PIP) -r requirements-dev.txt
	@touch $@

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "This needs Python 3.11 or newer, and '$(PYTHON)' is not. Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make an environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@
