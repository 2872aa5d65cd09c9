// The controls at the top, and what they set in motion.

function draw() {
  const sum = scores(), cells = confusions();
  one("#reset").disabled = state.iou === page.iou && state.score === page.score && !state.classes;
  all("header .iou").forEach((e) => e.textContent = data.ious[state.iou]);
  all("header .score").forEach((e) => e.textContent = data.scores[state.score][1]);
  all("header .best").forEach((e) => e.hidden = state.score !== page.score);
  drawCards(sum);
  drawRanking(sum);
  drawReasons(sum, cells);
  drawComparison();
  all("table.sortable").forEach(sortTable);
  drawScores(sum);
  drawCurves(sum);
  drawHistogram();
  drawMatrix(cells);
  drawMissed(cells);
  drawCalibration();
  drawFixed();
  drawImportance();
  drawPerformance();
  all(".gallery-of").forEach(drawGallery);
  all(".plain").forEach(drawPlain);
}

function makeSlider(name, shown) {
  const slider = one("#" + name);
  slider.max = shown.length - 1;
  slider.update = function () {
    slider.value = state[name];
    slider.setAttribute("aria-valuetext", shown[state[name]]);
    one(`#${name}-shown`).textContent = shown[state[name]];
  };
  slider.update();
  slider.addEventListener("input", function () {
    state[name] = Number(slider.value);
    slider.update();
    draw();
  });
}

function makeClassPicker(picker) {
  const boxes = all("input[name=class]", picker), every = one("input[name=every-class]", picker);
  picker.update = function () {
    const count = state.classes ? state.classes.size : boxes.length;
    boxes.forEach((box) => box.checked = isPicked(Number(box.value)));
    every.checked = !state.classes;
    every.indeterminate = Boolean(state.classes) && count > 0;
    one("summary", picker).textContent = !state.classes ? "Classes: all" : count === 1 ? "Class: " + picked()[0].name :
      `Classes: ${count} of ${classes.length}`;
  };
  boxes.forEach((box) => box.addEventListener("change", function () {
    const numbers = boxes.filter((b) => b.checked).map((b) => Number(b.value));
    state.classes = numbers.length === classes.length ? null : new Set(numbers);
    picker.update();
    draw();
  }));
  every.addEventListener("change", function () {
    state.classes = every.checked ? null : new Set();
    picker.update();
    draw();
  });
  document.addEventListener("click", (event) => picker.open = picker.open && picker.contains(event.target));
  picker.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !picker.open) return;
    picker.open = false;
    one("summary", picker).focus();
  });
}

function makeMetricPicker(select) {
  if (!select) return;
  const choices = [["top", "the five most important"]].concat(data.metrics.map((m) => [String(m.number), m.name]));
  select.append(...choices.map(([value, name]) => new Option(name, value)));
  select.closest(".rank").hidden = false;
  [select, one("#lines")].forEach((e) => e.addEventListener("change", drawPerformance));
}

// Charts are as wide as their figures.
function redrawWhenResized() {
  let width = window.innerWidth, waiting = 0;
  window.addEventListener("resize", function () {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(draw);
  });
}

makeSlider("iou", data.ious);
makeSlider("score", data.scores.map((s) => s[1]));
makeClassPicker(one("#classes"));
makeMetricPicker(one("#metric"));
all("table.sortable").forEach(makeSortable);
all(".gallery-of").forEach(makeGallery);
all(".plain figure").forEach(makeOpener);
one("#reset").addEventListener("click", function () {
  Object.assign(state, { iou: page.iou, score: page.score, classes: null });
  ["#iou", "#score", "#classes"].forEach((selector) => one(selector).update());
  draw();
});
one(".controls").hidden = false;
redrawWhenResized();
draw();
