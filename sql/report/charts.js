// Charts as SVG, as wide as the figure they stand in. The title and the legend are HTML above the drawing.

const escapeText = (text) => String(text).replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");
const px = (number) => String(Math.round(number * 10) / 10);
const three = (value) => value === null || value === undefined ? "-" : value.toFixed(3);
const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const DASHES = ["", "7 3", "2 3", "9 3 2 3"];
const dashOf = (number) => DASHES[Math.min(Math.floor(number / 24), DASHES.length - 1)];

function short(value) {
  const size = Math.abs(value);
  if (size >= 1000) return thousands(Math.round(value));
  return String(Number(value.toPrecision(4)));
}

// ---- axes ----

function ticks(low, high, most) {
  const raw = (high - low) / Math.max(1, most) || 1, power = Math.pow(10, Math.floor(Math.log10(raw)));
  const step = [1, 2, 5, 10].map((k) => k * power).find((s) => s >= raw * 0.999), found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) found.push(i * step);
  return found;
}

function logTicks(low, high) {
  const found = [];
  for (let p = Math.floor(Math.log10(low)); p <= Math.ceil(Math.log10(high)); p++) {
    const value = Math.pow(10, p);
    if (value >= low * 0.999 && value <= high * 1.001) found.push(value);
  }
  return found;
}

// Places from `from` to `to` for values from low to high.
function axis(low, high, from, to, log, most) {
  const scale = log ? Math.log10 : (v) => v;
  const a = scale(low), b = scale(high) === a ? a + 1 : scale(high);
  return { ticks: log ? logTicks(low, high) : ticks(low, high, most), place: (v) => from + (scale(v) - a) / (b - a) * (to - from), low, high };
}

// ---- the frame ----

function swatch(item) {
  const line = item.line ? `<line x1="0" x2="16" y1="5" y2="5" stroke-dasharray="${dashOf(item.number || 0)}"/>` :
    '<rect width="10" height="10" rx="2"/>';
  return `<span><svg width="${item.line ? 16 : 10}" height="10" aria-hidden="true"><g class="${item.line ? "line" : "bar"}" style="--c:${item.colour}">` +
    `${line}</g></svg>${escapeText(item.name)}</span>`;
}

function put(figure, chart) {
  const legend = chart.legend && chart.legend.length ? `<div class="legend">${chart.legend.map(swatch).join("")}</div>` : "";
  figure.innerHTML = `<h4>${escapeText(chart.title)}</h4>${legend}` +
    `<svg class="chart" viewBox="0 0 ${px(chart.width)} ${px(chart.height)}" role="img" aria-label="${escapeText(chart.label)}">${chart.body}</svg>`;
}

const widthOf = (figure) => Math.max(260, (figure.clientWidth || 560) - 22);
const text = (x, y, words, extra) => `<text x="${px(x)}" y="${px(y)}" ${extra || ""}>${escapeText(words)}</text>`;

function bottomAxis(x, left, right, y, title) {
  let body = `<path class="edge" d="M${px(left)} ${px(y)}H${px(right)}"/>`;
  x.ticks.forEach((t) => body += text(x.place(t), y + 16, short(t), 'text-anchor="middle" class="tick"'));
  return body + (title ? text((left + right) / 2, y + 34, title, 'text-anchor="middle" class="soft"') : "");
}

function leftAxis(y, left, right, title, middle) {
  let body = "";
  y.ticks.forEach(function (t) {
    body += `<path class="grid" d="M${px(left)} ${px(y.place(t))}H${px(right)}"/>` +
      text(left - 6, y.place(t) + 4, short(t), 'text-anchor="end" class="tick"');
  });
  return body + (title ? `<text class="soft" text-anchor="middle" transform="translate(12 ${px(middle)}) rotate(-90)">${escapeText(title)}</text>` : "");
}

// ---- lines ----

