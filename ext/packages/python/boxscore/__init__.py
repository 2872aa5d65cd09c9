"""boxscore: evaluates object detectors in SQL.

    import boxscore
    db = boxscore.connect("my.db")                      # any database, with boxscore's functions
    boxscore.load(connection)                           # or a connection of your own

boxscore.coco is a drop-in for pycocotools; the command `boxscore` does the common jobs in a shell.
"""

from .loading import CannotLoad, connect, load, loadable_path
from .version import VERSION as __version__

__all__ = ["CannotLoad", "__version__", "connect", "load", "loadable_path"]
