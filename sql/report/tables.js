// Cards, tables and charts for the state. Each function draws one part of the page.

const swatchOf = (c) => `<span class="swatch${c.patterned ? " striped" : ""}" style="background-color:${c.colour}"></span>`;
const cell = (value) => `<td>${value}</td>`;

function setCard(id, value, name, note) {
  const card = document.getElementById("card-" + id);
  if (!card) return;
  one("b", card).textContent = value;
  if (name) one("span", card).textContent = name;
  let small = one("small", card);
  if (!small && note) card.append(small = document.createElement("small"));
  if (small) small.textContent = note || "";
}

function intervalOf(key, plain) {
  const found = data.intervals && data.intervals[key];
  return found && (plain || (!state.classes && state.iou === page.iou)) ? found : null;
}

function drawCards(sum) {
  const words = (interval) => interval ? three(interval[0]) + " to " + three(interval[1]) : "";
  const iou = data.ious[state.iou];
  setCard("map", three(sum.map), null, words(state.classes ? null : intervalOf("coco", true)));
  setCard("map-iou", three(sum.ap), "mAP at IoU " + iou, words(intervalOf("mean")));
  setCard("mar", three(sum.ar), "mAR at IoU " + iou);
  ["precision", "recall", "f1"].forEach((name) => setCard(name, three(sum[name])));
  ["tp", "fp", "fn"].forEach((name) => setCard(name, thousands(sum[name])));
  if (!(sum.labels > 0)) return;
  const who = page.model === null ? "The detector" : "The model " + page.model;
  const of = state.classes ? thousands(sum.labels) + " objects of the selected classes" : thousands(sum.labels) + " objects";
  one("#lead").textContent = sum.tp + sum.fp === 0 ? who + " finds none of " + of + "." : who + " finds " + (100 * sum.recall).toFixed(0) + " % of " +
    of + ", and " + (100 * sum.precision).toFixed(0) + " % of its predictions are correct.";
}

function drawRanking(sum) {
  const body = one("#ranking tbody"), shown = sum.rows.filter((row) => row.c.rank <= 100);
  const left = sum.rows.length - shown.length;
  body.innerHTML = shown.map((row) => `<tr data-class="${row.c.number}"${isFew(row.c) ? ' class="few"' : ""}><td>${swatchOf(row.c)}${escapeText(row.c.name)}</td>` +
    [row.ap, row.without, row.ar, row.precision, row.recall, row.f1].map((v) => cell(three(v))).join("") +
    [row.c.labels, row.tp, row.fp, row.fn].map(cell).join("") + "</tr>").join("") +
    `<tr class="mean"><td>${left ? "mean, with " + left + " more" : "mean"}</td>${cell(three(sum.ap))}<td></td>${cell(three(sum.ar))}` +
    `<td></td><td></td><td></td>${[sum.labels, sum.tp, sum.fp, sum.fn].map(cell).join("")}</tr>`;
}

const AP_COLOUR = "#0072b2", AR_COLOUR = "#e69f00";

function drawScores(sum) {
  const rows = sum.rows.filter((row) => row.ap !== null), most = 30;
  barChart(one("#scores"), {
    title: `AP and AR at IoU ${data.ious[state.iou]}` + (rows.length > most ? ", the weakest classes" : ""), min: 0, max: 1,
    legend: [{ name: "AP " + three(sum.ap), colour: AP_COLOUR }, { name: "AR " + three(sum.ar), colour: AR_COLOUR }],
    rows: rows.slice(0, most).map(function (row) {
      const interval = state.iou === page.iou && data.intervals ? data.intervals[row.c.number] : null;
      return { name: row.c.name, bars: [{ value: row.ap, colour: AP_COLOUR, low: interval ? interval[0] : null, high: interval ? interval[1] : null },
        { value: row.ar, colour: AR_COLOUR }] };
    }),
  });
}

const curveOf = once(function (key) {
  const [iou, number] = key.split("|"), list = data.curves[iou][number];
  return list === undefined ? [] : decode(list);
});

