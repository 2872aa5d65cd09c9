# make cross-check: the extension compiles for macOS, and for Linux with glibc 2.17, with a cross-compiler from PyPI.

ZIG := $(BUILD)/venv-zig/bin/python

THOROUGH += cross-check

$(BUILD)/venv-zig/ready:
	@$(PYTHON) -m venv $(@D)
	@$(ZIG) -m pip install --quiet ziglang
	@touch $@

cross-check: $(BUILD)/venv-zig/ready
	@tests/cross/cross.sh $(BUILD)/cross $(abspath $(ZIG))
