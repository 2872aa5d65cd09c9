// Galleries of the extremes of each metric, and the whole image behind a picture.

const MOST = 24;
const OUTCOMES = { FP: "false positives", FN: "missed objects", TP: "true positives" };

// ---- galleries ----

function partsOf(figure) {
  if (!figure.parts) {
    const set = figure.dataset;
    figure.parts = {
      places: JSON.parse(set.places || "{}"), values: JSON.parse(set.values || "[]"), extra: JSON.parse(set.extra || "[]"), number: Number(set.class), image: Number(set.image),
      score: set.score === undefined ? null : Number(set.score), found: set.found === undefined ? null : Number(set.found),
      parties: JSON.parse(set.parties || "[]"), id: set.id,
    };
  }
  return figure.parts;
}

// Whether the outcome is still what it is with predictions of the state's score.
function isStill(parts) {
  const threshold = data.scores[state.score][0];
  return parts.score !== null ? parts.score >= threshold : parts.found === null || parts.found < threshold;
}

function totalOf(outcome) {
  const key = outcome.toLowerCase();
  return picked().reduce((sum, c) => sum + countsAt(page.iou, state.score, c.number)[key], 0);
}

// With all classes and the page's threshold, the pictures are the first of all; else the first of those on this page.
function drawGallery(section) {
  const outcome = section.dataset.outcome, metric = Number(one(".metric", section).value), order = one(".order", section).value;
  const key = metric + order, sign = order === "down" ? -1 : 1, figures = all("figure", section);
  const whole = !state.classes && state.score === page.score;
  const fitting = figures.map((figure) => ({ figure, parts: partsOf(figure) }))
    .filter(({ parts }) => whole ? parts.places[key] !== undefined : isPicked(parts.number) && isStill(parts) && parts.values[metric] !== null);
  fitting.sort((a, b) => whole ? a.parts.places[key] - b.parts.places[key] : sign * (a.parts.values[metric] - b.parts.values[metric]));
  const shown = fitting.slice(0, MOST), total = totalOf(outcome), name = one(".metric", section).selectedOptions[0].textContent;
  figures.forEach((figure) => figure.hidden = true);
  shown.forEach(function ({ figure, parts }) {
    const value = parts.values[metric];
    figure.hidden = false;
    one(".value", figure).textContent = metric === 0 && outcome !== "FN" || value === null ? "" : `${name}: ${short(value)}`;
  });
  one(".gallery", section).append(...shown.map(({ figure }) => figure));
  one(".shown", section).textContent = shown.length ? `${shown.length} of ${thousands(total)} ${OUTCOMES[outcome]}` :
    total ? `No picture of these ${thousands(total)} ${OUTCOMES[outcome]} is on this page` : "There are none.";
  const elsewhere = state.iou !== page.iou, words = one(".note", section);
  one(".gallery", section).classList.toggle("stale", elsewhere);
  words.hidden = !elsewhere;
  words.textContent = elsewhere ? `The pictures are at IoU ${data.ious[page.iou]}.` : "";
  one(".sql pre", section).textContent = queryOf(outcome, metric, order, MOST);
}

// A gallery of its own order, at the IoU of the page and over all predictions.
function drawPlain(section) {
  const words = one(".note", section), elsewhere = state.iou !== page.iou;
  all("figure", section).forEach((figure) => figure.hidden = !isPicked(Number(figure.dataset.class)));
  one(".gallery", section).classList.toggle("stale", elsewhere);
  words.hidden = !elsewhere;
  words.textContent = `The pictures are at IoU ${data.ious[page.iou]}.`;
}

