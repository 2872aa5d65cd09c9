# make node-package: the npm packages. make node-test: installs and runs them.

APART += node-package node-test
packages: node-package
packages-test: node-test

node-package: $(PACKAGES)/node/made

$(PACKAGES)/node/made: $(STAGED) $(wildcard ext/packages/node/*)
	@ext/packages/node/pack.sh $(VERSION) $(PACKAGES)/platforms $(PACKAGES)/node
	@[ ! -d $(@D) ] || touch $@

node-test: $(PACKAGES)/node/made
	@tests/packages/node.sh $(abspath $(PACKAGES)/node) $(BUILD)/packages-test/node $(EXTENSION)
