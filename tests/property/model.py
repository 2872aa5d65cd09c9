"""The rules of matching, average precision and outcomes once more, slowly and plainly: what boxscore is compared with.

Written from the description of the numbers, for one image and class after the other. Labels and predictions are
dictionaries: id, image, class, box [x, y, w, h], and area, crowd or score. Where the description leaves a choice open
(which of two labels with equal IoU is named), the model gives all of them, as a set.
"""

EPSILON = 2.220446049250313e-16


def iou(a, b, crowd=False):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    area = a[2] * a[3]
    return w * h / (area if crowd else area + b[2] * b[3] - w * h)


def ranked(predictions):
    """By descending score; equal scores by image, then id."""
    return sorted(predictions, key=lambda p: (-p["score"], p["image"], p["id"]))


def within(area, bounds):
    return bounds[0] <= area <= bounds[1]


def match(labels, predictions, threshold, bounds):
    """Matches one image and class: the label of each prediction id, and the prediction of each label id."""
    def ignored(label):
        return label["crowd"] or not within(label["area"], bounds)

    labels = sorted(sorted(labels, key=lambda label: label["id"]), key=ignored)
    of_prediction, of_label = {}, {}
    for prediction in predictions:
        best, held = min(threshold, 1 - 1e-10), None
        for label in labels:
            if label["id"] in of_label and not label["crowd"]:
                continue
            if held and not ignored(held) and ignored(label):
                break
            value = iou(prediction["box"], label["box"], label["crowd"])
            if value < best:
                continue
            best, held = value, label
        if held:
            of_prediction[prediction["id"]] = held
            of_label.setdefault(held["id"], prediction)
    return of_prediction, of_label


def best_of(box, labels):
    """The highest IoU of a box with labels that are no crowds, and the ids that have it."""
    values = [(iou(box, label["box"]), label["id"]) for label in labels if not label["crowd"]]
    most = max((value for value, _ in values), default=0.0)
    return most, {i for value, i in values if value == most and most > 0}


def explain_false_positive(row, prediction, labels, others, of_label, reach):
    most, which = best_of(prediction["box"], labels)
    row.update(outcome="FP", iou=most, best=which)
    row["reason"] = "no_overlap" if most == 0 else "low_iou" if most < reach else "duplicate"
    if row["reason"] == "duplicate":
        row["duplicate_of"] = {of_label[i]["id"] for i in which}
    confused, who = best_of(prediction["box"], others)
    if confused >= reach:
        row.update(confused_iou=confused, confused=who)


def explain_missed(row, label, kept, predictions, of_prediction, strangers, reach):
    """Why nothing matched a label: predictions are those of its class, kept those of them that took part, strangers those
    of other classes that did."""
    def overlap(prediction):
        return iou(prediction["box"], label["box"])

    most, least = max(map(overlap, predictions), default=0.0), max(map(overlap, kept), default=0.0)
    row.update(outcome="FN", iou=most, best_prediction={p["id"] for p in predictions if overlap(p) == most > 0})
    row["reason"] = "no_overlap" if least == 0 else "low_iou" if least < reach else "taken"
    for prediction in kept:
        if overlap(prediction) >= reach:
            assert prediction["id"] in of_prediction, "a prediction that reaches the label holds another one"
    confused = max(map(overlap, strangers), default=0.0)
    if confused >= reach:
        first = next(p for p in ranked(strangers) if overlap(p) == confused)
        row.update(confused_iou=confused, confused_prediction=first["id"], confused_class=first["class"])


