// From state to page, and from keys, buttons and address to state.

let cursor = "";

function statusText(shown, seen = shown.nodes.length) {
  const nodes = t("status", { n: number(seen), all: number(shown.total) });
  return `${nodes} · ${t("count.statements", { n: shown.passed.size, shown: number(shown.passed.size) })}`;
}

function render() {
  const focused = document.activeElement, row = focused?.closest("tr")?.dataset.key, inPanel = !!focused?.closest("#panel");
  renderAll();
  if (focused && focused !== document.body && !(focused.isConnected && focused.checkVisibility())) refocus(row, inPanel);
}

// What had the focus is gone: it goes on in the same row or in the panel, else where the picture or the table is.
function refocus(row, inPanel) {
  const there = row ? $("table").querySelector(`[data-key="${CSS.escape(row)}"] button`) : inPanel && !$("panel").hidden ? $("panel") : null;
  if (there) there.focus({ preventScroll: true });
  else focusStage();
}

// The picture, or the table in its place.
const focusStage = () => (state.table ? $("table").querySelector(".scroll") : $("graph")).focus({ preventScroll: true });

function renderAll() {
  state.select = idOf(state.select);
  state.focus = idOf(state.focus);
  const root = document.documentElement;
  root.lang = state.language;
  root.dataset.theme = printing ? "light" : state.theme;
  chooseTheme();
  if (wordsIn !== state.language) renderWords();
  const shown = visible();
  const selected = lit(shown);
  renderTop();
  renderBrief(shown);
  renderStory();
  renderLegend(shown);
  renderFilters(shown);
  const before = $("panel").hidden ? "" : $("panel").dataset.of;
  renderPanel(shown);
  $("graph").hidden = state.table;
  $("table").hidden = !state.table;
  document.body.classList.toggle("as-table", state.table);
  drawGraph(shown, selected);
  if (state.table) renderTable(shown);
  const now = $("panel").hidden ? "" : $("panel").dataset.of;
  if (!state.table && before !== now && !moved && (innerWidth >= 760 || !state.select)) fit(true);
  else if (state.select && !state.table) reveal(state.select);
  renderEmpty(shown);
  renderStatus(shown);
}

// Where nothing is shown: what narrows it too much, or that there is nothing to show.
function renderEmpty(shown) {
  const none = !DATA.statements.length;
  $("empty").hidden = shown.passed.size > 0 || shown.nodes.length > 0;
  $("none").textContent = none ? t("none", { n: DATA.read, shown: number(DATA.read) }) : t("empty");
  $("reset").hidden = none;
}

let wordsIn = ""; // the language of the texts that do not change with the state

function renderWords() {
  wordsIn = state.language;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
    if (element.matches("button")) element.title = t(element.dataset.tLabel);
  }
  for (const element of document.querySelectorAll("[data-t-hint]")) element.setAttribute("placeholder", t(element.dataset.tHint));
  if (DATA.home) $("home").href = `${DATA.home}?lang=${state.language}`;
  $("title").textContent = DATA.title || t("untitled");
  document.title = (DATA.title || t("untitled")) + " · kg";
  $("language").textContent = state.language === "uk" ? "EN" : "УКР";
  $("language").setAttribute("aria-label", `${$("language").textContent} – ${t("language")}`);
  $("language").title = t("language");
  $("export").title = t("export.title");
  const option = (key) => h("option", { value: key }, key ? t("ask." + key) : t("questions") + " …");
  $("questions").replaceChildren(...["", ...QUESTIONS].map(option));
  $("questions").setAttribute("aria-label", t("questions"));
}

function renderTop() {
  $("level-actors").setAttribute("aria-pressed", String(state.level === "actors" && !state.table));
  $("level-claims").setAttribute("aria-pressed", String(state.level === "claims" && !state.table));
  $("as-table").setAttribute("aria-pressed", String(state.table));
  $("export").disabled = state.table;
  if ($("search").value !== state.search) $("search").value = state.search;
  $("questions").value = state.question;
}

function renderStatus(shown) {
  $("status").replaceChildren(statusText(shown));
  if (shown.total > shown.nodes.length) {
    $("status").append(" ", h("button", { type: "button", class: "link", on: { click: () => change({ cap: Math.min(5000, state.cap + (innerWidth < 760 ? 60 : 300)) }, true) } }, t("show.more")));
  }
  $("crumbs").replaceChildren(...(state.table ? [] : crumbs()));
}

