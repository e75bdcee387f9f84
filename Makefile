# Reunion 重逢. `make` prints this list.
PYTHON ?= python3
PY := .venv/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
PIN := $(PY) -m piptools compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-header --no-emit-index-url --no-emit-find-links
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
S := .stamps
# Tests wait for browsers and processes for a third of their time: one process more than there are cores.
PROCESSES := $(shell n=$$(nproc); echo $$((n < 4 ? n + 1 : 4)))

.DEFAULT_GOAL := help
.PHONY: help run demo web test check format bench soak tour pages types lock clean deps-test deps-wxjava deps-gowechat

help: ## 列出命令 this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(S)/run web ## 安装、构建、启动（演示数据）install, build and start, with the demo company
	@$(PY) -m reunion.main up --demo

web: $(S)/web ## 构建网页 build the web apps

demo: $(S)/run ## 建立演示公司 build the demo company in a data folder
	@$(PY) -m reunion.main demo

test: check ## 检查与全部测试 all checks and all tests, with a browser and other people's clients
	@$(MAKE) --no-print-directory deps-test web
	@$(PY) -m pytest -n $(PROCESSES) --dist worksteal -rs

check: $(S)/dev $(S)/npm ## 静态检查 style, types, architecture
	@$(PY) -m tools.check

format: $(S)/dev ## 统一格式 format the Python code
	@$(PY) -m ruff check --quiet --fix-only . && $(PY) -m ruff format --quiet .

bench: $(S)/dev ## 性能测试 the benchmarks, beside their peers
	@bash tools/debian.sh bench
	@$(PY) -m bench

soak: $(S)/dev ## 长时间负载 long load with faults
	@$(PY) -m bench soak

tour: $(S)/dev web deps-test ## 截图导览 remake the product tour's screenshots
	@$(PY) -m pytest -q tests/browser/test_story.py --tour

types: $(S)/dev $(S)/npm ## 由 OpenAPI 生成前端类型 the web client's types from OpenAPI
	@$(PY) -m tools.openapi web/openapi.json && cd web && npm run --silent types

pages: $(S)/dev ## 重新生成文档页与 schema.sql remake generated pages and migrations/schema.sql
	@$(PY) -m tools.configuration_page
	@$(PY) -m tools.coverage_page
	@$(PY) -m tools.schema

lock: $(S)/dev ## 重新锁定依赖 pin the Python dependencies anew
	@$(PIN) --extra build -o requirements.txt pyproject.toml
	@$(PIN) --extra build --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

clean: ## 删除可再生的文件 remove what can be made again (not data/)
	rm -rf .venv $(S) web/node_modules web/apps/*/dist .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "需要 Python 3.11 或更新 Python 3.11 or newer is needed (make run PYTHON=python3.12)"; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "缺少 venv 模块 the venv module is missing: apt-get install python3-venv"; exit 1; }

$(S)/run: requirements.txt requirements-data.txt pyproject.toml | .venv/bin/python
	@echo "安装 Python 依赖 installing Python packages …"
	@$(PIP_INSTALL) -r requirements.txt
	@$(PIP_INSTALL) --no-deps -r requirements-data.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@mkdir -p $(S) && touch $@

$(S)/dev: requirements-dev.txt requirements-clients.txt $(S)/run
	@echo "安装测试依赖 installing test packages …"
	@$(PIP_INSTALL) -r requirements-dev.txt
	@$(PIP_INSTALL) --no-deps -r requirements-clients.txt
	@touch $@

$(S)/npm: web/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null \
		|| { echo "需要 Node 20 或更新 Node 20 or newer with npm is needed"; exit 1; }
	@echo "安装网页依赖 installing web packages …"
	@cd web && npm ci --no-audit --no-fund --no-update-notifier --loglevel=error
	@mkdir -p $(S) && touch $@

$(S)/web: $(S)/npm $(WEB_SOURCES)
	@echo "构建网页 building the web apps …"
	@cd web && npm run --silent build > ../$(S)/web.log 2>&1 || { cat ../$(S)/web.log; exit 1; }
	@touch $@

deps-test:
	@bash tools/debian.sh test

# By hand, for tests/conformance: silenceper/wechat, where Go is. Without it its test is skipped and says why.
deps-gowechat:
	@! command -v go >/dev/null || (cd tests/conformance/gowechat && timeout 300 go build -o calls .) || true

# By hand, for tests/conformance: WxJava from Maven's own repository, where a JDK and Maven are. Without it
# its test is skipped and says why.
deps-wxjava:
	@! command -v mvn >/dev/null || timeout 180 mvn -q -B -f tests/conformance/wxjava/pom.xml \
	    dependency:build-classpath -Dmdep.outputFile=/dev/null >/dev/null 2>&1 || true