const quoted = (value) => typeof value === "number" ? String(value) : "'" + String(value).replace(/'/g, "''") + "'";

// The query behind a gallery, for all rows.
function queryOf(outcome, metric, order) {
  const item = outcome === "FN" ? "label_id" : "prediction_id", level = outcome === "FN" ? "label" : "prediction";
  const m = data.metrics.find((found) => found.number === metric && metric > 0), up = order === "down" ? " DESC" : "";
  const where = [`m.outcome = '${outcome}'`, `m.iou_threshold = ${data.ious[page.iou]}`, `m.score_threshold = ${data.scores[state.score][0]}`,
    `m.iou_type = ${quoted(page.type)}`];
  if (page.model !== null) where.push(`m.model = ${quoted(page.model)}`);
  if (state.classes) where.push(`m.class IN (${picked().map((c) => quoted(c.value)).join(", ")})`);
  const tables = [page.labels, page.predictions, page.images].map(quoted).join(", ");
  let value = "m.score", join = "";
  if (m) {
    value = "v.value";
    join = `JOIN ${page.metrics} AS v ON v.level = ${m.level === "image" ? "'image'" : quoted(level)} AND v.metric = ${quoted(m.metric)}` +
      ` AND v.item_id = m.${m.level === "image" ? "image_id" : item}\n`;
  } else if (outcome === "FN") {
    value = "geometry_area(o.geometry)";
    join = "LEFT JOIN evaluated_objects AS o ON o.labels = m.labels AND o.predictions = m.predictions AND o.iou_type = m.iou_type\n" +
      "  AND o.image_id = m.image_id AND o.kind = 'label' AND o.id = m.label_id\n";
  }
  return `SELECT m.${item}, m.image_id, m.class, ${value} AS value, m.explanation\nFROM match_outcomes(${tables}) AS m\n${join}` +
    `WHERE ${where.join(" AND ")}\nORDER BY value${up} LIMIT 1000;`;
}

function makeGallery(section) {
  all("select", section).forEach((select) => select.addEventListener("change", () => drawGallery(section)));
  one(".rank", section).hidden = false;
  one(".sql", section).hidden = false;
  all("figure", section).forEach(makeOpener);
}

// ---- the whole image ----

const OWN = { FP: "#fd0a5a", FN: "#5658dd", TP: "#5658dd" };
const SVG = "http://www.w3.org/2000/svg";

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function pathOf(geometry) {
  if (typeof geometry[0] !== "number") {
    return geometry.map((ring) => ring.reduce((path, v, i) => path + (i === 0 ? "M" : i % 2 ? " " : "L") + v, "") + "Z").join("");
  }
  const [x, y, w, h, angle] = geometry;
  if (angle === undefined) return `M${x} ${y}h${w}v${h}h${-w}Z`;
  const turn = angle * Math.PI / 180, cos = Math.cos(turn), sin = Math.sin(turn);
  return "M" + [[-w, -h], [w, -h], [w, h], [-w, h]].map(([a, b]) => `${x + (a * cos - b * sin) / 2} ${y + (a * sin + b * cos) / 2}`).join("L") + "Z";
}

const startOf = (geometry) => typeof geometry[0] === "number" ? geometry : geometry[0];

function nameOf([isPrediction, number, score]) {
  return (isPrediction ? "prediction " : "label ") + classes[number].name + (score === null ? "" : " " + score.toFixed(2));
}

// Labels are filled, predictions are not; what the explanation is about is dashed.
function drawObject(svg, object, kind, scale) {
  const [isPrediction, number, , , geometry] = object;
  const colour = kind.own || classes[number].colour, wide = kind.own || kind.party ? 3.5 : 2;
  const path = pathOf(geometry), [x, y] = startOf(geometry), group = element("g", { "data-object": nameOf(object) });
  const title = element("title", {});
  title.textContent = nameOf(object);
  group.append(title);
  if (kind.own || kind.party)
    group.append(element("path", { d: path, fill: "none", stroke: "#fff", "stroke-opacity": 0.75, "stroke-width": wide + 2, "vector-effect": "non-scaling-stroke" }));
  group.append(element("path", {
    d: path, stroke: colour, "stroke-width": wide, "vector-effect": "non-scaling-stroke", fill: isPrediction || kind.own || kind.party ? "none" : colour,
    "fill-opacity": 0.15, "pointer-events": "all", ...(kind.party ? { "stroke-dasharray": "8 5", class: "party" } : {}),
  }));
  const words = element("text", { x: x + 2 * scale, y: Math.max(y - 4 * scale, 12 * scale), "font-size": 12 * scale, class: "caption", fill: kind.own ? colour : "#000" });
  words.textContent = nameOf(object).replace(/^(label|prediction) /, "");
  group.append(words);
  svg.append(group);
}

function wholeOf(figure) {
  const parts = partsOf(figure), [file, , drawing, around] = data.pictures[parts.image], outcome = figure.dataset.outcome;
  const objects = around.concat(parts.extra);
  const holder = document.createElement("div");
  holder.className = "whole";
  holder.innerHTML = drawing || "";
  const svg = one("svg", holder), sharp = one("svg image", figure);
  if (!svg) return holder;
  const [, , width] = svg.getAttribute("viewBox").split(" ").map(Number), scale = width / Math.min(1060, 0.9 * window.innerWidth);
  svg.setAttribute("aria-label", `${file}, whole image`);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  if (sharp) svg.append(sharp.cloneNode());
  const isOwn = (o) => (outcome === "FN") === !o[0] && String(o[3]) === parts.id;
  const isParty = (o) => parts.extra.includes(o) || parts.parties.some(([isPrediction, id]) => Boolean(isPrediction) === Boolean(o[0]) && String(id) === String(o[3]));
  const threshold = data.scores[state.score][0], place = (o) => isOwn(o) ? 2 : isParty(o) ? 1 : 0;
  objects.filter((o) => place(o) || !o[0] || o[2] >= threshold).sort((a, b) => place(a) - place(b))
    .forEach((o) => drawObject(svg, o, { own: isOwn(o) ? OWN[outcome] : null, party: isParty(o) }, scale));
  const named = objects.filter((o) => place(o) === 1).map((o) => nameOf(o));
  if (named.length) {
    const words = document.createElement("p");
    words.textContent = "Dashed: " + named.join("; ") + ".";
    holder.append(words);
  }
  return holder;
}

const dialog = one("#picture");

function openPicture(figure) {
  const caption = one("figcaption", figure), siblings = all("figure", figure.parentNode).filter((f) => !f.hidden);
  const place = siblings.indexOf(figure), bar = document.createElement("div"), words = document.createElement("p");
  const button = function (name, label, action) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = name;
    made.setAttribute("aria-label", label);
    if (action) made.addEventListener("click", action);
    made.disabled = !action;
    bar.append(made);
    return made;
  };
  const move = (by) => siblings[place + by] ? () => openPicture(siblings[place + by]) : null;
  bar.className = "bar";
  button("‹", "Previous picture", move(-1));
  button("›", "Next picture", move(1));
  const close = button("Close", "Close the picture", () => dialog.close());
  words.innerHTML = caption.innerHTML;
  dialog.replaceChildren(bar, wholeOf(figure), words);
  dialog.move = move;
  if (!dialog.open) dialog.showModal();
  close.focus();
}

function makeOpener(figure) {
  const button = document.createElement("button"), svg = one("svg", figure);
  if (!svg) return;
  button.type = "button";
  button.className = "open";
  button.setAttribute("aria-label", "Show the whole image: " + one("figcaption", figure).textContent);
  svg.replaceWith(button);
  button.append(svg);
  button.addEventListener("click", () => openPicture(figure));
}

dialog.addEventListener("keydown", function (event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key], go = by && dialog.move(by);
  if (go) go();
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