// What narrows the view, each with a click that takes it away.
function crumbs() {
  const crumb = (text, act) => h("button", { type: "button", class: "crumb", on: { click: act } }, quoted(text), " ×");
  const found = [];
  const focused = level().node.get(state.focus);
  if (focused) found.push(crumb(t("crumb.focus", { name: clip(fullLabel(focused), 50), n: state.depth }), () => change({ focus: "" }, true)));
  if (state.claims) found.push(crumb(t("crumb.claims"), () => change({ claims: "" }, true)));
  if (state.search) found.push(crumb(t("crumb.search", { name: clip(state.search, 40) }), () => change({ search: "" }, true)));
  if (isFiltered()) found.push(crumb(t("crumb.filters"), () => change(unfiltered(), true)));
  if (state.table && state.question && !state.select) found.push(crumb(t("ask." + state.question), () => change({ question: "" }, true)));
  return found;
}

const FILTERS = ["off", "outlets", "flags", "from", "to", "sure"];

// The filters at rest; what the reader has switched on besides stays on.
function unfiltered() {
  const first = start();
  return { ...Object.fromEntries(FILTERS.map((key) => [key, first[key]])), off: new Set([...state.off].filter((key) => first.off.has(key))) };
}

const isFiltered = () => Object.entries(unfiltered()).some(([key, value]) => (value instanceof Set ? value.size !== state[key].size : value !== state[key]));

// Who is selected stays so where the other level has them too.
function setLevel(name) {
  const kept = (id) => (LEVELS[name].node.has(id) ? id : "");
  change({ level: name, table: false, select: kept(state.select), focus: kept(state.focus) }, true);
}
const nextTheme = () => change({ theme: isDark() ? "light" : "dark" });
const nextLanguage = () => change({ language: state.language === "uk" ? "en" : "uk" });

function reset() {
  const { language, theme, level: now } = state;
  change({ ...start(), language, theme, level: now }, true);
  fit(true);
}

function showHelp() {
  const rows = t("keys").split("\n").map((line) => line.split(" – "));
  $("keys").replaceChildren(h("h2", {}, t("help")), h("dl", {}, rows.map(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)])),
    h("p", { class: "fine" }, t("note")), h("button", { type: "button", on: { click: () => $("keys").close() } }, t("close")));
  $("keys").showModal();
}

// --- keys

const KEYS = {
  "/": () => { $("search").focus(); $("search").select(); },
  t: () => change({ table: !state.table }, true),
  v: () => setLevel(state.level === "actors" ? "claims" : "actors"),
  f: () => state.select && level().node.has(state.select) && focusOn(state.select),
  l: nextLanguage,
  d: nextTheme,
  p: () => !state.table && savePicture(),
  0: () => fit(true),
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
  "?": showHelp,
  n: () => tellStep(state.step + 1),
  b: () => state.step > 1 && tellStep(state.step - 1),
  e: () => { if (!$("panel").hidden) $("panel").focus(); },
};
for (const depth of [1, 2, 3]) KEYS[depth] = () => change({ depth, focus: state.focus || (level().node.has(state.select) ? state.select : "") }, true);

// The key of a Latin keyboard at the place of a key that writes something else, as all letters of a Ukrainian one do.
function keyOf({ key, code, shiftKey }) {
  if (Object.hasOwn(KEYS, key) || /^[a-z]$/i.test(key)) return shiftKey ? key : key.toLowerCase();
  if (shiftKey) return { Slash: "?", Equal: "+" }[code] || "";
  return { Slash: "/", Equal: "=", Minus: "-" }[code] || /^(?:Key|Digit|Numpad)(\w)$/.exec(code)?.[1].toLowerCase() || "";
}

function zoom(factor) {
  moved = true;
  glide({ scale: Math.min(4, Math.max(LEAST, network.getScale() * factor)) }, 0);
  followZoom();
}

