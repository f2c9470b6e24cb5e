// The evidence panel: the full label and every statement, verbatim, with its source, cue and content marked.

const LIMIT = 40;
const SAME = { denies: "deny", confirms: "confirm", unverified: "cannotVerify" }; // acts that say no more than the stance

function pick(id) {
  change({ select: id === state.select ? "" : id, question: id ? "" : state.question }, true);
}

// From a link in the page: never closes what it leads to.
const go = (id) => change({ select: id, question: "" }, true);

function focusOn(id, step = true) {
  change({ focus: state.focus === id ? "" : id, select: id }, step);
  fit(true);
}

function openClaims(edge, step = true) {
  if (state.level === "claims" || isRelation(edge)) return;
  change({ level: "claims", claims: edge.items.concat(...edge.items.map((place) => DATA.statements[place].targets)).join("."), select: "", focus: "" }, step);
}

function renderPanel(shown) {
  const panel = $("panel");
  const here = level();
  const filled = here.node.has(state.select) ? nodePanel(here.node.get(state.select), shown)
    : here.edge.has(state.select) ? edgePanel(here.edge.get(state.select), shown)
    : state.question ? questionPanel(shown) : null;
  panel.hidden = !filled;
  panel.dataset.of = state.select || state.question;
  document.body.classList.toggle("with-panel", !!filled);
  if (!filled) return panel.replaceChildren();
  const close = h("button", { type: "button", class: "close", "aria-label": t("close"), on: { click: clearSelection } }, "×");
  panel.replaceChildren(close, ...filled.filter(Boolean));
  panel.scrollTop = 0;
  return undefined;
}

const clearSelection = () => { change({ select: "", question: "" }, true); if (!state.table) focusStage(); };

function head(kind, text, ...more) {
  return h("header", { class: "head" }, h("p", { class: "kind" }, kindSwatch(kind), t("kind." + kind)),
    h("h2", { class: text.length > 160 ? "long" : null }, quoted(text)), more);
}

function nodePanel(node, shown) {
  return node.actor === undefined ? claimPanel(node, shown) : actorPanel(node, shown);
}

function actorPanel(node, shown) {
  const actor = DATA.actors[node.actor];
  const passed = [...shown.passed].sort((a, b) => a - b);
  const says = passed.filter((place) => DATA.statements[place].source === node.actor);
  const of = passed.filter((place) => DATA.statements[place].source !== node.actor && DATA.statements[place].about.includes(node.actor));
  const relays = passed.filter((place) => DATA.statements[place].via.includes(node.actor));
  const related = DATA.relations.filter((one) => one.subject === node.actor || one.object === node.actor);
  const aliases = actor.aliases.length
    ? h("p", { class: "aliases" }, t("aliases") + ": ", actor.aliases.map((one, i) => [i ? ", " : "", quoted(one)]).flat()) : null;
  return [
    head(actor.kind, actor.label, aliases, h("p", { class: "summary" }, summary(says))),
    h("p", { class: "act" }, h("button", { type: "button", on: { click: () => focusOn(node.id) } }, t(state.focus === node.id ? "focus.off" : "focus"))),
    standing(node),
    links(node, shown),
    section("says", says), section("of", of), section("relaying", relays),
    related.length ? h("section", {}, h("h3", {}, t("relations")), h("ul", { class: "relations" }, related.map(relationLine))) : null,
  ];
}

// Where the actor stands in the network of all statements of the page, whatever is filtered out.
function standing({ actor }) {
  const [weight, between, community, mutual] = DATA.measures[actor], all = number(DATA.actors.length);
  const parts = [t("measure.weight", { n: number(weight), all }), between ? t("measure.between", { n: number(between), all }) : "",
    t("measure.community", { n: number(community) }), mutual ? t("measure.mutual", { n: number(mutual) }) : ""];
  return h("p", { class: "fine standing" }, parts.filter(Boolean).join(" · "));
}

function claimPanel(node, shown) {
  const own = node.items.filter((place) => shown.passed.has(place));
  const answering = [...shown.passed].filter((place) => DATA.statements[place].targets.some((target) => node.items.includes(target)));
  return [head("claim", claimText(node), h("p", { class: "summary" }, summary([...own, ...answering]))), section("said", own), section("answered", answering)];
}

