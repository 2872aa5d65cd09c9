# make release: the extension for every platform, with the libraries it uses and their licences, in build/release. See
# ext/packages/README.md for what is in there, and docs/how-to/release.md for what it takes.
#
#   make release PLATFORMS="linux-x86_64 windows-x86_64"      only these
#   make release BUNDLE=0                                     without the libraries, which take most of the time

PLATFORMS ?= linux-x86_64 linux-aarch64 linux-x86_64-musl linux-aarch64-musl macos-x86_64 macos-arm64 windows-x86_64
BUNDLE ?= 1

# The cross-compiler. `make cross-check` and `make release-test` use it too.
$(BUILD)/venv-zig/ready:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet ziglang
	@touch $@

.PHONY: release
release: $(BUILD)/venv-zig/ready
	@ext/packages/release/release.sh $(BUILD) $(VERSION) $(BUNDLE) $(PLATFORMS)
