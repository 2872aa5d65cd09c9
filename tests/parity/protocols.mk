# make parity-protocols-frozen: the protocols against models in Python and stored figures of the lvis package; no network.
# make parity-protocols: against the lvis package, mean-average-precision and hotcoco, in a venv of their own; a part of make parity.

PROTOCOLS_COUNT ?= 300
PROTOCOLS_PYTHON := $(BUILD)/venv-protocols/bin/python

QUICK += parity-protocols-frozen
APART += parity-protocols parity-protocols-freeze

$(BUILD)/venv-protocols/ready:
	@$(PYTHON) -m venv $(@D)
	@$(PROTOCOLS_PYTHON) -m pip install --quiet 'numpy>=2.3' pycocotools lvis mean-average-precision hotcoco
	@touch $@

parity-protocols-frozen: $(EXTENSION)
	@$(PYTHON) tests/parity/protocols.py --extension $(PARITY_EXTENSION) --frozen tests/parity/frozen_lvis --count 12

parity-protocols: $(EXTENSION) $(BUILD)/venv-protocols/ready
	@$(PROTOCOLS_PYTHON) tests/parity/protocols.py --extension $(PARITY_EXTENSION) --live --count $(PROTOCOLS_COUNT)

# Rewrites the stored figures; only where the data sets change.
parity-protocols-freeze: $(BUILD)/venv-protocols/ready
	@$(PROTOCOLS_PYTHON) tests/parity/protocols.py --freeze tests/parity/frozen_lvis

parity: parity-protocols
