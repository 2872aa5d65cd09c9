// The data of the page, what the controls are set to, and the figures that follow from both. report.sql says how it is written.

const data = JSON.parse(document.getElementById("data").textContent);
const page = data.page;
const BACKGROUND = -1;
// classes: null for all, else a set of numbers. score and iou are places in the lists of thresholds.
const state = { iou: page.iou, score: page.score, classes: null };

const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
const one = (selector, within) => (within || document).querySelector(selector);

const classes = data.classes.map(([name, colour, labels, rank], number) => ({
  number, colour, labels, rank, name: String(name), value: name, patterned: number >= 24,
}));
const picked = () => state.classes ? classes.filter((c) => state.classes.has(c.number)) : classes;
const isPicked = (number) => !state.classes || state.classes.has(number);

// ---- counts in text ----

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz*+";
const PLACE = Object.fromEntries(Array.from(DIGITS, (letter, place) => [letter, place]));

function decode(text) {
  const found = [];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "-") {
      found.push(PLACE[text[i + 1]] * 64 + PLACE[text[i + 2]]);
      i += 2;
    } else if (text[i] === "_") {
      const end = text.indexOf(";", i);
      found.push(Number(text.slice(i + 1, end)));
      i = end;
    } else {
      found.push(PLACE[text[i]]);
    }
  }
  return found;
}

function once(make) {
  const kept = new Map();
  return function (key) {
    if (!kept.has(key)) kept.set(key, make(key));
    return kept.get(key);
  };
}

const countsOf = once((iou) => decode(data.counts[iou]));
const reasonsOf = once((iou) => decode(data.reasons[iou]));

// True and false positives and missed objects of a class, of predictions from a score on.
function countsAt(iou, score, number) {
  const list = countsOf(iou), place = 2 * (number * data.scores.length + score);
  const tp = list[place] || 0, fp = list[place + 1] || 0;
  return { tp, fp, fn: classes[number].labels - tp };
}

// False positives of each class that overlap a label of their class, from the score of the state on: low IoU, and duplicates.
function reasons() {
  const list = reasonsOf(state.iou), found = classes.map(() => [0, 0]);
  const bin = data.scores[state.score][2];
  for (let i = 0; i < list.length; i += 4) {
    const duplicate = list[i + 1] >= 20, at = list[i + 1] - (duplicate ? 20 : 0);
    found[list[i]][duplicate ? 1 : 0] += state.score === page.score ? list[i + 3] : at >= bin ? list[i + 2] : 0;
  }
  return found;
}

// ---- means ----

function mean(values) {
  const known = values.filter((v) => v !== null && v !== undefined);
  return known.length ? known.reduce((sum, v) => sum + v, 0) / known.length : null;
}

const share = (part, whole) => whole > 0 ? part / whole : null;

// Of so few labels a figure tells little, unless all classes are like that.
const isFew = (c) => c.labels < 10 && classes.some((other) => other.labels >= 10);

// A row for each picked class, and their sums.
function scores() {
  const lists = data.ap[state.iou], coco = data.ap[data.ap.length - 1];
  const rows = picked().map(function (c) {
    const n = countsAt(state.iou, state.score, c.number);
    const [ap, ar] = lists[c.number];
    return {
      ...n, c, ap, ar, coco: coco[c.number][0], precision: share(n.tp, n.tp + n.fp), recall: share(n.tp, n.tp + n.fn),
      f1: share(2 * n.tp, 2 * n.tp + n.fp + n.fn),
    };
  });
  const aps = rows.filter((row) => row.ap !== null), total = aps.reduce((sum, row) => sum + row.ap, 0);
  rows.forEach(function (row) {
    const others = aps.length - (row.ap === null ? 0 : 1);
    row.without = others > 0 ? (total - (row.ap || 0)) / others : null;
  });
  rows.sort((a, b) => (a.ap === null) - (b.ap === null) || isFew(a.c) - isFew(b.c) || a.ap - b.ap || a.c.rank - b.c.rank);
  const sum = { tp: 0, fp: 0, fn: 0, labels: 0 };
  rows.forEach(function (row) {
    sum.tp += row.tp;
    sum.fp += row.fp;
    sum.fn += row.fn;
    sum.labels += row.c.labels;
  });
  return {
    rows, ...sum, map: mean(rows.map((r) => r.coco)), ap: mean(rows.map((r) => r.ap)), ar: mean(rows.map((r) => r.ar)),
    precision: share(sum.tp, sum.tp + sum.fp), recall: share(sum.tp, sum.tp + sum.fn), f1: share(2 * sum.tp, 2 * sum.tp + sum.fp + sum.fn),
  };
}

