// The report can be read without this script. With it, tables sort, the IoU threshold is a slider over the computed ones, and
// classes, outcomes and metrics can be selected.
(function () {
  "use strict";

  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const one = (selector, within) => (within || document).querySelector(selector);
  const TOP = 5;
  const state = { iou: document.body.dataset.iou, classes: null, outcome: "", metric: one("#metric") ? "top" : "" };

  // The data attributes of an element decide whether it is shown. Each picker changes only its own.
  function show() {
    all("[data-iou]", one("main")).forEach((e) => e.hidden = e.dataset.iou !== state.iou);
    all("[data-of-metric]").forEach((e) => e.hidden = state.metric === "top" ? e.dataset.ofMetric > TOP :
      state.metric !== "" && e.dataset.ofMetric !== state.metric);
    all("section[data-outcome]").forEach((e) => e.hidden = state.outcome !== "" && e.dataset.outcome !== state.outcome);
    all("tr[data-class]").forEach((e) => e.hidden = Boolean(state.classes) && !state.classes.has(e.dataset.class));
    state.series.forEach(function (item) {
      const style = item.element.style, picked = !state.classes || state.classes.has(item.name);
      if (item.kind === "spare")
        style.display = picked && state.classes ? "inline" : "";
      else
        style.opacity = picked ? "" : item.kind === "legend" ? "0.3" : "0";
    });
    all(".gallery").forEach(showGallery);
  }

  // ---- tables ----

  function cellValue(row, column) {
    const cell = row.cells[column];
    const text = cell.dataset.value === undefined ? cell.textContent.trim() : cell.dataset.value;
    const number = Number(text);
    return text === "" || text === "-" ? null : Number.isNaN(number) ? text : number;
  }

  function compare(a, b) {
    if (a === null || b === null) return (a === null) - (b === null);
    return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  }

  function sortTable(table, column, head) {
    const descending = head.getAttribute("aria-sort") === "ascending";
    all("th", table).forEach((e) => e.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    Array.from(table.tBodies).forEach(function (body) {
      const rows = Array.from(body.rows).filter((row) => !row.classList.contains("mean"));
      const keyed = rows.map((row, i) => ({ row: row, value: cellValue(row, column), i: i }));
      keyed.sort(function (a, b) {
        const missing = (a.value === null) - (b.value === null); // rows without a value stay at the end
        return missing || (descending ? -1 : 1) * compare(a.value, b.value) || a.i - b.i;
      });
      keyed.forEach((item) => body.appendChild(item.row));
      all("tr.mean", body).forEach((row) => body.appendChild(row));
    });
  }

  function makeSortable(table) {
    all("thead th", table).forEach(function (head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sortTable(table, column, head));
      head.append(button);
    });
  }

  // ---- galleries ----

  const PAGE = 12;

  function metricsOf(figure) {
    return figure.metrics || (figure.metrics = JSON.parse(figure.dataset.metrics));
  }

  function showGallery(gallery) {
    const rank = gallery.rank, metric = rank.metric.value, sign = rank.order.value === "down" ? -1 : 1;
    const figures = all("figure", gallery);
    const value = (figure) => metric === "" ? Number(figure.dataset.rank) : metricsOf(figure)[metric - 1];
    figures.sort(function (a, b) {
      const left = value(a), right = value(b);
      const missing = (left === null) - (right === null);
      return missing || (metric === "" ? 1 : sign) * (left - right) || a.dataset.rank - b.dataset.rank;
    });
    let shown = 0, fitting = 0;
    figures.forEach(function (figure) {
      const fits = !state.classes || state.classes.has(figure.dataset.class);
      fitting += fits;
      figure.hidden = !fits || shown >= gallery.limit;
      shown += !figure.hidden;
      const line = one(".value", figure);
      line.textContent = metric === "" || value(figure) === null ? "" :
        rank.metric.selectedOptions[0].textContent + ": " + value(figure);
      gallery.append(figure);
    });
    rank.more.hidden = fitting <= gallery.limit;
    rank.none.hidden = fitting > 0;
  }

  function makeGallery(gallery) {
    const controls = gallery.previousElementSibling;
    gallery.limit = PAGE;
    gallery.rank = {
      metric: one(".metric", controls), order: one(".order", controls),
      more: gallery.nextElementSibling, none: one(".none", controls),
    };
    controls.hidden = false;
    gallery.rank.metric.addEventListener("change", () => showGallery(gallery));
    gallery.rank.order.addEventListener("change", () => showGallery(gallery));
    one("button", gallery.rank.more).addEventListener("click", function () {
      gallery.limit += PAGE;
      showGallery(gallery);
    });
  }

  // ---- pickers ----

  function makeSlider(slider) {
    const steps = JSON.parse(slider.dataset.steps);
    slider.max = steps.length - 1;
    slider.value = steps.indexOf(state.iou);
    slider.addEventListener("input", function () {
      state.iou = steps[slider.value];
      one("#iou-shown").textContent = state.iou;
      show();
    });
  }

  // In a chart of classes, each class is a group with its name as title. Those in the legend follow a sample of their colour
  // there. The others are hidden until they are selected.
  function findSeries() {
    const found = [];
    all("figure[data-lines=classes] svg").forEach(function (chart) {
      all("g[color] > title", chart).forEach(function (title) {
        const element = title.parentNode, kind = element.getAttribute("display") === "none" ? "spare" : "line";
        found.push({ name: title.textContent, element: element, kind: kind });
      });
      all("g[color] + text", chart).forEach((text) => found.push({ name: text.textContent, element: text, kind: "legend" }));
    });
    return found;
  }

  function makeClassPicker(picker) {
    const boxes = all("input[name=class]", picker), every = one("input[name=every-class]", picker);
    state.series = findSeries();
    function changed() {
      const picked = boxes.filter((box) => box.checked).map((box) => box.value);
      state.classes = picked.length === boxes.length ? null : new Set(picked);
      every.checked = !state.classes;
      every.indeterminate = Boolean(state.classes) && picked.length > 0;
      one("summary", picker).textContent = !state.classes ? "Classes: all" :
        picked.length === 1 ? "Class: " + picked[0] : "Classes: " + picked.length + " of " + boxes.length;
      show();
    }
    boxes.forEach((box) => box.addEventListener("change", changed));
    every.addEventListener("change", function () {
      boxes.forEach((box) => box.checked = every.checked);
      changed();
    });
    document.addEventListener("click", (event) => picker.open = picker.open && picker.contains(event.target));
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") picker.open = false;
    });
  }

  function makePicker(select, name) {
    if (!select) return;
    select.addEventListener("change", function () {
      state[name] = select.value;
      show();
    });
  }

  all("table.sortable").forEach(makeSortable);
  makeSlider(one("#iou"));
  makeClassPicker(one("#classes"));
  makePicker(one("#outcome"), "outcome");
  makePicker(one("#metric"), "metric");
  all(".gallery").forEach(makeGallery);
  one(".controls").hidden = false;
  show();
})();
