// From the state to what is shown: statements that pass, then nodes and edges; the same for picture, table and legend.

function passing() {
  const hits = searchHits(state.search);
  const inClaims = state.claims ? new Set(state.claims.split(".").map(Number)) : null;
  const whole = state.from === 0 && state.to >= DATES.length - 1;
  const from = DATES[state.from], to = DATES[state.to];
  return (one, place) => {
    const article = DATA.articles[one.article];
    if (hits && !hits.has(place)) return false;
    if (inClaims && !inClaims.has(place)) return false;
    if (state.outlets.has(article.outlet || "")) return false;
    if (!whole && !(article.date >= from && article.date <= to)) return false;
    if (one.confidence < state.sure) return false;
    if (state.flags.has("contested") && !isContested(one)) return false;
    if (state.flags.has("undenied") && !ASK.undenied(one)) return false;
    if (state.flags.has("unnamedOnly") && !isUnnamed(one)) return false;
    return true;
  };
}

// The statements as flags by place, which are looked up faster than a set of thousands.
function flagsOf(places) {
  const flags = new Uint8Array(DATA.statements.length);
  for (const place of places) flags[place] = 1;
  return flags;
}

// For an edge, the test of one of its items.
function itemTest(flags) {
  const statement = (place) => flags[place] === 1;
  const relation = (place) => relationPasses(flags, DATA.relations[place]);
  return (edge) => (isRelation(edge) ? relation : statement);
}

const relationPasses = (flags, relation) => relation.statement === null ? allArticles(relation) : flags[relation.statement] === 1;
function allArticles(relation) {
  const article = DATA.articles[relation.article];
  const whole = state.from === 0 && state.to >= DATES.length - 1;
  if (state.search || state.flags.size || state.claims || state.outlets.has(article.outlet || "")) return false;
  return whole || (article.date >= DATES[state.from] && article.date <= DATES[state.to]);
}

// The edges of a level with only the items that pass, and the nodes that they or a passing statement bring up.
function raise(here, passed, off) {
  const edges = [];
  const up = new Set();
  const testOf = itemTest(flagsOf(passed));
  for (const edge of here.edges) {
    if (off.has(edge.type) || off.has(edge.ends[0].kind) || off.has(edge.ends[1].kind)) continue;
    const items = edge.items.filter(testOf(edge));
    if (!items.length) continue;
    edges.push({ edge, items });
    up.add(edge.from).add(edge.to);
  }
  for (const place of passed) {
    const node = here.byActor[DATA.statements[place].source];
    if (node && !off.has(node.kind)) up.add(node.id);
  }
  return { edges, up };
}

function visible() {
  const here = level();
  const test = passing();
  const faceted = new Set(); // all but the legend
  DATA.statements.forEach((one, place) => { if (test(one, place)) faceted.add(place); });
  let passed = new Set();
  for (const place of faceted) {
    const one = DATA.statements[place];
    if (!state.off.has(one.stance) && !state.off.has(DATA.actors[one.source].kind)) passed.add(place);
  }
  let { edges, up } = raise(here, passed, state.off);
  if (state.focus && here.node.has(state.focus)) {
    up = around(state.focus, edges, state.depth);
    edges = edges.filter(({ edge }) => up.has(edge.from) && up.has(edge.to));
    const held = new Set(edges.filter(({ edge }) => !isRelation(edge)).flatMap(({ items }) => items));
    const sources = new Set([...up].map((id) => here.node.get(id).actor));
    passed = new Set([...passed].filter((place) => held.has(place) || (sources.has(DATA.statements[place].source) && !drawn(here, place))));
  }
  const ranked = [...up].map((id) => here.node.get(id)).sort((a, b) => a.rank - b.rank);
  const nodes = drawnOf(here, ranked, edges);
  const kept = new Set(nodes.map((node) => node.id));
  edges = edges.filter(({ edge }) => kept.has(edge.from) && kept.has(edge.to));
  return { nodes, edges, passed, faceted, total: ranked.length, kept };
}

// The most connected, as many as may be drawn; of claims, whole stories. While most of the first picture is left, none comes
// in to fill its gaps: what stays keeps its place.
function drawnOf(here, ranked, edges) {
  if (ranked.length <= state.cap) return ranked;
  const placed = ranked.filter((node) => node.home);
  const whole = here.nodes.filter((node) => node.home).length;
  if (state.cap === DATA.start.cap && innerWidth >= 760 && placed.length > whole * 0.6) return placed;
  return here.name === "claims" ? stories(ranked, edges) : ranked.slice(0, state.cap);
}

