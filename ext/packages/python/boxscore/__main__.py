"""python -m boxscore is the command `boxscore`."""

import sys

from .command import main

sys.exit(main())
