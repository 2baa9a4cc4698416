# Every target goes through bootstrap.py, so it works in a fresh clone and on any system
# that has Python (there without make: python3 bootstrap.py <target>).
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench year lock messages

help:  ## Show this list
	@$(PYTHON) bootstrap.py help

demo:  ## Start the bot with a local Slack-like workspace in the browser
	@$(PYTHON) bootstrap.py demo $(ARGS)

test:  ## Run the tests (ARGS="tests/bot -k settings" for some)
	@$(PYTHON) bootstrap.py test $(ARGS)

check:  ## Format, lint, types, import directions
	@$(PYTHON) bootstrap.py check

format:  ## Rewrite the code in the project's format
	@$(PYTHON) bootstrap.py format

bench:  ## Measure the goals of speed
	@$(PYTHON) bootstrap.py bench $(ARGS)

year:  ## Play a year of a team of forty and judge it (ARGS="--days 60")
	@$(PYTHON) bootstrap.py year $(ARGS)

lock:  ## Write both requirements files again from pyproject.toml
	@$(PYTHON) bootstrap.py lock $(ARGS)

messages:  ## Collect and compile the translations
	@$(PYTHON) bootstrap.py messages
