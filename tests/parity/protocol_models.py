"""The rules of VOC and Open Images once more, in plain Python, written from their definitions: for each class its AP and the counts of
labels, true and false positives."""


def overlap(a, b, pixel):
    """The intersection of two boxes and their areas; pixel is 1 where both edges belong to a box."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]) + pixel
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) + pixel
    shared = width * height if width > 0 and height > 0 else 0.0
    return shared, (a[2] + pixel) * (a[3] + pixel), (b[2] + pixel) * (b[3] + pixel)


def best_of(prediction, labels, measure):
    """The label with the largest measure, the first of equal ones; (None, 0) where nothing overlaps."""
    found, best = None, 0.0
    for label in labels:
        value = measure(prediction["bbox"], label["bbox"])
        if value > best:
            found, best = label, value
    return found, best


def inclusive_iou(a, b):
    shared, own, other = overlap(a, b, 1)
    return shared / (own + other - shared) if shared else 0.0


def plain_iou(a, b):
    shared, own, other = overlap(a, b, 0)
    return shared / (own + other - shared) if shared else 0.0


def share_inside(a, b):
    shared, own, _ = overlap(a, b, 0)
    return shared / own if shared else 0.0


def voc_verdicts(ranked, labels, threshold):
    """True, False or None (ignored) for each prediction."""
    taken = set()
    for prediction in ranked:
        there = [label for label in labels if label["image_id"] == prediction["image_id"]]
        label, iou = best_of(prediction, there, inclusive_iou)
        if iou <= threshold:
            yield False
        elif label["mark"]:
            yield None
        else:
            yield label["id"] not in taken
            taken.add(label["id"])


def open_images_verdicts(ranked, labels, threshold, weight):
    taken = set()
    for prediction in ranked:
        there = [label for label in labels if label["image_id"] == prediction["image_id"]]
        label, iou = best_of(prediction, [label for label in there if not label["mark"]], plain_iou)
        group, inside = best_of(prediction, [label for label in there if label["mark"]], share_inside)
        if label and iou >= threshold and label["id"] not in taken:
            taken.add(label["id"])
            yield True
        elif group and inside >= threshold:
            yield None if weight == 0 or group["id"] in taken else True
            taken.add(group["id"])
        else:
            yield False


def curve_of(verdicts):
    """(tp, fp) after each prediction that counts."""
    tp = fp = 0
    for verdict in verdicts:
        if verdict is None:
            continue
        tp, fp = tp + verdict, fp + (not verdict)
        yield tp, fp


def area_under(curve, npos):
    """All points: the best precision at a recall or above, from one recall to the next."""
    ap = best = 0.0
    for at in range(len(curve) - 1, -1, -1):
        tp, fp = curve[at]
        best = max(best, tp / (tp + fp))
        before = curve[at - 1][0] if at else 0
        ap += (tp - before) / npos * best
    return ap


def eleven_points(curve, npos):
    return sum(max([tp / (tp + fp) for tp, fp in curve if tp / npos >= i * 0.1], default=0.0) / 11 for i in range(11))


def score(data, protocol, threshold=0.5, weight=1, verified=None):
    """{category: (ap, npos, tp, fp)}; ap is None without labels that count."""
    found = {}
    for category in [c[0] for c in data.categories]:
        labels = [label for label in data.labels if label["category_id"] == category]
        known = {label["image_id"] for label in labels} | {i for i in data.images if verified is None or category in verified[i]}
        ranked = [p for p in data.predictions if p["category_id"] == category and p["image_id"] in known]
        order = {image: n for n, image in enumerate(sorted(data.images))}
        ranked.sort(key=lambda p: (-p["score"], order[p["image_id"]]))
        if protocol == "open_images":
            curve = list(curve_of(open_images_verdicts(ranked, labels, threshold, weight)))
            npos = sum(1 for label in labels if weight or not label["mark"])
        else:
            curve = list(curve_of(voc_verdicts(ranked, labels, threshold)))
            npos = sum(1 for label in labels if not label["mark"])
        tp, fp = curve[-1] if curve else (0, 0)
        rule = eleven_points if protocol == "voc07" else area_under
        if labels or any(p["category_id"] == category for p in data.predictions):
            found[category] = (rule(curve, npos) if npos else None, npos, tp, fp)
    return found
