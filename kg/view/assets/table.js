// The table: the same statements as the picture, under the same filters, sortable, as CSV too.

const COLUMNS = ["source", "stance", "whom", "content", "via", "outlet", "date", "confidence"];
const ROWS = 400;

function cells(one) {
  const article = DATA.articles[one.article];
  const label = (actor) => DATA.actors[actor].label;
  const answered = one.targets.map((place) => label(DATA.statements[place].source));
  return {
    source: label(one.source), stance: t("type." + one.stance), whom: [...new Set(answered.length ? answered : one.about.map(label))].join("; "),
    content: one.content || one.cue || passageText(one), via: one.via.map(label).join(" → "), outlet: article.outlet || "", date: article.date || "",
    confidence: one.confidence.toFixed(2),
  };
}

function tableRows(shown) {
  let places = [...shown.passed].sort((a, b) => a - b);
  if (state.question && !state.select) places = answers(shown);
  const rows = places.map((place) => ({ place, ...cells(DATA.statements[place]) }));
  const [column, order] = state.sort.split("-");
  if (COLUMNS.includes(column)) {
    const compare = new Intl.Collator("uk", { numeric: true }).compare;
    rows.sort((a, b) => compare(a[column], b[column]) * (order === "down" ? -1 : 1));
  }
  return rows;
}

function renderTable(shown) {
  const rows = tableRows(shown);
  const sortBy = (column) => {
    const next = state.sort === column ? column + "-down" : column;
    change({ sort: next });
    $("sort-" + column)?.focus();
  };
  const order = (column) => (state.sort === column ? "ascending" : state.sort === column + "-down" ? "descending" : "none");
  const header = h("tr", {}, COLUMNS.map((column) => h("th", { scope: "col", "aria-sort": order(column) },
    h("button", { type: "button", id: "sort-" + column, on: { click: () => sortBy(column) } }, t("column." + column),
      { ascending: " ↑", descending: " ↓", none: "" }[order(column)]))));
  const body = rows.slice(0, ROWS).map((row) => h("tr", { "data-key": DATA.statements[row.place].key, class: "is-" + DATA.statements[row.place].stance },
    COLUMNS.map((column) => h("td", { class: column }, column === "content"
      ? h("button", { type: "button", class: "link", on: { click: () => go("a" + DATA.statements[row.place].source) } }, quoted(clip(row[column], 400)))
      : column === "stance" ? [lineSwatch(DATA.statements[row.place].stance), row[column]] : quoted(clip(row[column], 200))))));
  const bar = h("p", { class: "table-bar" }, h("strong", {}, t("count.statements", { n: rows.length, shown: number(rows.length) })), " ",
    h("button", { type: "button", id: "csv", on: { click: () => saveCsv(rows) } }, t("csv")),
    rows.length > ROWS ? " " + t("table.first", { n: ROWS }) : "");
  $("table").replaceChildren(bar, h("div", { class: "scroll", tabindex: "0" }, h("table", {}, h("thead", {}, header), h("tbody", {}, body))));
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return '"' + safe.replaceAll('"', '""') + '"';
}

function csvText(rows) {
  const lines = [["id", ...COLUMNS, "sentence", "url", "rule"]];
  for (const row of rows) {
    const one = DATA.statements[row.place];
    lines.push([one.key, ...COLUMNS.map((column) => row[column]), passageText(one), DATA.articles[one.article].url || "", one.rule]);
  }
  return "\ufeff" + lines.map((line) => line.map(csvCell).join(",")).join("\r\n") + "\r\n";
}

const saveCsv = (rows) => save(new Blob([csvText(rows)], { type: "text/csv;charset=utf-8" }), "kg.csv");
