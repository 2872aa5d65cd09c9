# make rust-package: the Rust crate. make rust-test: builds a program with it.

APART += rust-package rust-test
packages: rust-package
packages-test: rust-test

rust-package: $(PACKAGES)/rust/made

$(PACKAGES)/rust/made: $(PACKED)/boxscore_packed.h $(wildcard ext/packages/rust/* ext/packages/rust/src/*)
	@ext/packages/rust/pack.sh $(VERSION) $(PACKED) $(PACKAGES)/rust
	@[ ! -d $(@D) ] || touch $@

rust-test: $(PACKAGES)/rust/made
	@tests/packages/rust.sh $(PACKAGES)/rust $(BUILD)/packages-test/rust $(EXTENSION)
