# make cross-check: the extension compiles for macOS, Windows, and Linux with glibc 2.17, with the cross-compiler of `make release`.

THOROUGH += cross-check

cross-check: $(BUILD)/venv-zig/ready
	@tests/cross/cross.sh $(BUILD) $(abspath $(BUILD))/venv-zig/bin/python
