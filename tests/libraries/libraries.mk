# make libraries: shapely, Pillow and OpenCV from PyPI, which bring a GEOS, a libpng and a libjpeg of their own, in one process with us.

THOROUGH += libraries

$(BUILD)/venv-libraries/ready:
	@$(PYTHON) -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet shapely pillow opencv-python-headless
	@touch $@

libraries: $(EXTENSION) $(BUILD)/venv-libraries/ready
	@$(BUILD)/venv-libraries/bin/python tests/libraries/beside.py --extension $(abspath $(BUILD))/boxscore
