# The guides beside the reference: pages on hosts, on frameworks, and the site.
#
#   make docs-hosts         runs every block of docs/how-to/hosts/, in all languages; installs those that are missing
#   make docs-hosts-update  writes their output into the pages

GUIDES := $(BUILD)/guides
APART += docs-hosts docs-hosts-update

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