// Where the fewest points are behind it: right or left, above or below the line.
function averageText(chart, x, y, left, right) {
  const at = y.place(chart.average), points = chart.series.flatMap((s) => s.points).map((p) => [x.place(p.x), y.place(p.y)]), long = 84;
  const behind = (place) => points.filter(([px, py]) => Math.abs(py - place.y + 4) < 12 && px > place.from - 6 && px < place.from + long + 6).length;
  const places = [right - long, left].flatMap((from) => [{ from, y: at - 5 }, { from, y: at + 13 }]).filter((p) => p.y > 12);
  const best = places.reduce((a, b) => behind(b) < behind(a) ? b : a), end = best.from !== left;
  return text(end ? right : left + 4, best.y, "average " + three(chart.average), `${end ? 'text-anchor="end" ' : ""}class="tick halo"`);
}

// series: {name, colour, number, points: [{x, y, hollow, title}]}; counts: [{low, high, n}], bars in a panel below.
function lineChart(figure, chart) {
  const width = widthOf(figure), left = 52, right = width - 10, top = 8, bottom = top + 230;
  const xs = chart.series.flatMap((s) => s.points.map((p) => p.x)).concat((chart.counts || []).flatMap((c) => [c.low, c.high]));
  const low = chart.xMin !== undefined ? chart.xMin : Math.min(...xs), high = chart.xMax !== undefined ? chart.xMax : Math.max(...xs);
  if (!xs.length) return put(figure, { ...chart, width, height: 40, label: chart.title, body: text(left, 24, "no data", 'class="soft"') });
  const positive = Math.min(...xs.filter((v) => v > 0)), log = chart.log && low > 0 && high / positive > 100;
  const x = axis(low, high, left, right, log, Math.floor((right - left) / 70)), y = axis(0, 1, bottom, top, false, 5);
  let body = leftAxis(y, left, right, chart.y, (top + bottom) / 2), end = bottom;
  if (chart.counts) {
    const panel = { top: bottom + 16, bottom: bottom + 72 }, most = Math.max(1, ...chart.counts.map((c) => c.n));
    const n = axis(0, most, panel.bottom, panel.top, false, 2);
    body += leftAxis(n, left, right, "", 0);
    chart.counts.forEach(function (c) {
      const from = x.place(c.low), to = Math.max(from + 1.5, x.place(c.high) - 1);
      body += `<rect class="count" x="${px(from)}" y="${px(n.place(c.n))}" width="${px(to - from)}" height="${px(panel.bottom - n.place(c.n))}">` +
        `<title>${thousands(c.n)} ${escapeText(chart.countName)}, ${short(c.low)} to ${short(c.high)}</title></rect>`;
    });
    end = panel.bottom;
  }
  body += bottomAxis(x, left, right, end, chart.x);
  chart.series.forEach(function (s) {
    const path = s.points.map((p, i) => (i ? "L" : "M") + px(x.place(p.x)) + " " + px(y.place(p.y))).join("");
    body += `<g class="line${s.faint ? " faint" : ""}" style="--c:${s.colour}" data-series="${escapeText(s.name)}">` +
      `<path d="${path}" stroke-dasharray="${dashOf(s.number || 0)}"/>`;
    if (s.dots || s.points.length === 1)
      s.points.forEach((p) => body += `<circle class="${p.hollow ? "hollow" : "full"}" cx="${px(x.place(p.x))}" cy="${px(y.place(p.y))}" r="3">` +
        `<title>${escapeText(p.title || "")}</title></circle>`);
    body += "</g>";
  });
  if (chart.average !== undefined && chart.average !== null)
    body += `<path class="reference" d="M${px(left)} ${px(y.place(chart.average))}H${px(right)}"/>` +
      averageText(chart, x, y, left, right);
  put(figure, { ...chart, width, height: end + 42, body, label: chart.label || chart.title });
}

// ---- bars ----