function onKey(event) {
  const typing = event.target.matches?.("input:not([type=checkbox]):not([type=range]), select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (event.key === "Escape") return onEscape(typing);
  if (typing) return;
  if (event.target === $("graph") && onArrow(event)) { event.preventDefault(); return; }
  if (event.target.matches?.("input[type=range]") && /^[0-9]$/.test(event.key)) return;
  const key = keyOf(event);
  if (Object.hasOwn(KEYS, key)) { event.preventDefault(); KEYS[key](); }
}

function onEscape(typing) {
  if (typing) { if (state.search) change({ search: "" }, true); focusStage(); return; }
  if (state.select || state.question) clearSelection();
  else if (state.focus) change({ focus: "" }, true);
  else if (state.claims || state.search) change({ claims: "", search: "" }, true);
}

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// Arrows walk to the nearest node that way; Enter opens it, Shift+Enter its neighbourhood.
function onArrow(event) {
  if (event.key === "Enter" && cursor) { if (event.shiftKey) focusOn(cursor); else pick(cursor); return true; }
  const way = DIRECTIONS[event.key];
  if (!way || !lastShown.nodes.length) return false;
  const from = lastShown.nodes.find((node) => node.id === cursor);
  cursor = from ? nearest(from, way) : lastShown.nodes[0].id;
  const node = level().node.get(cursor);
  $("status").textContent = `${t("kind." + node.kind)}: ${clip(fullLabel(node), 200)}`;
  reveal(cursor);
  redraw();
  return true;
}

function nearest(from, [right, down]) {
  let best = from.id, least = Infinity;
  for (const node of lastShown.nodes) {
    const along = (node.x - from.x) * right + (node.y - from.y) * down;
    const aside = Math.abs((node.x - from.x) * down) + Math.abs((node.y - from.y) * right);
    if (along > 1 && along + 2 * aside < least) [best, least] = [node.id, along + 2 * aside];
  }
  return best;
}

// --- paper: all rows or the whole picture, in light colours

let seenBefore = () => {}; // brings back the view of the screen

function toPaper() {
  printing = true;
  render();
  const more = $("table").querySelector(".more");
  while (state.table && more && !more.hidden) more.click();
  seenBefore = wholeView();
}

function fromPaper() {
  printing = false;
  render();
  seenBefore();
}

// --- start

const LOW = 640; // a window less high than this has no room for what stands above the picture

function listen() {
  const click = (id, act) => $(id).addEventListener("click", act);
  click("level-actors", () => setLevel("actors"));
  click("level-claims", () => setLevel("claims"));
  click("as-table", () => change({ table: !state.table }, true));
  click("export", savePicture);
  click("theme", nextTheme);
  click("language", nextLanguage);
  click("help", showHelp);
  click("reset", reset);
  click("zoom-in", KEYS["+"]);
  click("zoom-out", KEYS["-"]);
  click("zoom-fit", KEYS[0]);
  $("filter-box").addEventListener("toggle", () => renderFilters(lastShown));
  click("skip", (event) => { event.preventDefault(); focusStage(); });
  listenToSearch();
  $("questions").addEventListener("change", () => change({ question: $("questions").value, select: "" }, true));
  document.addEventListener("keydown", onKey);
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", fromPaper);
  $("graph").addEventListener("blur", () => { cursor = ""; redraw(); });
  addEventListener("popstate", () => { state = fromHash(location.hash.slice(1)); render(); });
  new ResizeObserver(() => requestAnimationFrame(() => { if (!moved && (innerWidth >= 760 || !state.select)) fit(false); })).observe($("stage"));
}

// One search makes one entry in the history, however many letters it has.
function listenToSearch() {
  let waiting = 0, going = false;
  const search = () => {
    if ($("search").value === state.search) return;
    change({ search: $("search").value }, !going);
    going = true;
  };
  $("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  $("search").addEventListener("change", () => { clearTimeout(waiting); search(); going = false; });
  addEventListener("popstate", () => { clearTimeout(waiting); going = false; });
}

function begin() {
  state = fromHash(location.hash.slice(1));
  if (DATA.story.length && !location.hash) state = { ...fromHash(DATA.story[0].state), step: 1 };
  if (innerWidth < 760) { $("legend-box").open = false; $("filter-box").open = false; }
  $("brief-box").open = innerHeight >= LOW;
  render();
  listen();
  if (state.select && !state.table) reveal(state.select);
  requestAnimationFrame(() => requestAnimationFrame(() => { document.body.dataset.drawn = String(Math.round(performance.now())); }));
}

begin();
