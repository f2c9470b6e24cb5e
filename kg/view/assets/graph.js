// The two levels as tables to look things up in; nothing here depends on the state but `level()`.

const LEVELS = {};
for (const [name, raw] of Object.entries(DATA.levels)) {
  const one = { name, nodes: raw.nodes, edges: raw.edges, options: raw.options, node: new Map(), edge: new Map(), at: new Map(), byActor: [] };
  raw.nodes.forEach((node, rank) => { node.rank = rank; node.home = node.x === undefined ? null : [node.x, node.y]; one.node.set(node.id, node); one.at.set(node.id, []); if (node.actor !== undefined) one.byActor[node.actor] = node; });
  for (const edge of raw.edges) {
    one.edge.set(edge.id, edge);
    edge.ends = [one.node.get(edge.from), one.node.get(edge.to)];
    one.at.get(edge.from).push(edge);
    if (edge.to !== edge.from) one.at.get(edge.to).push(edge);
  }
  one.has = new Set([...one.nodes.map((node) => node.kind), ...one.edges.map((edge) => edge.type), ...DATA.statements.map((statement) => statement.stance)]);
  LEVELS[name] = one;
}
const level = () => LEVELS[state.level];

// A node may be named in an address by its label, as the author of a story does.
function idOf(name) {
  const here = level();
  if (!name || here.node.has(name) || here.edge.has(name)) return name;
  return here.nodes.find((node) => fullLabel(node) === name)?.id || name;
}

const bySource = DATA.actors.map(() => []);
DATA.statements.forEach((one, place) => bySource[one.source].push(place));

const isRelation = (edge) => edge.type === "relation";
const actorOf = (node) => (node.actor === undefined ? null : DATA.actors[node.actor]);
const fullLabel = (node) => (node.actor === undefined ? claimText(node) : DATA.actors[node.actor].label);

function claimText(node) {
  const first = DATA.statements[node.items[0]];
  return first.content || first.cue || first.passage.map((one) => one[0]).join("");
}

const passageText = (one) => one.passage.map((segment) => segment[0]).join("");
const isUnnamed = (one) =>
  DATA.actors[one.source].kind === "unnamed" || one.source_class === "anonymous" || one.source_class === "partlyAnonymous";
const isContested = (one) => one.denied_by.length > 0 || (one.stance === "denies" && one.targets.length > 0);

// Articles all of whose claims go back to one source.
const singleSource = (() => {
  const found = DATA.articles.map(() => new Set());
  for (const one of DATA.statements) if (one.content && one.stance !== "declines") found[one.article].add(one.source);
  return found.map((sources) => sources.size === 1);
})();

const ASK = {
  denials: (one) => one.stance === "denies",
  anonymous: (one) => one.stance === "asserts" && one.content !== null && isUnnamed(one),
  demands: (one) => one.stance === "demands",
  confirmed: (one) => one.stance === "confirms" || confirmedTargets.has(one),
  undenied: (one) => one.stance === "asserts" && one.content !== null && !one.denied_by.length,
  declined: (one) => one.stance === "declines",
  single: (one) => singleSource[one.article] && one.content !== null && one.stance !== "declines",
  dispute: isContested,
  unverified: (one) => one.stance === "unverified" || unverifiedTargets.has(one),
};
const targetsOf = (stance) => new Set(
  DATA.statements.filter((one) => one.stance === stance).flatMap((one) => one.targets.map((place) => DATA.statements[place])));
const unverifiedTargets = targetsOf("unverified"), confirmedTargets = targetsOf("confirms");

// --- search: what is typed, split into a stem and one of its endings, leads to words, words lead to statements

const STEMS = DATA.index.stems;
const ENDINGS = DATA.index.endings.map((ends) => new Set(ends));
const fold = (word) => word.toLowerCase().replace(/['’ʼ‘`´-]/g, "").slice(0, 40);

let sortedStems = null; // made at the first search

// The stems that begin with the key.
function stemsFrom(key) {
  sortedStems ||= Object.keys(STEMS).sort();
  let low = 0, high = sortedStems.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sortedStems[middle] < key) low = middle + 1; else high = middle;
  }
  let end = low;
  while (end < sortedStems.length && sortedStems[end].startsWith(key)) end += 1;
  return sortedStems.slice(low, end);
}

function wordHits(word) {
  const key = fold(word);
  if (!key) return null;
  const words = new Set();
  const add = (stem, fits) => {
    const pairs = STEMS[stem];
    for (let i = 0; i < pairs.length; i += 2) if (fits(ENDINGS[pairs[i]])) words.add(pairs[i + 1]);
  };
  for (let cut = 0; cut <= key.length; cut += 1) {
    if (Object.hasOwn(STEMS, key.slice(0, cut))) add(key.slice(0, cut), (ends) => ends.has(key.slice(cut)));
  }
  if (key.length > 2 || !words.size) { // a word that is not typed to its end yet
    for (const stem of stemsFrom(key)) add(stem, () => true);
    for (let cut = 1; cut < key.length; cut += 1) {
      if (Object.hasOwn(STEMS, key.slice(0, cut))) add(key.slice(0, cut), (ends) => [...ends].some((end) => end.startsWith(key.slice(cut))));
    }
  }
  const hits = new Set();
  for (const one of words) for (const place of DATA.index.lists[one]) hits.add(place);
  return hits;
}

// The statements that hold every word; null where nothing is searched for.
function searchHits(text) {
  let hits = null;
  for (const word of text.match(/[\p{L}\p{N}]+(?:['’ʼ‘`´-][\p{L}\p{N}]+)*/gu) || []) {
    const one = wordHits(word);
    if (one) hits = hits === null ? one : new Set([...hits].filter((place) => one.has(place)));
  }
  return hits;
}
