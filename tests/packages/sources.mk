# make packed-sources: the C sources as the packages of Rust and Go carry them.
# make packed-test: they never compute a product and a sum with one rounding, whatever processor they are compiled for.

APART += packed-sources packed-test
packages-test: packed-test

packed-sources: $(PACKED)/boxscore_packed.h

$(PACKED)/boxscore_packed.h: $(EXTENSION) $(BUILD)/scripts.c ext/packages/c_sources.sh
	@CC="$(CC)" ext/packages/c_sources.sh $(VERSION) $(BUILD) $(PACKED) $(SOURCES)

packed-test: $(PACKED)/boxscore_packed.h
	@CC="$(CC)" tests/packages/packed.sh $(PACKED) $(BUILD)/packages-test/packed
