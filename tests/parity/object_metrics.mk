# make parity-object-metrics: what objects and images measure against numpy, OpenCV, shapely and pycocotools, on random data
# sets; a part of make parity.

OBJECT_METRICS_COUNT ?= 200

APART += parity-object-metrics

parity-object-metrics: $(EXTENSION) $(BUILD)/venv-parity/ready
	@$(PARITY_PYTHON) tests/parity/object_metrics.py --extension $(PARITY_EXTENSION) --count $(OBJECT_METRICS_COUNT)

parity: parity-object-metrics
