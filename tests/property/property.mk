# make freshness: what is kept between statements is never stale, by 200,000 random steps; freshness-quick is the part of make test.
# make property: what must not change a figure, what must add up, and the rules done over again in plain Python.
# property-quick is the part of make test.

PROPERTY := $(PYTHON) tests/property/property.py --extension $(abspath $(BUILD))/boxscore
STATES := $(PYTHON) tests/property/states.py --extension $(abspath $(BUILD))/boxscore
HEALTH := $(PYTHON) tests/property/health.py --extension $(abspath $(BUILD))/boxscore

FRESHNESS := $(PYTHON) tests/property/freshness.py --extension $(abspath $(BUILD))/boxscore

QUICK += property-quick freshness-quick
APART += property freshness

property: $(EXTENSION)
	@$(PROPERTY) --count 1000
	@$(STATES) --count 500
	@$(HEALTH) --count 2000
	@$(PYTHON) tests/property/threads.py --extension $(abspath $(BUILD))/boxscore $(BUILD)/bench v10

OTHER_PROPERTIES = $(STATES) --count 10 && $(HEALTH) --count 60 && \
	  $(PYTHON) tests/property/threads.py --extension $(abspath $(BUILD))/boxscore $(BUILD)/bench v1

property-quick: $(EXTENSION)
	@$(PROPERTY) --count 25
	@$(OTHER_PROPERTIES)

freshness: $(EXTENSION)
	@$(FRESHNESS) --steps 200000 --seed 7

freshness-quick: $(EXTENSION)
	@$(FRESHNESS) --steps 2500
