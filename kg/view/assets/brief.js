// In brief, above the picture: who asserts, who denies, who keeps silent, the busiest first, of the statements that pass.

const NAMED = 3;

function renderBrief(shown) {
  const found = new Map(STANCES.map((stance) => [stance, new Map()]));
  for (const place of shown.passed) {
    const { stance, source } = DATA.statements[place];
    found.get(stance).set(source, (found.get(stance).get(source) || 0) + 1);
  }
  $("brief").replaceChildren(...STANCES.filter((stance) => found.get(stance).size).map((stance) => briefColumn(stance, found.get(stance))));
}

function briefColumn(stance, sources) {
  const ranked = [...sources].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const line = ([actor, n]) => h("li", { on: { click: () => $("panel").focus() } }, actorButton(actor), n > 1 ? h("span", { class: "fine" }, ` ×${number(n)}`) : null);
  const rest = ranked.length - NAMED;
  return h("section", { class: stance, "data-stance": stance }, h("h2", {}, lineSwatch(stance), t("type." + stance)),
    h("ul", {}, ranked.slice(0, rest === 1 ? NAMED + 1 : NAMED).map(line), rest > 1 ? h("li", { class: "fine" }, t("and.more", { n: number(rest) })) : null));
}
