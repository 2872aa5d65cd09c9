"""A drop-in for pycocotools, whose figures are boxscore's.

    from boxscore.coco import COCO, COCOeval        # instead of: from pycocotools.coco import COCO
                                                    #             from pycocotools.cocoeval import COCOeval

COCOeval.connection() is the evaluation as tables, for questions in SQL. replace_pycocotools() serves imports of pycocotools in
code that you do not want to edit, such as that of a framework. Requires numpy.
"""

from __future__ import annotations

import sys
import types

try:
    import numpy  # noqa: F401
except ImportError as error:
    raise ImportError("boxscore.coco requires numpy: pip install 'boxscore[coco]'") from error

from . import mask
from .dataset import COCO
from .evaluation import COCOeval, Params

__all__ = ["COCO", "COCOeval", "Params", "mask", "replace_pycocotools"]


def replace_pycocotools() -> None:
    """From now on, `import pycocotools` in this process gives boxscore's classes. Call it before anything imports pycocotools."""
    package = types.ModuleType("pycocotools")
    package.__path__ = []
    modules = {"coco": {"COCO": COCO, "mask": mask, "maskUtils": mask},
               "cocoeval": {"COCOeval": COCOeval, "Params": Params, "maskUtils": mask}}
    sys.modules["pycocotools"] = package
    for name, contents in modules.items():
        module = types.ModuleType(f"pycocotools.{name}")
        module.__dict__.update(contents)
        sys.modules[f"pycocotools.{name}"] = module
        setattr(package, name, module)
    sys.modules["pycocotools.mask"] = package.mask = mask
