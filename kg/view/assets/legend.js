// The legend, which is the filter, and the further filters: outlet, date, confidence, three questions of standing.

let legendOf = ""; // what the lines of the legend depend on; their counts and switches change in place
const legendLines = new Map();

function renderLegend(shown) {
  const now = [state.level, state.language, isDark()].join();
  if (legendOf !== now) makeLegend();
  legendOf = now;
  const found = counts(shown);
  for (const [key, { entry, box, output }] of legendLines) {
    box.checked = !state.off.has(key);
    entry.classList.toggle("off", state.off.has(key));
    if (output.textContent !== number(found[key])) output.textContent = number(found[key]);
  }
}

function makeLegend() {
  const kept = document.activeElement?.id;
  legendLines.clear();
  const line = (key, swatch, name) => {
    const box = h("input", { type: "checkbox", id: "show-" + key, on: { change: () => toggle("off", key) } }), output = h("output", {});
    const entry = h("label", { class: "entry", "data-key": key }, box, swatch, h("span", {}, name), output);
    legendLines.set(key, { entry, box, output });
    return entry;
  };
  const here = (key) => level().has.has(key);
  $("legend").replaceChildren(
    h("fieldset", {}, h("legend", {}, t("edges")), [...STANCES, ...EXTRA].filter(here).map((type) => line(type, lineSwatch(type), t("type." + type)))),
    h("fieldset", {}, h("legend", {}, t("nodes")), KINDS.filter(here).map((kind) => line(kind, kindSwatch(kind), t("kind." + kind)))));
  if (kept?.startsWith("show-")) $(kept)?.focus();
}

function toggle(list, key) {
  const next = new Set(state[list]);
  if (!next.delete(key)) next.add(key);
  change({ [list]: next }, true);
}

let filtersOf = ""; // what the further filters show

function renderFilters(shown) {
  if (!$("filter-box").open) return;
  const counted = outletCounts(shown);
  const now = JSON.stringify([state.language, state.from, state.to, state.sure, [...state.flags], [...state.outlets], [...counted]]);
  if (filtersOf === now) return;
  filtersOf = now;
  const kept = document.activeElement?.id;
  const flag = (key) => h("label", { class: "entry" }, h("input", { type: "checkbox", id: "flag-" + key, checked: state.flags.has(key),
    on: { change: () => toggle("flags", key) } }), h("span", {}, t("flag." + key)));
  const outlets = OUTLETS.length < 2 ? null : h("fieldset", { class: "outlets" }, h("legend", {}, t("outlets")), OUTLETS.map((name, place) =>
    h("label", { class: "entry" }, h("input", { type: "checkbox", id: "outlet-" + place, checked: !state.outlets.has(name), on: { change: () => toggle("outlets", name) } }),
      h("span", {}, name ? quoted(clip(name, 60)) : t("no.outlet")), h("output", {}, number(counted.get(name) || 0)))));
  $("filters").replaceChildren(h("fieldset", {}, FLAGS.map(flag)), dates() || "", sure(), outlets || "");
  if (kept && /^(flag|outlet|sure|from|to)/.test(kept)) $(kept)?.focus();
}

function outletCounts(shown) {
  const found = new Map();
  for (const place of shown.faceted) {
    const name = DATA.articles[DATA.statements[place].article].outlet || "";
    found.set(name, (found.get(name) || 0) + 1);
  }
  return found;
}

function sure() {
  const told = h("output", {}, `≥ ${state.sure.toFixed(2)}`);
  const input = h("input", { type: "range", id: "sure", min: 0, max: 1, step: 0.05, value: state.sure, "aria-label": t("sure"),
    on: { change: () => change({ sure: +input.value }, true), input: () => { told.textContent = `≥ ${(+input.value).toFixed(2)}`; } } });
  return h("fieldset", {}, h("legend", {}, t("sure")), h("label", { class: "slide" }, input, told));
}

// How many statements each date has.
const HEIGHTS = (() => {
  const at = new Map(DATES.map((date, place) => [date, place])), found = DATES.map(() => 0);
  for (const one of DATA.statements) {
    const place = at.get(DATA.articles[one.article].date);
    if (place !== undefined) found[place] += 1;
  }
  return found;
})();

const BARS = 40;

// Bars of the histogram, each of one date or, where there are too many to be seen, of some that follow each other. Their
// heights are square roots, so that a day with thousands does not leave the others flat.
function histogram() {
  const each = Math.ceil(DATES.length / BARS), tops = [];
  for (let at = 0; at < DATES.length; at += each) tops.push(Math.sqrt(HEIGHTS.slice(at, at + each).reduce((sum, n) => sum + n, 0)));
  const most = Math.max(...tops, 1), inside = (nth) => nth * each <= state.to && (nth + 1) * each > state.from;
  return svg("svg", { viewBox: `0 0 ${tops.length * 4} 40`, preserveAspectRatio: "none", class: "histogram", "aria-hidden": "true" },
    ...tops.map((top, nth) => svg("rect", { x: nth * 4, y: 40 - (38 * top) / most, width: 3.2, height: (38 * top) / most, class: inside(nth) ? "in" : "out" })));
}

// Two handles over a histogram of statements by date.
function dates() {
  if (DATES.length < 2) return null;
  const text = (from, to) => `${DATES[from]} – ${DATES[to]}`;
  const told = h("p", { class: "fine" }, text(state.from, state.to));
  const handle = (id, within) => {
    const one = h("input", { type: "range", id, min: 0, max: DATES.length - 1, step: 1, value: state[id], "aria-label": t("date." + id), "aria-valuetext": DATES[state[id]] });
    const held = () => { one.value = within(+one.value); return +one.value; }; // a handle never passes the other one
    one.addEventListener("input", () => { const now = { from: state.from, to: state.to, [id]: held() }; one.setAttribute("aria-valuetext", DATES[now[id]]); told.textContent = text(now.from, now.to); });
    one.addEventListener("change", () => change({ [id]: held() }, true));
    return one;
  };
  return h("fieldset", {}, h("legend", {}, t("dates")), h("div", { class: "dates" }, histogram(),
    handle("from", (value) => Math.min(value, state.to)), handle("to", (value) => Math.max(value, state.from))), told);
}
