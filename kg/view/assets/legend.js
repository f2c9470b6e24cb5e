// The legend, which is the filter, and the further filters: outlet, date, confidence, three questions of standing.

function renderLegend(shown) {
  const found = counts(shown);
  const line = (key, swatch, name) => {
    const isOn = !state.off.has(key);
    const box = h("input", { type: "checkbox", id: "show-" + key, checked: isOn, on: { change: () => toggle("off", key) } });
    return h("label", { class: "entry" + (isOn ? "" : " off"), "data-key": key }, box, swatch, h("span", {}, name), h("output", {}, number(found[key])));
  };
  const kinds = KINDS.filter((kind) => (kind === "claim") <= (state.level === "claims"))
    .filter((kind) => found[kind] || level().nodes.some((node) => node.kind === kind));
  const types = [...STANCES, ...EXTRA].filter((type) => found[type] || level().edges.some((edge) => edge.type === type)
    || DATA.statements.some((one) => one.stance === type));
  const kept = document.activeElement?.id;
  $("legend").replaceChildren(
    h("fieldset", {}, h("legend", {}, t("edges")), types.map((type) => line(type, lineSwatch(type), t("type." + type)))),
    h("fieldset", {}, h("legend", {}, t("nodes")), kinds.map((kind) => line(kind, kindSwatch(kind), t("kind." + kind)))));
  if (kept?.startsWith("show-")) $(kept)?.focus();
}

function toggle(list, key) {
  const next = new Set(state[list]);
  if (!next.delete(key)) next.add(key);
  change({ [list]: next });
}

function renderFilters(shown) {
  const kept = document.activeElement?.id;
  const flag = (key) => h("label", { class: "entry" }, h("input", { type: "checkbox", id: "flag-" + key, checked: state.flags.has(key),
    on: { change: () => toggle("flags", key) } }), h("span", {}, t("flag." + key)));
  const outlets = OUTLETS.length < 2 ? null : h("fieldset", { class: "outlets" }, h("legend", {}, t("outlets")), OUTLETS.map((name, place) =>
    h("label", { class: "entry" }, h("input", { type: "checkbox", id: "outlet-" + place, checked: !state.outlets.has(name), on: { change: () => toggle("outlets", name) } }),
      h("span", {}, name ? quoted(clip(name, 60)) : t("no.outlet")), h("output", {}, number(outletCount(shown, name))))));
  $("filters").replaceChildren(h("fieldset", {}, FLAGS.map(flag)), dates() || "", sure(), outlets || "");
  if (kept && /^(flag|outlet|sure|from|to)/.test(kept)) $(kept)?.focus();
}

const outletCount = (shown, name) => [...shown.faceted].filter((place) => (DATA.articles[DATA.statements[place].article].outlet || "") === name).length;

function sure() {
  const input = h("input", { type: "range", id: "sure", min: 0, max: 1, step: 0.05, value: state.sure, "aria-label": t("sure"), on: { change: (event) => change({ sure: +event.target.value }) } });
  return h("fieldset", {}, h("legend", {}, t("sure")), h("label", { class: "slide" }, input, h("output", {}, `≥ ${state.sure.toFixed(2)}`)));
}

// Two handles over a histogram of statements by date.
function dates() {
  if (DATES.length < 2) return null;
  const heights = DATES.map(() => 0);
  for (const one of DATA.statements) { const at = DATES.indexOf(DATA.articles[one.article].date); if (at >= 0) heights[at] += 1; }
  const most = Math.max(...heights);
  const bars = svg("svg", { viewBox: `0 0 ${DATES.length * 4} 40`, preserveAspectRatio: "none", class: "histogram", "aria-hidden": "true" },
    ...heights.map((n, at) => svg("rect", { x: at * 4, y: 40 - (38 * n) / most, width: 3.2, height: (38 * n) / most, class: at >= state.from && at <= state.to ? "in" : "out" })));
  const handle = (id, value, act) => h("input", { type: "range", id, min: 0, max: DATES.length - 1, step: 1, value, "aria-label": t("date." + id),
    "aria-valuetext": DATES[value], on: { change: (event) => act(+event.target.value) } });
  return h("fieldset", {}, h("legend", {}, t("dates")), h("div", { class: "dates" }, bars,
    handle("from", state.from, (value) => change({ from: Math.min(value, state.to) })),
    handle("to", state.to, (value) => change({ to: Math.max(value, state.from) }))),
    h("p", { class: "fine" }, `${DATES[state.from]} – ${DATES[state.to]}`));
}
