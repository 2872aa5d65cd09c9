"""boxscore: evaluates object detectors in SQL.

    import boxscore
    db = boxscore.evaluate(labels, predictions)         # data frames, lists of dictionaries or COCO files
    db = boxscore.connect("my.db")                      # any database, with boxscore's functions
    boxscore.load(connection)                           # or a connection of your own

boxscore.coco is a drop-in for pycocotools; the command `boxscore` does the common jobs in a shell.
"""

from .frames import evaluate
from .loading import CannotLoad, connect, load, loadable_path
from .session import Error
from .version import VERSION as __version__

__all__ = ["CannotLoad", "Error", "__version__", "connect", "evaluate", "load", "loadable_path"]
