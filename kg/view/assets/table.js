// The table: the same statements as the picture, under the same filters, sortable, as CSV too.

const COLUMNS = ["source", "stance", "whom", "content", "via", "outlet", "date", "confidence"];
// The columns of which the page has anything to show.
const shownColumns = (() => {
  const any = { via: DATA.statements.some((one) => one.via.length), outlet: DATA.articles.some((one) => one.outlet), date: DATA.articles.some((one) => one.date) };
  return COLUMNS.filter((column) => any[column] !== false);
})();
const ROWS = 60; // rows that are made at a time, the next ones when the reader comes to the end

function cells(place) {
  const one = DATA.statements[place], article = DATA.articles[one.article];
  const label = (actor) => DATA.actors[actor].label;
  const answered = one.targets.map((target) => label(DATA.statements[target].source));
  return {
    source: label(one.source), stance: t("type." + one.stance), whom: [...new Set(answered.length ? answered : one.about.map(label))].join("; "),
    content: one.content || one.cue || passageText(one), via: one.via.map(label).join(" → "), outlet: article.outlet || "", date: article.date || "",
    confidence: one.confidence.toFixed(2),
  };
}

// The statements of the table in its order.
function tablePlaces(shown) {
  const held = state.question && !state.select ? new Set(answers(shown)) : shown.passed;
  const [column, order] = state.sort.split("-");
  if (!COLUMNS.includes(column)) return [...held].sort((a, b) => a - b);
  const places = sorted(column).filter((place) => held.has(place));
  return order === "down" ? places.reverse() : places;
}

const orders = new Map();

// All statements by a column, sorted once in a language.
function sorted(column) {
  const key = column + state.language;
  if (!orders.has(key)) {
    const { compare } = new Intl.Collator("uk", { numeric: true });
    const values = DATA.statements.map((_, place) => cells(place)[column]);
    orders.set(key, values.map((_, place) => place).sort((a, b) => compare(values[a], values[b])));
  }
  return orders.get(key);
}

let tableOf = ""; // what the rows depend on: a selection leaves them, and where the reader is in them, as they are

function renderTable(shown) {
  const places = tablePlaces(shown), now = [state.language, isDark(), state.sort, places].join();
  const kept = document.activeElement?.closest(".table-bar") && document.activeElement.id;
  const bar = h("div", { class: "table-bar" }, h("strong", {}, t("count.statements", { n: places.length, shown: number(places.length) })),
    h("button", { type: "button", id: "csv", on: { click: () => saveCsv(places) } }, t("csv")), crumbs(),
    !places.length && shown.passed.size ? h("p", { role: "status" }, t("empty.question")) : null);
  $("table").querySelector(".table-bar")?.remove();
  $("table").prepend(bar);
  if (kept) $(kept)?.focus();
  if (tableOf !== now) renderRows(places);
  tableOf = now;
}

function renderRows(places) {
  const before = $("table").querySelector(".scroll")?.scrollLeft || 0;
  const further = () => { const at = body.childElementCount; add(); body.children[at].querySelector("button").focus(); };
  const body = h("tbody", {}), more = h("button", { type: "button", class: "more", on: { click: further } });
  const add = () => {
    body.append(...places.slice(body.childElementCount, body.childElementCount + ROWS).map(tableRow));
    more.hidden = body.childElementCount >= places.length;
    more.textContent = t("more", { n: number(places.length - body.childElementCount) });
  };
  const scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("table") }, h("table", {}, tableHead(), body), more);
  scroll.addEventListener("scroll", () => { if (!more.hidden && scroll.scrollTop + 2 * scroll.clientHeight > scroll.scrollHeight) add(); });
  $("table").querySelector(".scroll")?.remove();
  $("table").append(scroll);
  add();
  if (before) scroll.scrollLeft = before;
}

function tableHead() {
  const sortBy = (column) => {
    change({ sort: state.sort === column ? column + "-down" : column });
    $("sort-" + column)?.focus();
  };
  const order = (column) => (state.sort === column ? "ascending" : state.sort === column + "-down" ? "descending" : "none");
  return h("thead", {}, h("tr", {}, shownColumns.map((column) => h("th", { scope: "col", "aria-sort": order(column) },
    h("button", { type: "button", id: "sort-" + column, on: { click: () => sortBy(column) } }, t("column." + column),
      { ascending: " ↑", descending: " ↓", none: "" }[order(column)])))));
}

function tableRow(place) {
  const one = DATA.statements[place], row = cells(place);
  const open = () => {
    go("a" + one.source);
    $("panel").querySelector(`[data-key="${CSS.escape(one.key)}"]`)?.scrollIntoView();
  };
  const cell = (column) => (column === "content"
    ? h("button", { type: "button", class: "link", on: { click: open } }, quoted(clip(row[column], 400)))
    : column === "stance" ? [lineSwatch(one.stance), row[column]] : quoted(clip(row[column], 200)));
  return h("tr", { "data-key": one.key, class: "is-" + one.stance }, shownColumns.map((column) => h("td", { class: column }, cell(column))));
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it: the rule of all tables (sheets.toml).
function csvCell(text) {
  const safe = FORMULA.test(text) ? "'" + text : text;
  return '"' + safe.replaceAll('"', '""') + '"';
}

function csvText(places) {
  const lines = [["id", ...COLUMNS, "sentence", "url", "rule"]];
  for (const place of places) {
    const one = DATA.statements[place], row = cells(place);
    lines.push([one.key, ...COLUMNS.map((column) => row[column]), passageText(one), DATA.articles[one.article].url || "", one.rule]);
  }
  return "\ufeff" + lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

const saveCsv = (places) => save(new Blob([csvText(places)], { type: "text/csv;charset=utf-8" }), "kg.csv");
