# make go-package: the Go module; GO_MODULE is the path under which it is published. make go-test: builds a program with it.

GO_MODULE ?= github.com/boxscore/boxscore-go

APART += go-package go-test
packages: go-package
packages-test: go-test

go-package: $(PACKAGES)/go/made

$(PACKAGES)/go/made: $(PACKED)/boxscore_packed.h $(wildcard ext/packages/go/*)
	@ext/packages/go/pack.sh $(VERSION) $(GO_MODULE) $(PACKED) $(PACKAGES)/go
	@touch $@

go-test: $(PACKAGES)/go/made
	@tests/packages/go.sh $(PACKAGES)/go $(BUILD)/packages-test/go $(EXTENSION) $(GO_MODULE)
