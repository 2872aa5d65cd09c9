# make release-test: the golden scripts on what `make release` built, each in its own world: glibc and musl on this processor,
# 64-bit ARM in an emulator, Windows in wine. What is built for macOS is looked at.

APART += release-test

release-test: $(BUILD)/venv-zig/ready
	@tests/release/release.sh $(BUILD) $(PLATFORMS)