def outcomes_of_group(labels, predictions, others, strangers, threshold, bounds, limit):
    """The rows of one image and class; others are the image's labels of other classes, strangers the predictions of other
    classes that took part."""
    order = ranked(predictions)
    kept, cut = order[:limit], order[limit:]
    of_prediction, of_label = match(labels, kept, threshold, bounds)
    rows, found = [], set()
    for prediction in cut:
        rows.append({"prediction": prediction["id"], "label": None, "outcome": "ignored", "reason": "max_detections"})
    for prediction in kept:
        row = {"prediction": prediction["id"], "label": None, "reason": None}
        rows.append(row)
        label = of_prediction.get(prediction["id"])
        if label and label["crowd"]:
            row.update(outcome="ignored", reason="crowd")
        elif label and not within(label["area"], bounds):
            row.update(outcome="ignored", reason="area")
        elif label:
            value = iou(prediction["box"], label["box"])
            row.update(outcome="TP", label=label["id"], best={label["id"]}, iou=value)
            found.add(label["id"])
        elif not within(prediction["box"][2] * prediction["box"][3], bounds):
            row.update(outcome="ignored", reason="area")
        else:
            explain_false_positive(row, prediction, labels, others, of_label, min(threshold, 1 - 1e-10))
    for label in labels:
        row = {"prediction": None, "label": label["id"], "reason": None}
        if label["crowd"]:
            row.update(outcome="ignored", reason="crowd")
        elif not within(label["area"], bounds):
            row.update(outcome="ignored", reason="area")
        elif label["id"] in found:
            continue
        else:
            explain_missed(row, label, kept, predictions, of_prediction, strangers, min(threshold, 1 - 1e-10))
        rows.append(row)
    return rows


def groups(labels, predictions):
    """(image, class) -> its labels and its predictions."""
    found = {}
    for place, objects in enumerate((labels, predictions)):
        for item in objects:
            found.setdefault((item["image"], item["class"]), ([], []))[place].append(item)
    return found


def outcomes(labels, predictions, threshold, bounds, limit):
    of_image = {}
    for label in labels:
        of_image.setdefault(label["image"], []).append(label)
    rows = []
    by_group = groups(labels, predictions)
    for (image, name), (some_labels, some_predictions) in by_group.items():
        others = [label for label in of_image.get(image, []) if label["class"] != name]
        strangers = [
            prediction
            for (other_image, other), (_, of_other) in by_group.items()
            if other_image == image and other != name
            for prediction in ranked(of_other)[:limit]
        ]
        rows += outcomes_of_group(some_labels, some_predictions, others, strangers, threshold, bounds, limit)
    return rows


def pairwise_sum(values):
    """numpy's order of additions, for up to 128 values at once."""
    count = len(values)
    if count < 8:
        total = 0.0
        for value in values:
            total += value
        return total
    if count <= 128:
        sums = list(values[:8])
        end = count - count % 8
        for i in range(8, end, 8):
            for j in range(8):
                sums[j] += values[i + j]
        total = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
        for value in values[end:]:
            total += value
        return total
    half = count // 2
    half -= half % 8
    return pairwise_sum(values[:half]) + pairwise_sum(values[half:])


def mean(values):
    return pairwise_sum(values) / len(values) if values else None


def precision_points(rows):
    """The precision at the 101 recall points, of rows (outcome, score, image, prediction) in any order; None without
    labels."""
    label_count = sum(1 for row in rows if row[0] in ("TP", "FN"))
    if not label_count:
        return None
    order = sorted((row for row in rows if row[0] in ("TP", "FP")), key=lambda row: (-row[1], row[2], row[3]))
    tp, curve = 0, []
    for place, row in enumerate(order):
        tp += row[0] == "TP"
        curve.append((tp / label_count, tp / (place + 1 + EPSILON)))
    envelope, most = [], 0.0
    for recall, precision in reversed(curve):
        most = max(most, precision)
        envelope.append((recall, most))
    envelope.reverse()
    points, place = [], 0
    for grid in [i * 0.01 for i in range(100)] + [1.0]:
        while place < len(envelope) and envelope[place][0] < grid:
            place += 1
        points.append(envelope[place][1] if place < len(envelope) else 0.0)
    return points


def average_precision(rows):
    points = precision_points(rows)
    return mean(points) if points else None


def mean_average_precision(classes):
    """The mean over the classes that have labels: over all their points, the classes fastest."""
    curves = [points for points in map(precision_points, classes) if points]
    return mean([curve[i] for i in range(101) for curve in curves])