// rows: {name, bars: [{value, colour, low, high}]}
function barChart(figure, chart) {
  const width = widthOf(figure), thick = chart.rows.length > 14 || chart.thin ? 9 : 11;
  const longest = Math.max(0, ...chart.rows.map((r) => r.name.length)), left = Math.min(width * 0.42, 12 + longest * 6.6);
  const values = chart.rows.flatMap((r) => r.bars.flatMap((b) => [b.value, b.low, b.high])).filter((v) => v !== null && v !== undefined);
  if (!values.length) return put(figure, { ...chart, legend: null, width, height: 40, label: chart.title, body: text(10, 24, "no data", 'class="soft"') });
  const low = chart.min !== undefined ? chart.min : Math.min(0, ...values), high = chart.max !== undefined ? chart.max : Math.max(0, ...values) || 1;
  const right = width - 44, x = axis(low, high, left + (low < 0 ? 42 : 0), right, false, Math.floor((right - left) / 70));
  let y = 6, body = "", bars = "";
  const room = Math.floor((left - 8) / 6.2);
  chart.rows.forEach(function (row) {
    const height = row.bars.length * thick, name = row.name.length > room ? row.name.slice(0, room - 1) + "…" : row.name;
    bars += `<g><title>${escapeText(row.name)}</title>` + text(left - 6 + (low < 0 ? 0 : 0), y + height / 2 + 4, name, 'text-anchor="end" class="ink"') + "</g>";
    row.bars.forEach(function (bar, i) {
      if (bar.value === null || bar.value === undefined) return;
      const from = x.place(Math.min(0, bar.value)), to = x.place(Math.max(0, bar.value)), at = y + i * thick;
      bars += `<rect class="bar" style="--c:${bar.colour}" x="${px(from)}" y="${px(at)}" width="${px(Math.max(to - from, 0.5))}" height="${thick - 1}"/>`;
      let start = from, end = to;
      if (bar.low !== null && bar.low !== undefined) {
        bars += `<path class="interval" d="M${px(x.place(bar.low))} ${px(at + thick / 2 - 0.5)}H${px(x.place(bar.high))}"/>`;
        start = Math.min(start, x.place(bar.low));
        end = Math.max(end, x.place(bar.high));
      }
      bars += bar.value < 0 ? text(start - 4, at + thick - 2, three(bar.value), 'text-anchor="end" class="tick"') :
        text(end + 4, at + thick - 2, three(bar.value), 'class="tick"');
    });
    y += height + 6;
  });
  x.ticks.forEach((t) => body += `<path class="grid" d="M${px(x.place(t))} 2V${px(y)}"/>`);
  body += bars + `<path class="edge" d="M${px(x.place(0))} 2V${px(y)}"/>`;
  x.ticks.forEach((t) => body += text(x.place(t), y + 14, short(t), 'text-anchor="middle" class="tick"'));
  put(figure, { ...chart, width, height: y + 22, body, label: chart.title + ": " + chart.rows.map((r) => r.name + " " + r.bars.map((b) => three(b.value)).join(", ")).slice(0, 30).join("; ") });
}

// Stacked: true positives on false positives; the threshold is a dashed line.
function histogramChart(figure, chart) {
  const width = widthOf(figure), left = 52, right = width - 10, top = 14, bottom = top + 250;
  const bins = chart.bins, step = bins.length > 1 ? bins[1].low - bins[0].low : 1, end = (b) => b.high === null ? b.low + step : b.high;
  const most = Math.max(1, ...bins.map((b) => b.tp + b.fp));
  const x = axis(bins[0].low, end(bins[bins.length - 1]), left, right, false, Math.floor((right - left) / 70)), y = axis(0, most, bottom, top, false, 5);
  let body = leftAxis(y, left, right, "predictions", (top + bottom) / 2);
  bins.forEach(function (b) {
    const from = x.place(b.low) + 0.5, wide = x.place(end(b)) - from - 0.5;
    const bar = (low, n, colour, name) => n ? `<rect class="bar" style="--c:${colour}" x="${px(from)}" y="${px(y.place(low + n))}" width="${px(wide)}"` +
      ` height="${px(y.place(low) - y.place(low + n))}"><title>${thousands(n)} ${name}, score ${short(b.low)} to ${short(end(b))}</title></rect>` : "";
    body += bar(0, b.fp, "#e0004d", "false positives") + bar(b.fp, b.tp, "#5658dd", "true positives");
  });
  body += bottomAxis(x, left, right, bottom, "score") + `<path class="reference" d="M${px(x.place(chart.threshold))} ${px(top - 8)}V${px(bottom)}"/>`;
  const late = x.place(chart.threshold) > (left + right) / 2;
  body += text(x.place(chart.threshold) + (late ? -5 : 5), top, "threshold " + chart.shown, `class="tick halo"${late ? ' text-anchor="end"' : ""}`);
  put(figure, { ...chart, width, height: bottom + 42, body, label: chart.title });
}
