# Вместе – сайт школьного сообщества. `make` prints this list; CI calls the same targets.
.DEFAULT_GOAL := help
HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?=
JOBS ?= 2
export HOST PORT PYTHON
PY := .venv/bin/python
TOOLS := PYTHONPATH=.:site

.PHONY: help run worker dev test lint html lighthouse format demo bench screenshots lock secret-key
help: ## что умеет make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: .venv/site ## запустить сайт и фоновую службу: http://127.0.0.1:8000 (HOST=…, PORT=…)
	@exec $(PY) manage.py serve

worker: .venv/site ## одна фоновая служба: письма и задачи по расписанию
	@exec $(PY) manage.py worker

dev: .venv/site ## запустить для работы над кодом: DEBUG, перезагрузка
	@$(PY) manage.py prepare --settings=config.settings.dev
	@$(TOOLS) exec $(PY) -m core.together \
		"$(PY) manage.py runserver $(HOST):$(PORT) --settings=config.settings.dev" \
		"$(PY) manage.py worker --settings=config.settings.dev"

test: .venv/dev ## все тесты, с браузером; DATABASE_URL=… – на другой базе, JOBS=… – процессов
	@$(PY) bin/find_chromium.py
	@$(PY) -m pytest -n $(JOBS) $(ARGS)

lint: .venv/dev ## проверки кода: стиль, типы, слои, шаблоны, миграции, система
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@$(TOOLS) .venv/bin/mypy
	@$(TOOLS) .venv/bin/lint-imports --no-cache
	@.venv/bin/djlint templates --lint --quiet
	@$(PY) -W error::DeprecationWarning -W "ignore:The default scheme" manage.py check --settings=config.settings.testing
	@$(PY) manage.py makemigrations --check --dry-run --settings=config.settings.testing
	@.venv/bin/uv pip check --quiet --python $(PY)

html: .venv/dev ## все страницы учебной школы – через проверку HTML от W3C; нужны java и npm
	@$(PY) bin/check_html.py

lighthouse: ## Lighthouse запущенного сайта: URL=… – какого, RUNS=3 – по среднему из трёх
	@bin/lighthouse.sh

format: .venv/dev ## привести код к общему виду
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

demo: .venv/site ## стереть всё и поставить учебную школу заново
	@$(PY) manage.py prepare --no-demo
	@$(PY) manage.py seed_demo --reset

bench: .venv/dev ## замеры: запросы, время и память по типам страниц (SCALE=10)
	@$(PY) bin/bench.py --scale $(or $(SCALE),10)

screenshots: .venv/dev ## снять картинки README и памятки заново: docs/pictures (ARGS="home dark" – только эти)
	@$(PY) bin/find_chromium.py
	@$(PY) bin/take_screenshots.py $(ARGS)

lock: .venv/dev ## пересчитать requirements*.txt из requirements*.in
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements.in -o requirements.txt
	@.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements-dev.in -o requirements-dev.txt

secret-key: ## новый SECRET_KEY для рабочего сервера
	@python3 -c "import secrets; print(secrets.token_urlsafe(50))"

.PHONY: .venv/site .venv/dev
.venv/site:
	@bin/bootstrap requirements.txt
.venv/dev:
	@bin/bootstrap requirements.txt requirements-dev.txt