// The ten picked classes with the most labels have a colour and a place in the legend; the others are faint.
function drawCurves(sum) {
  const most = 10, rows = sum.rows.filter((row) => row.ap !== null).sort((a, b) => a.c.number - b.c.number);
  const series = rows.map(({ c, ap }, i) => ({
    name: c.name, number: c.number, colour: i < most ? c.colour : "#8a9099", faint: i >= most, line: true, ap,
    points: curveOf(state.iou + "|" + c.number).map((p, recall) => ({ x: recall / 100, y: p / 1000 })),
  })).filter((s) => s.points.length);
  const legend = series.filter((s) => !s.faint).map((s) => ({ ...s, name: s.name + " " + three(s.ap) }));
  if (series.length > legend.length) legend.push({ name: series.length - legend.length + " others", colour: "#8a9099", line: true });
  lineChart(one("#curves"), {
    title: `Precision over recall at IoU ${data.ious[state.iou]}, with AP`, x: "recall", y: "precision", xMin: 0, xMax: 1, legend,
    series: series.slice().reverse(),
  });
}

function drawHistogram() {
  const bins = histogram();
  histogramChart(one("#histogram"), {
    title: `Scores at IoU ${data.ious[state.iou]}`, bins, threshold: data.scores[state.score][0], shown: data.scores[state.score][1],
    legend: [{ name: "true positives", colour: "#5658dd" }, { name: "false positives", colour: "#e0004d" }],
  });
}

function drawReasons(sum, cells) {
  const found = reasons(), body = one("#reasons tbody");
  const rows = sum.rows.filter((row) => row.fp > 0 && row.c.rank <= 100).sort((a, b) => b.fp - a.fp || a.c.number - b.c.number);
  body.innerHTML = rows.map(function ({ c, fp }) {
    const [low, duplicate] = found[c.number];
    const on = (cells || []).filter(([label, prediction]) => prediction === c.number && label !== c.number && label !== BACKGROUND)
      .sort((a, b) => b[2] - a[2] || a[0] - b[0])[0];
    return `<tr data-class="${c.number}"><td>${swatchOf(c)}${escapeText(c.name)}</td>${[fp, fp - low - duplicate, low, duplicate].map(cell).join("")}` +
      `<td class="words">${on ? escapeText(classes[on[0]].name) + " (" + on[2] + ")" : ""}</td></tr>`;
  }).join("");
}

// From the confusion matrix: what the labels of a class that no prediction of it found were taken for.
function drawMissed(cells) {
  note("#missed", cells, "#none");
  if (!cells) return;
  const text = data.matrix[state.iou + "," + state.score], list = decode(text), found = new Map();
  for (let i = 0; i < list.length; i += 3) {
    const label = list[i] - 1, prediction = list[i + 1] - 1, n = list[i + 2];
    if (label === BACKGROUND || label === prediction || !isPicked(label) || classes[label].rank > 100) continue;
    if (!found.has(label)) found.set(label, { label, sum: 0, unseen: 0, best: null });
    const row = found.get(label);
    row.sum += n;
    if (prediction === BACKGROUND) row.unseen += n;
    else if (!row.best || n > row.best[1] || (n === row.best[1] && prediction < row.best[0])) row.best = [prediction, n];
  }
  one("#missed tbody").innerHTML = Array.from(found.values()).sort((a, b) => b.sum - a.sum || a.label - b.label).map(function (row) {
    const c = classes[row.label];
    return `<tr data-class="${c.number}"><td>${swatchOf(c)}${escapeText(c.name)}</td>${[row.sum, row.unseen, row.sum - row.unseen].map(cell).join("")}` +
      `<td class="words">${row.best ? escapeText(classes[row.best[0]].name) + " (" + row.best[1] + ")" : ""}</td></tr>`;
  }).join("");
}

function drawCalibration() {
  const bins = calibration(), figure = one("#calibration");
  figure.hidden = !bins;
  if (!bins) return;
  const points = bins.filter((b) => b.n > 0).map((b) => ({
    x: b.score / b.n, y: b.hits / b.n, hollow: b.n < 10, title: `${three(b.hits / b.n)} of ${thousands(b.n)} predictions are correct, mean score ${three(b.score / b.n)}`,
  }));
  const series = [{ name: "detector", colour: AP_COLOUR, dots: true, line: true, points },
    { name: "calibrated", colour: "#8a9099", number: 24, line: true, points: [{ x: 0, y: 0 }, { x: 1, y: 1 }] }];
  lineChart(figure, {
    title: `Precision by score at IoU ${data.ious[state.iou]}, all predictions`, x: "mean score", y: "precision", xMin: 0, xMax: 1, counts: bins,
    countName: "predictions", series, legend: series,
  });
}

