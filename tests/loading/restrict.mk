# make restrict: loaded without files, or restricted, the extension reads nothing that it may not.

QUICK += restrict

.PHONY: restrict

restrict: $(EXTENSION)
	@$(PYTHON) tests/loading/restrict.py $(abspath $(EXTENSION:.$(SUFFIX)=))