function edgePanel(edge, shown) {
  const here = level();
  const [from, to] = [here.node.get(edge.from), here.node.get(edge.to)];
  if (isRelation(edge)) {
    const passed = edge.items.map((place) => DATA.relations[place]);
    return [pairHead(from, to, t("relations")), h("ul", { class: "relations" }, passed.map(relationLine))];
  }
  const first = shown.edges.filter((one) => one.edge.id === edge.id);
  const rest = sameWay(edge, shown).filter((one) => one.edge.id !== edge.id);
  const items = [...new Set([...first, ...rest].flatMap((one) => one.items))];
  const text = STANCES.includes(edge.type) ? summary(items) : edgeText(edge, shown);
  const open = state.level === "actors"
    ? h("p", { class: "act" }, h("button", { type: "button", on: { click: () => openClaims({ items }) } }, t("open.claims"))) : null;
  return [pairHead(from, to, text), open, cards(items)];
}

function pairHead(from, to, text) {
  const side = (node) => h("button", { type: "button", class: "link", on: { click: () => go(node.id) } }, quoted(clip(fullLabel(node), 120)));
  return h("header", { class: "head" }, h("h2", { class: "pair" }, side(from), h("span", { class: "to" }, " → "), side(to)),
    h("p", { class: "summary" }, text));
}

function questionPanel(shown) {
  const found = answers(shown);
  return [h("header", { class: "head" }, h("p", { class: "kind" }, t("question")), h("h2", {}, t("ask." + state.question)),
    h("p", { class: "summary" }, summary(found))), cards(found)];
}

// "3 claims, 1 denial": the statements counted by stance.
function summary(items) {
  const found = STANCES.map((stance) => [stance, items.filter((place) => DATA.statements[place].stance === stance).length]);
  const texts = found.filter(([, n]) => n).map(([stance, n]) => t("count." + stance, { n, shown: number(n) }));
  return texts.join(", ") || t("count.none");
}

const clip = (text, length) => (text.length > length ? text.slice(0, length - 1) + "…" : text);

function links(node, shown) {
  const mine = shown.edges.filter(({ edge }) => edge.from === node.id || edge.to === node.id);
  if (!mine.length) return null;
  const line = ({ edge, items }) => {
    const out = edge.from === node.id;
    const other = level().node.get(out ? edge.to : edge.from);
    return h("li", {}, h("button", { type: "button", class: "link", on: { click: () => go(edge.id) } }, lineSwatch(edge.type),
      h("span", { class: "away" }, t("type." + edge.type)), out ? "→ " : "← ", quoted(clip(fullLabel(other), 70)), items.length > 1 ? ` ×${items.length}` : ""));
  };
  return h("details", { class: "links", open: mine.length <= 6 }, h("summary", {}, `${t("links")} (${mine.length})`), h("ul", {}, mine.map(line)));
}

const section = (key, items) => (items.length ? h("section", {}, h("h3", {}, `${t("section." + key)} · ${number(items.length)}`), cards(items)) : null);

function cards(items) {
  const box = h("div", { class: "cards" }, items.slice(0, LIMIT).map(card));
  if (items.length > LIMIT) {
    const add = () => {
      const rest = items.slice(LIMIT, LIMIT + 400).map(card);
      more.replaceWith(...rest);
      rest[0].querySelector("button").focus();
    };
    const more = h("button", { type: "button", class: "more", on: { click: add } }, t("more", { n: number(items.length - LIMIT) }));
    box.append(more);
  }
  return box;
}

const MARK_NAMES = { s: "source", q: "cue", c: "content" };

function evidence(one) {
  const parts = one.passage.map(([text, marks]) =>
    (marks ? h("mark", { class: [...marks].map((mark) => MARK_NAMES[mark]).join(" ") }, text) : text));
  return h("blockquote", { lang: "uk", dir: "auto" }, h("bdi", {}, parts));
}

