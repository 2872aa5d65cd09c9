"""COCOeval and Params: the evaluation of pycocotools, computed by boxscore.

evaluate() writes the tables; accumulate() asks for the arrays. The list evalImgs and the dictionary ious are made when they are first
read, because most programs never do. A program may also set evalImgs, as those do that gather it from several processes;
accumulate() then works from that list.
"""

from __future__ import annotations

import copy
import datetime
import time
from typing import Any

import numpy as np

from .outcomes import Outcomes, ious
from .tables import Tables

AREAS = {"all": [0, 1e10], "small": [0, 1024], "medium": [1024, 9216], "large": [9216, 1e10]}
SIGMAS = (0.26, 0.25, 0.25, 0.35, 0.35, 0.79, 0.79, 0.72, 0.72, 0.62, 0.62, 1.07, 1.07, 0.87, 0.87, 0.89, 0.89)


class Params:
    """What to evaluate, and how; the defaults are COCO's for the kind of objects."""

    def __init__(self, iouType: str = "segm"):
        if iouType not in ("bbox", "segm", "keypoints"):
            raise ValueError(f"iouType is not 'bbox', 'segm' or 'keypoints': {iouType!r}")
        self.iouType = iouType
        self.useSegm = None
        if iouType == "keypoints":
            self.setKpParams()
        else:
            self.setDetParams()

    def _set(self, areas: list[str], limits: list[int]) -> None:
        self.imgIds: Any = []
        self.catIds: Any = []
        self.iouThrs: Any = np.linspace(0.5, 0.95, 10)
        self.recThrs: Any = np.linspace(0.0, 1.0, 101)
        self.maxDets: Any = limits
        self.areaRng: Any = [list(AREAS[name]) for name in areas]
        self.areaRngLbl: Any = areas
        self.useCats: Any = 1

    def setDetParams(self) -> None:
        self._set(["all", "small", "medium", "large"], [1, 10, 100])

    def setKpParams(self) -> None:
        self._set(["all", "medium", "large"], [20])
        self.kpt_oks_sigmas = np.array(SIGMAS) / 10.0