// The differences stand in the table, which leaves out classes without labels.
function drawComparison() {
  const figure = one("#differences"), rows = all("#comparison tbody tr");
  rows.forEach((row) => row.hidden = !isPicked(Number(row.dataset.class)));
  if (!figure) return;
  const bars = rows.filter((row) => !row.hidden).map(function (row) {
    const [difference, interval] = [3, 4].map((column) => row.cells[column].textContent), ends = interval.split(" to ").map(Number);
    return { name: classes[row.dataset.class].name, value: Number(difference), low: ends.length === 2 ? ends[0] : null, high: ends.length === 2 ? ends[1] : null };
  }).filter((bar) => !Number.isNaN(bar.value)).sort((a, b) => b.value - a.value);
  barChart(figure, {
    title: "Difference of AP, with its interval",
    rows: bars.slice(0, 30).map(({ name, ...bar }) => ({ name, bars: [{ ...bar, colour: AP_COLOUR }] })),
  });
}

// Up to twenty classes: those with the most confusions. The last row and column are the background.
function drawMatrix(cells) {
  const figure = one("#matrix");
  note("#matrix", cells);
  if (!cells) return;
  const most = 20, count = new Map(), wrong = new Map();
  cells.forEach(function ([label, prediction, n]) {
    count.set(label + "," + prediction, n);
    if (label !== prediction) [label, prediction].forEach((k) => wrong.set(k, (wrong.get(k) || 0) + n));
  });
  const names = picked().slice().sort((a, b) => (wrong.get(b.number) || 0) - (wrong.get(a.number) || 0) || a.number - b.number).slice(0, most)
    .sort((a, b) => a.number - b.number).map((c) => c.number).concat([BACKGROUND]);
  const nameOf = (k) => k === BACKGROUND ? "background" : classes[k].name;
  const top = Math.max(1, ...cells.filter(([l, p]) => l !== p && l !== BACKGROUND && p !== BACKGROUND).map((c) => c[2]));
  const shade = function (label, prediction, n) {
    if (!n) return "";
    const whole = cells.filter((c) => c[0] === label).reduce((sum, c) => sum + c[2], 0);
    const strength = label === prediction ? n / whole : Math.min(1, n / top);
    return ` class="${label === prediction ? "hit" : "miss"}" style="--s:${Math.round(8 + 37 * strength)}%"`;
  };
  figure.innerHTML = `<h4>Confusion matrix at IoU ${data.ious[state.iou]}, score from ${data.scores[state.score][1]}` +
    (names.length <= picked().length ? ", the most confused classes" : "") + '</h4><div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix">' +
    '<table class="matrix"><thead><tr><th scope="col">label \\ prediction</th>' + names.map((k) => `<th scope="col"><span>${escapeText(nameOf(k))}</span></th>`).join("") +
    "</tr></thead><tbody>" + names.map((label) => `<tr><th scope="row">${escapeText(nameOf(label))}</th>` + names.map(function (prediction) {
      const n = count.get(label + "," + prediction);
      return `<td${shade(label, prediction, n)}>${n || (label === BACKGROUND && prediction === BACKGROUND ? "" : "·")}</td>`;
    }).join("") + "</tr>").join("") + "</tbody></table></div>";
}

function drawImportance() {
  const found = importances(), figure = one("#importance");
  if (!figure) return;
  note("#importance", found);
  note("#correlation", found);
  note("#confidence", found);
  if (!found) return;
  const order = (a, b) => (a.value[0] === null) - (b.value[0] === null) || b.value[0] - a.value[0] || a.m.number - b.m.number;
  const rows = found.filter(({ m }) => m.number > 0).sort(order).filter(({ value }) => value[0] > 0);
  const of = state.classes ? " for " + picked()[0].name : "";
  const bars = (place, colour) => rows.map(({ m, value }) => ({ name: m.name, bars: [{ value: value[place], colour }] }));
  barChart(figure, { title: "Metric importance" + of, min: 0, rows: bars(0, AP_COLOUR) });
  barChart(one("#correlation"), { title: "Correlation with correctness" + of + ", in the same order", rows: bars(1, AP_COLOUR) });
  const score = found.find(({ m }) => m.number === 0);
  if (score && score.value[0] !== null)
    one("#confidence").textContent = `Confidence, the score itself, has an importance of ${three(score.value[0])} and a correlation of ${three(score.value[1])}.`;
}

function middle({ low, high }, log) {
  return log && low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
}

