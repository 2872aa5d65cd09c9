# make packages: what a release uploads, in build/packages, from the build of this machine and those of `make release`.
# make packages-test: installs each into a throw-away place and runs it. Each language has a file of its own here, which
# adds LANGUAGE-package and LANGUAGE-test to these two.

APART += packages packages-test

packages:
packages-test:

# A folder for each platform, with what packages carry for it: build/packages/platforms/linux-x86_64.
$(STAGED): $(EXTENSION) ext/packages/stage.sh $(wildcard $(BUILD)/release/*)
	@mkdir -p $(@D)
	@ext/packages/stage.sh $(BUILD) $(EXTENSION) $(PACKAGES)/platforms >$@
