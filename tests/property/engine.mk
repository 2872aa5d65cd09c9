# make engine: how often the engine evaluates, what a key finds and what stays in memory, for every shape of query.
# engine-quick is the part of make test.

ENGINE := $(PYTHON) tests/property/engine.py --extension $(abspath $(BUILD))/boxscore

QUICK += engine-quick
THOROUGH += engine

engine: $(EXTENSION)
	@$(ENGINE) --count 2000

engine-quick: $(EXTENSION)
	@$(ENGINE) --count 100
