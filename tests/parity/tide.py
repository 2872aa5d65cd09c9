"""tidecv's side of the comparison of error types: counts, gains and mistakes of a data set.

tidecv comes from PyPI; what it plots with is left out, for nothing is plotted.
"""

import sys
from unittest import mock

import error_types

for name in ("matplotlib", "matplotlib.pyplot", "matplotlib.lines", "seaborn", "pandas"):
    sys.modules[name] = mock.MagicMock()

from tidecv import TIDE  # noqa: E402
from tidecv.data import Data  # noqa: E402

NAMES = {
    "Cls": "classification", "Loc": "localisation", "Both": "both", "Dupe": "duplicate", "Bkg": "background",
    "Miss": "missed", "FalsePos": "false_positives", "FalseNeg": "false_negatives",
}


def datas(data, limit):
    """Images and labels in the order of their ids, so that ties fall as they do in boxscore."""
    labels, predictions = Data("labels", limit), Data("predictions", limit)
    for image in sorted(data.images):
        labels.add_image(image, str(image))
    for label in sorted(data.labels, key=lambda label: label["id"]):
        add = labels.add_ignore_region if label["iscrowd"] else labels.add_ground_truth
        add(label["image_id"], label["category_id"], label["bbox"], label.get("mask"))
    for prediction in data.predictions:
        predictions.add_detection(prediction["image_id"], prediction["category_id"], prediction["score"],
                                  prediction.get("bbox"), prediction.get("mask"))
    return labels, predictions


def gain(run, repair):
    """None where nothing is left to score."""
    try:
        return repair() / 100
    except ZeroDivisionError:
        return None


def mistake(error, label_ids, prediction_ids):
    """(kind, id, type, the id of the label that it is about)."""
    name = NAMES[error.short_name]
    if name == "missed":
        return ["label", label_ids[error.gt["_id"]], name, None]
    about = label_ids[error.gt["_id"]] if name in ("classification", "localisation") else None
    return ["prediction", prediction_ids[error.pred["_id"]], name, about]


def judge(data, foreground, background, limit, mode="bbox"):
    """Counts, gains and mistakes, as error_types.compare wants them."""
    labels, predictions = datas(data, limit)
    tide = TIDE(foreground, background, mode)
    run = tide.evaluate(labels, predictions)
    counts = {NAMES[kind.short_name]: count for kind, count in run.count_errors().items()}
    gains = {}
    for kind in TIDE._error_types:
        gains[NAMES[kind.short_name]] = gain(run, lambda: run.fix_main_errors(error_types=[kind])[kind])
    for kind in TIDE._special_error_types:
        gains[NAMES[kind.short_name]] = gain(run, lambda: run.fix_special_errors()[kind])
    if None in gains.values():
        fn = gain(run, lambda: run.fix_errors(false_neg_dict=run.false_negatives).get_mAP() - run.ap)
        gains["false_negatives"] = fn
        fp = gain(run, lambda: run.fix_errors(transform=TIDE._special_error_types[0].fix).get_mAP() - run.ap)
        gains["false_positives"] = fp
    label_ids = [label["id"] for label in sorted(data.labels, key=lambda label: label["id"])]
    prediction_ids = list(range(1, len(data.predictions) + 1))
    mistakes = sorted(mistake(error, label_ids, prediction_ids) for error in run.errors)
    return error_types.Judgement(foreground, background, limit, counts, gains, mistakes)
