# make cross-check: the extension compiles for macOS and Windows with the cross-compiler of `make release`; cross-check-all: for
# both processors of macOS, and for Linux with glibc 2.17 too.

THOROUGH += cross-check
APART += cross-check-all

CROSS := tests/cross/cross.sh $(BUILD) $(abspath $(BUILD))/venv-zig/bin/python

cross-check: $(BUILD)/venv-zig/ready
	@$(CROSS) macos-arm64 windows-x86_64

cross-check-all: $(BUILD)/venv-zig/ready
	@$(CROSS) macos-arm64 macos-x86_64 windows-x86_64 linux-x86_64