const TOLD = ["denies", "unverified", "declines", "confirms", "demands", "asserts"];

// Few nodes of many claims: whole stories, each a claim with all who speak of it, those that are denied first, then in turn
// one of each actor. The best connected actors alone would show no claim at all. As in first.py.
function stories(ranked, edges) {
  const turns = new Map(), order = [], kept = new Set(), of = new Map();
  for (const { edge } of edges) {
    if (!TOLD.includes(edge.type)) continue;
    for (const end of edge.ends) if (of.has(end)) of.get(end).push(edge); else of.set(end, [edge]);
  }
  for (const type of TOLD) {
    for (const node of ranked) for (const edge of of.get(node) || []) if (edge.ends[0] === node && edge.type === type) {
      const key = type + node.id, turn = turns.get(key) || 0;
      turns.set(key, turn + 1);
      order.push([turn + (type === "asserts" ? 1 : 0), edge]);
    }
  }
  for (const [, edge] of order.sort((a, b) => a[0] - b[0])) {
    const claim = edge.ends.find((end) => end.actor === undefined);
    const fresh = new Set((of.get(claim) || [edge]).flatMap((one) => one.ends).filter((end) => !kept.has(end)));
    if (kept.size + fresh.size <= state.cap) fresh.forEach((end) => kept.add(end));
  }
  for (const node of ranked) if (kept.size < state.cap && node.actor !== undefined) kept.add(node);
  return [...kept].sort((a, b) => a.rank - b.rank);
}

// Whether a statement has an edge of its own at a level; those without show at their source alone.
function drawn(here, place) {
  if (!here.held) here.held = new Set(here.edges.filter((edge) => !isRelation(edge)).flatMap((edge) => edge.items));
  return here.held.has(place);
}

function around(center, edges, depth) {
  const reached = new Set([center]);
  for (let step = 0; step < depth; step += 1) {
    const now = new Set(reached);
    for (const { edge } of edges) {
      if (now.has(edge.from)) reached.add(edge.to);
      if (now.has(edge.to)) reached.add(edge.from);
    }
  }
  return reached;
}

// What a selection or a question lights up; null where everything is lit.
function lit(shown) {
  const nodes = new Set(), edges = new Set();
  const add = (edge) => { edges.add(edge.id); nodes.add(edge.from).add(edge.to); };
  if (state.select) {
    if (shown.kept.has(state.select)) nodes.add(state.select);
    for (const { edge } of shown.edges) {
      if (edge.id === state.select || edge.from === state.select || edge.to === state.select) add(edge);
    }
    return nodes.size ? { nodes, edges } : null;
  }
  if (!state.question) return null;
  const asked = answers(shown);
  const held = new Set(asked);
  for (const { edge, items } of shown.edges) {
    if (STANCES.includes(edge.type) && items.some((place) => held.has(place))) add(edge);
  }
  for (const place of asked) {
    const id = "a" + DATA.statements[place].source;
    if (shown.kept.has(id)) nodes.add(id);
  }
  return { nodes, edges };
}

const answers = (shown) => [...shown.passed].filter((place) => ASK[state.question](DATA.statements[place])).sort((a, b) => a - b);

// Live counts of the legend: what each line shows now, or would show if it were on.
function counts(shown) {
  const here = level();
  const found = Object.fromEntries([...STANCES, ...EXTRA, ...KINDS].map((key) => [key, 0]));
  const places = [], up = new Set();
  for (const place of shown.faceted) {
    const one = DATA.statements[place];
    if (!state.off.has(DATA.actors[one.source].kind)) found[one.stance] += 1;
    if (state.off.has(one.stance)) continue;
    places.push(place);
    if (here.byActor[one.source]) up.add(here.byActor[one.source]);
  }
  const testOf = itemTest(flagsOf(places));
  for (const edge of here.edges) {
    const more = EXTRA.includes(edge.type), on = !state.off.has(edge.type);
    if (!(more || on) || !edge.items.some(testOf(edge))) continue;
    if (more) found[edge.type] += 1;
    if (on) up.add(edge.ends[0]).add(edge.ends[1]);
  }
  for (const node of up) found[node.kind] += 1;
  return found;
}