function drawPerformance() {
  const holder = one("#performance-charts");
  if (!holder) return;
  const choice = one("#metric").value, byClass = one("#lines").value === "classes";
  const shown = data.metrics.filter((m) => choice === "top" ? m.number >= 1 && m.number <= 5 : String(m.number) === choice);
  const kinds = shown.flatMap((m) => ["precision", "fnr"].map((measure) => ({ m, measure })));
  const known = kinds.map((kind) => ({ ...kind, found: performance(kind.m.number, kind.measure) }));
  const drawn = known.filter((kind) => kind.found);
  note("#performance-charts", drawn.length ? drawn : null, "#performance-note");
  if (!drawn.length) return;
  holder.replaceChildren(...drawn.map(function ({ m, measure }) {
    const figure = document.createElement("figure");
    figure.dataset.chart = m.number + measure;
    return figure;
  }));
  drawn.forEach(function ({ m, measure, found }, i) {
    const name = measure === "fnr" ? "False negative rate by " : "Precision by ", x = m.name + (m.unit ? " in " + m.unit : "");
    const bins = found.together, values = bins.flatMap((b) => [b.low, b.high]);
    const log = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 100;
    const points = (line) => line.filter((b) => b.n > 0).map((b) => ({
      x: middle(b, log), y: b.value, hollow: b.n < 10, title: `${three(b.value)}, ${b.n} ${measure === "fnr" ? "labels" : "predictions"}, ${short(b.low)} to ${short(b.high)}`,
    }));
    const groups = byClass && page.byClass ? picked().slice(0, 10) : [];
    const series = groups.length ? groups.map((c) => ({ name: c.name, number: c.number, colour: c.colour, line: true, dots: true, points: points(found.line([c.number])) })) :
      [{ name: "all", colour: AP_COLOUR, dots: true, points: points(bins) }];
    const n = bins.reduce((sum, b) => sum + b.n, 0), hits = bins.reduce((sum, b) => sum + b.hits, 0);
    lineChart(holder.children[i], {
      title: name + m.name, x, y: measure === "fnr" ? "false negative rate" : "precision", log: true, counts: bins,
      countName: measure === "fnr" ? "labels" : "predictions", average: share(hits, n), series, legend: groups.length ? series : null,
      label: `${name}${m.name}: average ${three(share(hits, n))}`,
    });
  });
}

const isStart = () => state.iou === page.iou && state.score === page.score && !state.classes;

// Parts that no control changes.
function drawFixed() {
  all(".fixed, #findings").forEach(function (part) {
    const words = one(".note", part);
    part.classList.toggle("stale", !isStart());
    words.hidden = isStart();
    words.textContent = stays();
  });
}

const stays = () => `This shows what it does at IoU ${data.ious[page.iou]}, score from ${data.scores[page.score][1]}, all classes.`;

// What cannot be drawn for the state stays as it was, grey, and says what it shows.
function note(selector, good, where) {
  const element = one(selector), place = one(where || (selector === "#matrix" ? "#matrix-note" : selector === "#importance" ? "#importance-note" : "#none"));
  element.classList.toggle("stale", !good);
  if (!place) return;
  place.hidden = Boolean(good);
  place.textContent = good ? "" : stays();
}

// ---- sorting ----

function cellValue(row, column) {
  const found = row.cells[column].textContent.trim(), number = Number(found);
  return found === "" || found === "-" ? null : Number.isNaN(number) ? found : number;
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

// Rows without a value stay at the end, and the mean behind them.
function sortTable(table) {
  const head = one("th[aria-sort]", table);
  if (!head) return;
  const column = head.cellIndex, sign = head.getAttribute("aria-sort") === "descending" ? -1 : 1, body = table.tBodies[0];
  const keyed = Array.from(body.rows).filter((row) => !row.classList.contains("mean")).map((row, i) => ({ row, value: cellValue(row, column), i }));
  keyed.sort((a, b) => (a.value === null) - (b.value === null) || (a.value === null ? 0 : sign * compare(a.value, b.value)) || a.i - b.i);
  body.append(...keyed.map((item) => item.row), ...all("tr.mean", body));
}

function makeSortable(table) {
  all("thead th", table).forEach(function (head) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", function () {
      const descending = head.getAttribute("aria-sort") === "ascending";
      all("th", table).forEach((e) => e.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sortTable(table);
    });
    head.append(button);
  });
}
