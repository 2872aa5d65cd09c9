"""pycocotools' side of the comparison: its arrays, its twelve figures and its matches, quietly."""

import contextlib
import io

import numpy
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def evaluate(data, recalls=None):
    """The evaluation of a data set: evaluated and accumulated, stats only where they are defined.
    recalls: another grid than COCO's."""
    document, results = data.coco()
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = document
        truth.createIndex()
        if results:
            found = truth.loadRes(results)
        else:  # loadRes cannot read an empty list
            found = COCO()
            found.dataset = {"images": document["images"], "categories": document["categories"], "annotations": []}
            found.createIndex()
        evaluation = COCOeval(truth, found, data.iou_type)
        evaluation.params.iouThrs = numpy.array(data.thresholds)
        evaluation.params.areaRng = [list(pair) for pair in data.areas.values()]
        evaluation.params.areaRngLbl = list(data.areas)
        evaluation.params.maxDets = list(data.limits)
        if recalls is not None:
            evaluation.params.recThrs = recalls
        if data.selected is not None:
            evaluation.params.catIds = list(data.selected)
        evaluation.evaluate()
        evaluation.accumulate()
        if data.standard() and data.limits == [1, 10, 100]:
            evaluation.summarize()
    return evaluation


def mean(cells):
    """As summarize() has it: the mean of the cells that are there, None where there is none."""
    valid = cells[cells > -1]
    return float(numpy.mean(valid)) if valid.size else None


def summary(evaluation, limits):
    """The figures of coco_summary from the arrays, for any detection limits; AP and sizes at the largest."""
    precision, recall = evaluation.eval["precision"], evaluation.eval["recall"]
    figures = [("AP", mean(precision[:, :, :, 0, -1])), ("AP50", mean(precision[0:1, :, :, 0, -1]))]
    figures.append(("AP75", mean(precision[5:6, :, :, 0, -1])))
    figures += [(f"AP{size}", mean(precision[:, :, :, i + 1, -1])) for i, size in enumerate("sml")]
    figures += [(f"AR{limit}", mean(recall[:, :, 0, i])) for i, limit in enumerate(limits)]
    figures += [(f"AR{size}", mean(recall[:, :, i + 1, -1])) for i, size in enumerate("sml")]
    return figures
