# make java-package: the jars. make java-test: installs and runs them.

APART += java-package java-test
packages: java-package
packages-test: java-test

java-package: $(PACKAGES)/java/made

$(PACKAGES)/java/made: $(STAGED) $(shell find ext/packages/java -type f)
	@ext/packages/java/pack.sh $(VERSION) $(PACKAGES)/platforms $(PACKAGES)/java $(abspath $(BUILD)/maven)
	@[ ! -d $(@D) ] || touch $@

java-test: $(PACKAGES)/java/made
	@tests/packages/java.sh $(abspath $(PACKAGES)/java) $(BUILD)/packages-test/java $(EXTENSION) $(VERSION) $(abspath $(BUILD)/maven)
