# make debian-package: the Debian package. make debian-test: unpacks and runs it, in a second; `make test` has it too.

QUICK += debian-test
APART += debian-package
packages: debian-package
packages-test: debian-test

debian-package: $(PACKAGES)/debian/made

$(PACKAGES)/debian/made: $(STAGED) $(wildcard ext/packages/debian/*)
	@CC="$(CC)" ext/packages/debian/pack.sh $(VERSION) $(PACKAGES)/platforms $(EXTENSION) $(PACKAGES)/debian
	@[ ! -d $(@D) ] || touch $@

debian-test: $(PACKAGES)/debian/made
	@CC="$(CC)" tests/packages/debian.sh $(PACKAGES)/debian $(BUILD)/packages-test/debian $(EXTENSION)