class COCOeval:
    """Scores detections against labels: evaluate(), accumulate(), summarize()."""

    def __init__(self, cocoGt: Any = None, cocoDt: Any = None, iouType: str = "segm"):
        if not iouType:
            print("iouType not specified. use default iouType segm")
        self.cocoGt = cocoGt
        self.cocoDt = cocoDt
        self.params = Params(iouType=iouType or "segm")
        self.eval: dict[str, Any] = {}
        self.stats: Any = []
        self._paramsEval: Any = {}
        self._tables: Tables | None = None
        self._outcomes: Outcomes | None = None
        self._images: Any = None
        self._ious: Any = None
        if cocoGt is not None:
            self.params.imgIds = sorted(cocoGt.getImgIds())
            self.params.catIds = sorted(cocoGt.getCatIds())

    # Copies and pickles leave the database behind: what was asked for before stays, and evaluate() makes the rest anew.
    def __getstate__(self) -> dict[str, Any]:
        state = dict(self.__dict__)
        if self._tables is not None:
            state["_images"] = self.evalImgs
        state.update(_tables=None, _outcomes=None)
        return state

    @property
    def evalImgs(self) -> Any:
        """The result of every class, area range and image, in this order."""
        if self._images is None and self._tables is not None:
            self._images = self._result().images()
        return [] if self._images is None else self._images

    @evalImgs.setter
    def evalImgs(self, value: Any) -> None:
        self._images = value

    @property
    def ious(self) -> Any:
        """By (image, category): the IoU of each prediction, by descending score, with each label."""
        if self._ious is None and self._tables is not None:
            self._ious = ious(self._tables, self._result().groups)
        return {} if self._ious is None else self._ious

    @ious.setter
    def ious(self, value: Any) -> None:
        self._ious = value

    def connection(self) -> Any:
        """The evaluation as tables: a connection with the views labels and predictions, for any question in SQL."""
        if self._tables is None:
            self._prepare()
        assert self._tables is not None
        return self._tables.session.connection

    def _result(self) -> Outcomes:
        if self._outcomes is None:
            assert self._tables is not None
            self._outcomes = Outcomes(self._tables)
        return self._outcomes

    def _prepare(self) -> None:
        self._images = self._ious = self._outcomes = None
        self.eval = {}
        self._tables = Tables(self.cocoGt, self.cocoDt, copy.deepcopy(self.params))

    def evaluate(self) -> None:
        """Takes the labels and predictions that params selects."""
        begun = time.time()
        print("Running per image evaluation...")
        p = self.params
        if p.useSegm is not None:
            p.iouType = "segm" if p.useSegm == 1 else "bbox"
            print(f"useSegm (deprecated) is not None. Running {p.iouType} evaluation")
        print(f"Evaluate annotation type *{p.iouType}*")
        p.imgIds = list(np.unique(p.imgIds))
        if p.useCats:
            p.catIds = list(np.unique(p.catIds))
        p.maxDets = sorted(p.maxDets)
        self._prepare()
        self._paramsEval = copy.deepcopy(p)
        print(f"DONE (t={time.time() - begun:0.2f}s).")

    def computeIoU(self, imgId: Any, catId: Any) -> Any:
        return self.ious[imgId, catId]

    computeOks = computeIoU

    def evaluateImg(self, imgId: Any, catId: Any, aRng: Any, maxDet: int) -> Any:
        """One entry of evalImgs."""
        if self._tables is None or maxDet != self._tables.params.maxDets[-1]:
            raise ValueError("evaluateImg: evaluate() comes first, and maxDet is the largest of params.maxDets")
        p = self._tables.params
        k = self._tables.place[catId] if p.useCats else 0
        return self._result().image(imgId, catId, k, [list(area) for area in p.areaRng].index(list(aRng)))

    # ---- arrays ----

    def accumulate(self, p: Any = None) -> None:
        """Fills eval: the arrays precision, recall and scores."""
        print("Accumulating evaluation results...")
        begun = time.time()
        if self._images is None and self._tables is None:
            print("Please run evaluate() first")
        p = self.params if p is None else p
        p.catIds = p.catIds if p.useCats == 1 else [-1]
        counts = [len(p.iouThrs), len(p.recThrs), len(p.catIds) if p.useCats else 1, len(p.areaRng), len(p.maxDets)]
        T, R, K, A, M = counts
        arrays = -np.ones((T, R, K, A, M)), -np.ones((T, K, A, M)), -np.ones((T, R, K, A, M))
        if self._images is None and self._tables is not None and self._as_evaluated(p):
            self._ask(*arrays)
        else:
            self._gather(p, *arrays)
        precision, recall, scores = arrays
        now = datetime.datetime.now().strftime("%Y-%m-%d %H:%M:%S")
        self.eval = {"params": p, "counts": counts, "date": now, "precision": precision, "recall": recall, "scores": scores}
        print(f"DONE (t={time.time() - begun:0.2f}s).")

    def _as_evaluated(self, p: Any) -> bool:
        """Whether the arrays are of just what was evaluated, at COCO's recalls: then SQL has them."""
        assert self._tables is not None
        was = self._tables.params
        names = ["iouThrs", "imgIds", "areaRng", "maxDets"] + (["catIds"] if p.useCats == 1 else [])
        same = all(np.array_equal(np.asarray(getattr(p, name)), np.asarray(getattr(was, name))) for name in names)
        return same and p.useCats == was.useCats and np.array_equal(p.recThrs, np.linspace(0.0, 1.0, 101))

    def _ask(self, precision: Any, recall: Any, scores: Any) -> None:
        """The arrays from pr_curve, whose rows come class by class with ascending recall, and from ap_by_class."""
        tables, limits = self._tables, self.params.maxDets
        assert tables is not None
        where = tables.where_each(limits)
        rows = tables.cells("pr_curve", "class, precision, score", limits=limits)
        for start in range(0, len(rows), 101):
            k, _, _, *cell = rows[start]
            values = np.array([row[1:3] for row in rows[start:start + 101]], dtype=np.float64)
            values[np.isnan(values)] = 0.0
            for t, a, m in where[tuple(cell)]:
                precision[t, :, k, a, m], scores[t, :, k, a, m] = values[:, 0], values[:, 1]
        for k, ar, *cell in tables.cells("ap_by_class", "class, ar", "AND ar IS NOT NULL", limits=limits):
            for t, a, m in where[tuple(cell)]:
                recall[t, k, a, m] = ar

    def _gather(self, p: Any, precision: Any, recall: Any, scores: Any) -> None:
        """The arrays from evalImgs; p may select among what was evaluated."""
        was, images = self._paramsEval, self.evalImgs
        categories = {*(was.catIds if was.useCats else [-1])}
        areas, limits, ids = {tuple(area) for area in was.areaRng}, {*was.maxDets}, {*was.imgIds}
        kept_images = [i for i, image in enumerate(p.imgIds) if image in ids]
        kept_areas = [a for a, area in enumerate(p.areaRng) if tuple(area) in areas]
        kept_limits = [limit for limit in p.maxDets if limit in limits]
        for k, k0 in enumerate(k0 for k0, category in enumerate(p.catIds) if category in categories):
            for a, a0 in enumerate(kept_areas):
                first = (k0 * len(was.areaRng) + a0) * len(was.imgIds)
                entries = [entry for entry in (images[first + i] for i in kept_images) if entry is not None]
                for m, limit in enumerate(kept_limits):
                    if entries:
                        self._curve(entries, limit, p.recThrs, precision[:, :, k, a, m], recall[:, k, a, m], scores[:, :, k, a, m])

    @staticmethod
    def _curve(entries: Any, limit: int, points: Any, precision: Any, recall: Any, scores: Any) -> None:
        """One class, area range and detection limit: docs/explanation/numbers.md, section 4."""
        labels = np.count_nonzero(np.concatenate([e["gtIgnore"] for e in entries]) == 0)
        if not labels:
            return
        ranked = np.concatenate([e["dtScores"][:limit] for e in entries])
        order = np.argsort(-ranked, kind="mergesort")
        ranked = ranked[order]
        matched = np.concatenate([e["dtMatches"][:, :limit] for e in entries], axis=1)[:, order] != 0
        counted = ~np.concatenate([e["dtIgnore"][:, :limit] for e in entries], axis=1)[:, order].astype(bool)
        true = np.cumsum(matched & counted, axis=1).astype(float)
        false = np.cumsum(~matched & counted, axis=1).astype(float)
        reached = true / labels
        envelope = true / (false + true + np.spacing(1))
        envelope = np.maximum.accumulate(envelope[:, ::-1], axis=1)[:, ::-1]
        precision[:], scores[:], recall[:] = 0.0, 0.0, 0.0
        if not len(ranked):
            return
        recall[:] = reached[:, -1]
        for t in range(len(reached)):
            at = np.searchsorted(reached[t], points, side="left")
            at = at[np.cumprod(at < len(ranked)).astype(bool)]
            precision[t, :len(at)], scores[t, :len(at)] = envelope[t, at], ranked[at]

    # ---- figures ----

    def _figure(self, kind: str, threshold: Any = None, area: str = "all", limit: int = 100) -> Any:
        """The mean of a part of the arrays, -1 where no class has labels; printed as pycocotools prints it."""
        p = self.params
        areas = [i for i, name in enumerate(p.areaRngLbl) if name == area]
        limits = [i for i, most in enumerate(p.maxDets) if most == limit]
        cells = self.eval["precision" if kind == "AP" else "recall"]
        if threshold is not None:
            cells = cells[np.where(threshold == p.iouThrs)[0]]
        cells = cells[..., areas, limits]
        cells = cells[cells > -1]
        value = np.mean(cells) if len(cells) else -1
        title = "Average Precision" if kind == "AP" else "Average Recall"
        grid = f"{p.iouThrs[0]:0.2f}:{p.iouThrs[-1]:0.2f}" if threshold is None else f"{threshold:0.2f}"
        print(f" {title:<18} ({kind}) @[ IoU={grid:<9} | area={area:>6s} | maxDets={limit:>3d} ] = {value:0.3f}")
        return value

    def _box_figures(self) -> list[Any]:
        limits = self.params.maxDets
        last = limits[2]
        figures = [self._figure("AP"), self._figure("AP", 0.5, limit=last), self._figure("AP", 0.75, limit=last)]
        figures += [self._figure("AP", area=area, limit=last) for area in ("small", "medium", "large")]
        figures += [self._figure("AR", limit=limit) for limit in limits[:3]]
        return figures + [self._figure("AR", area=area, limit=last) for area in ("small", "medium", "large")]

    def _keypoint_figures(self) -> list[Any]:
        figures = []
        for kind in ("AP", "AR"):
            figures += [self._figure(kind, threshold, limit=20) for threshold in (None, 0.5, 0.75)]
            figures += [self._figure(kind, area=area, limit=20) for area in ("medium", "large")]
        return figures

    def summarize(self) -> None:
        """Prints the figures of the default parameters, and fills stats."""
        if not self.eval:
            raise Exception("Please run accumulate() first")
        figures = self._keypoint_figures() if self.params.iouType == "keypoints" else self._box_figures()
        self.stats = np.array(figures, dtype=np.float64)

    def __str__(self) -> str:
        self.summarize()
        return ""