function card(place) {
  const one = DATA.statements[place], article = DATA.articles[one.article];
  const names = (list) => list.map((actor, i) => [i ? ", " : "", actorButton(actor)]);
  const row = (key, ...content) => h("div", { class: "row" }, h("dt", {}, t(key)), h("dd", {}, content));
  const first = DATA.actors[one.via.length ? one.via[0] : one.source].label; // an outlet that speaks of itself is named once
  const chain = [article.outlet && article.outlet !== first ? quoted(article.outlet) : null, ...one.via.map(actorButton), actorButton(one.source)].filter(Boolean);
  const targets = one.targets.length ? row("answers", one.targets.map(claimButton)) : null;
  const denied = one.denied_by.length ? row("denied.by", names([...new Set(one.denied_by.map((at) => DATA.statements[at].source))])) : null;
  const title = quoted(clip(article.title || article.id, 200));
  const there = DATA.home ? h("a", { href: `${DATA.home}article?id=${encodeURIComponent(article.id)}&lang=${state.language}` }, title) : title;
  const where = [article.date, there].filter(Boolean);
  return h("article", { class: "card " + one.stance, "data-key": one.key },
    h("p", { class: "what" }, lineSwatch(one.stance), t("type." + one.stance), one.act === "claim" || SAME[one.stance] === one.act ? null : h("span", { class: "fine" }, t("act." + one.act))),
    evidence(one),
    one.elsewhere ? h("p", { class: "fine" }, t("named") + ": ", quoted(one.elsewhere)) : null,
    h("dl", {},
      row("chain", chain.map((step, i) => [i ? " → " : "", step]).flat()),
      one.about.length ? row("about", names(one.about)) : null,
      targets, denied,
      row("where", where.map((step, i) => [i ? ", " : "", step]).flat(),
        article.url ? [" ", h("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, t("open"))] : null),
      row("rule", `${one.rule || t("by.hand")} · ${t("confidence")} ${one.confidence.toFixed(2)}`)),
    h("p", { class: "act" }, h("button", { type: "button", on: { click: (event) => copy(citation(one), event.target) } }, t("cite"))));
}

const actorButton = (actor) => (level().node.has("a" + actor)
  ? h("button", { type: "button", class: "link", on: { click: () => go("a" + actor) } }, quoted(clip(DATA.actors[actor].label, 90)))
  : quoted(clip(DATA.actors[actor].label, 90)));

function claimButton(place) {
  const one = DATA.statements[place];
  return h("button", { type: "button", class: "link line", on: { click: () => change({ level: "claims", select: "c" + one.claim, focus: "", claims: "" }, true) } },
    quoted("«" + clip(one.content || one.cue || passageText(one), 110) + "»"));
}

function relationLine(one) {
  const article = DATA.articles[one.article];
  const said = one.statement === null ? t("own.voice") : t("said.by", { name: clip(DATA.actors[DATA.statements[one.statement].source].label, 80) });
  return h("li", {}, h("p", {}, actorButton(one.subject), ` – ${t("relation." + one.type)}${one.role ? ` (${one.role})` : ""} – `, actorButton(one.object)),
    h("blockquote", { dir: "auto" }, h("bdi", {}, one.text)), h("p", { class: "fine" }, quoted(said), " · ", quoted(article.outlet || article.id)));
}

// --- citing

function citation(one) {
  const article = DATA.articles[one.article];
  const via = one.via.map((actor) => DATA.actors[actor].label);
  const chain = [DATA.actors[one.source].label, ...[...via].reverse()].join(" ← ");
  const title = article.title === article.id ? "" : article.title; // the key names the article by its id
  const where = [title, article.outlet, article.date, article.url].filter(Boolean).join(", ");
  return [`«${passageText(one)}» (${chain}; ${t("type." + one.stance)})`, where, one.key].filter(Boolean).join(". ");
}

async function copy(text, button) {
  let done = false;
  try { await navigator.clipboard.writeText(text); done = true; } catch { done = copyByHand(text); }
  const before = button.textContent;
  button.textContent = t(done ? "copied" : "not.copied");
  setTimeout(() => { button.textContent = before; }, 1500);
}

function copyByHand(text) {
  const area = h("textarea", { class: "away" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