// ---- confusions ----

// Cells [label, prediction, count] of the picked classes and the background; null where the page does not have these thresholds.
function confusions() {
  const text = data.matrix[state.iou + "," + state.score];
  if (text === undefined) return null;
  const list = decode(text), cells = [];
  for (let i = 0; i < list.length; i += 3) {
    const label = list[i] - 1, prediction = list[i + 1] - 1;
    if ((label === BACKGROUND || isPicked(label)) && (prediction === BACKGROUND || isPicked(prediction)))
      cells.push([label, prediction, list[i + 2]]);
  }
  return cells;
}

// ---- histogram ----

// True and false positives of the picked classes between the steps of the score.
function histogram() {
  const steps = data.scores.map(([value, , bin], place) => ({ value, bin, place })).filter((s) => s.bin !== null);
  return steps.map(function (step, i) {
    const next = steps[i + 1], sum = { low: step.value, high: next ? next.value : null, tp: 0, fp: 0 };
    picked().forEach(function (c) {
      const from = countsAt(state.iou, step.place, c.number), to = next ? countsAt(state.iou, next.place, c.number) : { tp: 0, fp: 0 };
      sum.tp += from.tp - to.tp;
      sum.fp += from.fp - to.fp;
    });
    return sum;
  });
}

// ---- metrics ----

// Importance, correlation and whether it is reliable: for all classes, and for one.
function importances() {
  if (state.iou !== page.iou || state.score !== page.score) return null;
  if (!state.classes) return data.metrics.map((m) => ({ m, value: m.all }));
  if (state.classes.size !== 1 || !page.byClass) return null;
  const number = Array.from(state.classes)[0];
  if (!data.metrics.some((m) => m.classes[number])) return null;
  return data.metrics.map((m) => ({ m, value: m.classes[number] || [null, null, 0] }));
}

// The bins of a metric and measure at the thresholds of the state, [n, hits] of each class in each; null where the page has none. What is
// left out is that of the thresholds of the page.
const binsOf = once(function (key) {
  const [iou, score, name] = key.split("|"), at = (pair) => (data.performance[pair] || {})[name];
  const found = at(iou + "," + score), usual = at(page.iou + "," + page.score);
  if (!found) return null;
  const ends = found[0] || usual[0], counts = decode(found[1] || usual[1]), hits = decode(found[2]), made = {};
  for (let i = 0, hit = 0; i < counts.length; i += ends.length + 1)
    made[counts[i] - 1] = counts.slice(i + 1, i + 1 + ends.length).flatMap((n) => [n, n ? hits[hit++] : 0]);
  return { ends, classes: made };
});

function performance(metric, measure) {
  if (state.classes && !page.byClass) return null;
  const found = data.performance && binsOf([state.iou, state.score, metric + measure].join("|"));
  if (!found) return null;
  const line = (numbers) => found.ends.map(function ([low, high], i) {
    let n = 0, hits = 0;
    numbers.forEach(function (number) {
      const list = found.classes[number];
      if (!list) return;
      n += list[2 * i];
      hits += list[2 * i + 1];
    });
    return { low, high, n, hits, value: share(hits, n) };
  });
  const numbers = page.byClass ? picked().map((c) => c.number) : [-1];
  return { together: line(numbers), line };
}

// ---- calibration ----

// Ten bins of the score over all predictions of the picked classes: how many, the share that is correct, the mean score.
function calibration() {
  const found = data.calibration && data.calibration[state.iou], bins = [];
  if (!found) return null;
  for (let i = 0; i < 10; i++) bins.push({ low: i / 10, high: (i + 1) / 10, n: 0, hits: 0, score: 0 });
  picked().filter((c) => found[c.number] !== undefined).forEach((c) => decode(found[c.number]).forEach(function (value, i, list) {
    if (i % 3) return;
    const bin = bins[i / 3];
    bin.n += value;
    bin.hits += list[i + 1];
    bin.score += value * list[i + 2] / 1000;
  }));
  return bins;
}
