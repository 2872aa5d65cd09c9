# make ruby-package: the gems. make ruby-test: installs and runs one.

APART += ruby-package ruby-test
packages: ruby-package
packages-test: ruby-test

ruby-package: $(PACKAGES)/ruby/made

$(PACKAGES)/ruby/made: $(STAGED) $(wildcard ext/packages/ruby/* ext/packages/ruby/lib/*)
	@ext/packages/ruby/pack.sh $(VERSION) $(PACKAGES)/platforms $(PACKAGES)/ruby
	@[ ! -d $(@D) ] || touch $@

ruby-test: $(PACKAGES)/ruby/made
	@tests/packages/ruby.sh $(PACKAGES)/ruby $(BUILD)/packages-test/ruby $(EXTENSION)
