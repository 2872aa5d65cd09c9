# make parity-error-types: error_types and match_errors against tidecv, on random data sets; a part of make parity.

ERROR_TYPES_COUNT ?= 400

APART += parity-error-types

parity-error-types: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/error_types.py --extension $(PARITY_EXTENSION) --count $(ERROR_TYPES_COUNT) --masks 60

parity: parity-error-types
