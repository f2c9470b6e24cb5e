// In brief, above the picture: who asserts, who denies whom, who keeps silent, the busiest first, of the statements that pass.

const NAMED = 3;

function renderBrief(shown) {
  const found = new Map(STANCES.map((stance) => [stance, new Map()]));
  for (const place of shown.passed) {
    const one = DATA.statements[place], sources = found.get(one.stance);
    if (!sources.has(one.source)) sources.set(one.source, { n: 0, whom: new Map(), pointed: 0, vague: 0 });
    const mine = sources.get(one.source);
    mine.n += 1;
    mine.vague += one.act === "notSpecified" ? 1 : 0;
    const whom = whomOf(one);
    mine.pointed += whom.size ? 1 : 0;
    const answering = one.denied_by.map((at) => DATA.statements[at].source); // of all who are accused, those who deny it come first
    for (const target of whom) mine.whom.set(target, (mine.whom.get(target) || 0) + (answering.includes(target) ? 2 : 1));
  }
  $("brief").replaceChildren(...STANCES.filter((stance) => found.get(stance).size).map((stance) => briefColumn(stance, found.get(stance))));
}

// Whose claims a denial denies, and whom an accusation, or a claim that somebody denies, is about; of other statements nobody.
function whomOf(one) {
  if (one.stance === "denies") return new Set(one.targets.map((place) => DATA.statements[place].source));
  return new Set(one.stance === "asserts" && (one.denied_by.length || one.act === "accuse") ? one.about : []);
}

// Who says nothing at all comes before a paper that leaves something open. Whom somebody speaks of is told of those who deny,
// and of those who mostly accuse.
function briefColumn(stance, sources) {
  const silent = ({ n, vague }) => (vague === n ? 0 : 1);
  const ranked = [...sources].sort((a, b) => silent(b[1]) - silent(a[1]) || b[1].n - a[1].n || a[0] - b[0]);
  const line = ([actor, { n, whom, pointed, vague }]) => h("li", { on: { click: () => $("panel").focus() } },
    h("span", { class: "who" }, actorButton(actor), n > 1 ? h("span", { class: "fine" }, `×${number(n)}`) : null),
    stance === "denies" || 2 * pointed >= n ? whomText(actor, whom) : null, vague === n ? h("span", { class: "fine" }, t("act.notSpecified")) : null);
  const rest = ranked.length - NAMED;
  return h("section", { class: stance, "data-stance": stance }, h("h2", {}, lineSwatch(stance), t("type." + stance)),
    h("ul", {}, ranked.slice(0, rest === 1 ? NAMED + 1 : NAMED).map(line), rest > 1 ? h("li", { class: "fine" }, allOf(stance, rest)) : null));
}

// To the table of all that do the same.
function allOf(stance, rest) {
  const others = STANCES.filter((one) => one !== stance);
  const open = () => change({ table: true, select: "", focus: "", question: "", off: new Set([...state.off, ...others]) }, true);
  return h("button", { type: "button", class: "link", on: { click: open } }, t("and.more", { n: number(rest) }));
}

// The first of those whom somebody denies or accuses, and how many more there are.
function whomText(actor, whom) {
  const others = [...whom].filter(([one]) => one !== actor).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (!others.length) return null;
  return h("span", { class: "fine whom" }, h("span", {}, "→ ", quoted(clip(DATA.actors[others[0][0]].label, 26))),
    others.length > 1 ? ` +${number(others.length - 1)}` : null);
}
