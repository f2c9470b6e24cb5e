// In brief, above the picture: who asserts, who denies whom, who keeps silent, the busiest first, of the statements that pass.

const NAMED = 3;

function renderBrief(shown) {
  const found = new Map(STANCES.map((stance) => [stance, new Map()]));
  for (const place of shown.passed) {
    const { stance, source, targets } = DATA.statements[place];
    if (!found.get(stance).has(source)) found.get(stance).set(source, { n: 0, whom: new Map() });
    const mine = found.get(stance).get(source);
    mine.n += 1;
    for (const target of new Set(targets.map((one) => DATA.statements[one].source))) mine.whom.set(target, (mine.whom.get(target) || 0) + 1);
  }
  $("brief").replaceChildren(...STANCES.filter((stance) => found.get(stance).size).map((stance) => briefColumn(stance, found.get(stance))));
}

function briefColumn(stance, sources) {
  const ranked = [...sources].sort((a, b) => b[1].n - a[1].n || a[0] - b[0]);
  const line = ([actor, { n, whom }]) => h("li", { on: { click: () => $("panel").focus() } }, actorButton(actor),
    n > 1 ? h("span", { class: "fine" }, `×${number(n)}`) : null, stance === "denies" ? whomText(actor, whom) : null);
  const rest = ranked.length - NAMED;
  return h("section", { class: stance, "data-stance": stance }, h("h2", {}, lineSwatch(stance), t("type." + stance)),
    h("ul", {}, ranked.slice(0, rest === 1 ? NAMED + 1 : NAMED).map(line), rest > 1 ? h("li", { class: "fine" }, t("and.more", { n: number(rest) })) : null));
}

// Whose claims somebody denies: the first of them, and how many more there are.
function whomText(actor, whom) {
  const others = [...whom].filter(([one]) => one !== actor).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (!others.length) return null;
  return [h("span", { class: "fine whom" }, "→ ", quoted(clip(DATA.actors[others[0][0]].label, 40))),
    others.length > 1 ? h("span", { class: "fine" }, `+${number(others.length - 1)}`) : null];
}
