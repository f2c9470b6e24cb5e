// The canvas: vis-network holds nodes and edges at the places computed in Python; how they look is drawn here.

let moved = false; // whether the reader has chosen a view of their own
let network = null, drawnLevel = "", aimedAt = "", light = null, lastShown = null, rolesNow = new Map();
const given = { nodes: null, edges: null }; // what vis-network was given of this level: a data set, and each item's mark by its id
const ROLE_ORDER = ["denies", "asserts", "demands", "confirms", "unverified", "declines"];

function drawGraph(shown, selected) {
  lastShown = shown;
  light = selected;
  rolesNow = roles(shown);
  if (!network) makeNetwork();
  if (state.table) return; // nothing of it is seen
  if (drawnLevel !== state.level) { forget("edges"); forget("nodes"); drawnLevel = state.level; most = 0; }
  arrange(shown);
  const spots = state.level + shown.nodes.map((node) => `${node.id} ${node.x} ${node.y}`).join(" ");
  if (spots !== aimedAt) { aim(false); aimedAt = spots; gaps = recalled(`gaps ${network.getScale()} ${spots}`, () => gapsOf(shown.nodes)); }
  farNow = isFar();
  lift = liftOf(network.getScale());
  sync("nodes", shown.nodes.map(visNode));
  const restyled = sync("edges", visEdges(shown)), now = pictured(spots);
  if (!restyled && now === drawnAs) return; // the frame that is there shows all of it
  drawnAs = now;
  placeLabels(now);
  network._updateVisibleIndices();
  redraw();
}

let drawnAs = ""; // what the frame depends on, apart from its edges

// Everything that a frame shows of nodes: where they are, what they do, which are lit or chosen, in which words and colours.
function pictured(spots) {
  const doing = [...rolesNow].map(([actor, mine]) => `${actor}:${[...mine]}`).join(" ");
  return [spots, doing, light && [...light.nodes].join(" "), light && [...light.edges].join(" "), state.select, cursor, state.language, isDark()].join("|");
}

// At the next frame, once, however often it is asked for.
const redraw = () => network.body.emitter.emit("_requestRedraw");

// What is in the picture and where on the screen, for whoever embeds the page or checks it.
$("graph").picture = {
  nodes: () => lastShown.nodes.map((node) => ({ id: node.id, label: fullLabel(node), x: node.x, y: node.y, w: node.w, h: node.h })),
  edges: () => lastShown.edges.map(({ edge, items }) => ({ id: edge.id, type: edge.type, from: edge.from, to: edge.to, items })),
  lit: () => (light ? [...light.nodes] : null),
  names: () => (isFar() ? names.list.map(({ node, text, box }) => ({ id: node.id, text, box: box.map((side) => side / network.getScale()) })) : null),
  signs: () => lastShown.nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, r: signRadius(node) })),
  scale: () => network.getScale(),
  at(id) {
    const room = $("graph").getBoundingClientRect(), node = level().node.get(id);
    const edge = level().edge.get(id), [from, to] = edge ? [level().node.get(edge.from), level().node.get(edge.to)] : [node, node];
    const point = network.canvasToDOM({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
    return { x: room.x + point.x, y: room.y + point.y };
  },
};

// Bring vis-network's nodes or edges to `wanted`; says whether that changed any. What is there already is changed by hand,
// and what is not wanted is hidden, not taken out: each change of a data set makes vis-network go over all that it holds.
function sync(sort, wanted) {
  const { set, marks } = given[sort], here = network.body[sort];
  const fresh = wanted.filter((one) => !marks.has(one.id));
  let changed = fresh.length > 0;
  for (const one of wanted) {
    if (marks.has(one.id) && marks.get(one.id) !== one.mark) { changed = true; (sort === "edges" ? restyle : replace)(here[one.id], one); }
    marks.set(one.id, one.mark);
  }
  if (fresh.length) set.add(fresh);
  if (sort === "nodes") for (const { id } of fresh) giveBox(here[id]);
  const keep = new Set(wanted.map((one) => one.id));
  for (const id of marks.keys()) {
    const { options } = here[id], hidden = !keep.has(id);
    if (options.hidden !== hidden) { options.hidden = hidden; changed = true; }
  }
  return changed;
}

function replace(node, { x, y }) {
  Object.assign(node, { x, y });
  node.shape.updateBoundingBox();
}

// vis-network draws what has its box in sight, and would know a card by its size of old, at its place of old.
function giveBox(node) {
  const { w, h: high } = level().node.get(node.id), { shape } = node;
  shape.updateBoundingBox = () => Object.assign(shape.boundingBox, { left: node.x - w / 2, right: node.x + w / 2, top: node.y - high / 2, bottom: node.y + high / 2 });
  shape.updateBoundingBox();
}

// vis-network looks these up at each frame; only another bend makes it build the edge's curve anew.
function restyle(edge, one) {
  if (edge.options.smooth.type !== one.smooth.type || edge.options.smooth.roundness !== one.smooth.roundness) { edge.setOptions(one); return; }
  edge.options.width = one.width;
  edge.options.dashes = one.dashes;
  edge.options.color = { ...edge.options.color, color: one.color, highlight: one.color, hover: one.color };
  const { arrows } = edge.options;
  if (one.arrows.to) edge.options.arrows = { to: { ...arrows.to, enabled: one.arrows.to.enabled }, from: arrows.from, middle: arrows.middle };
}

function forget(sort) {
  given[sort].set.clear();
  given[sort].marks.clear();
}

const visNode = (node) => ({
  id: node.id, x: node.x, y: node.y, shape: "custom", label: undefined, ctxRenderer: drawNode, size: node.r || 20,
  mark: `${node.x},${node.y}`,
});

let bends = new Map(), bentFor = "";

function visEdges(shown) {
  const quiet = [...start().off].filter((type) => state.off.has(type));
  if (bentFor !== state.level + quiet) { bends = allBends(quiet); bentFor = state.level + quiet; }
  const many = crowdOf(shown.edges.length);
  quietAlpha = Math.max(0.16, 0.55 * Math.min(1, Math.sqrt(300 / many)));
  crowd = Math.max(0.4, Math.min(1, Math.sqrt(300 / many)));
  return shown.edges.flatMap(({ edge, items }) => visEdge(edge, items, bends.get(edge.id)));
}

let most = 0; // edges that this level has shown at once

// How many edges count as there: while more than half are, as many as there were, so that a filter does not restyle the others.
function crowdOf(number) {
  most = Math.max(most, number);
  return number > most / 2 ? most : number;
}

// Of all edges of the level but those that are off from the start, so that a filter does not move the others.
function allBends(quiet) {
  const between = new Map(), found = new Map();
  for (const edge of level().edges) {
    if (quiet.includes(edge.type)) continue;
    const pair = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    if (between.has(pair)) between.get(pair).push(edge); else between.set(pair, [edge]);
  }
  for (const same of between.values()) same.forEach((edge, nth) => found.set(edge.id, bendOf(edge, nth, same.length)));
  return found;
}

// How far an edge swings out to the side, so that edges between the same two nodes lie apart: positive is clockwise.
function bendOf(edge, nth, all) {
  const out = all === 1 ? 0.035 : (nth - (all - 1) / 2) * 0.12;
  return edge.from < edge.to || all === 1 ? out : -out;
}

function visEdge(edge, items, bend) {
  const faded = light && !light.edges.has(edge.id), marked = state.select === edge.id;
  const look = LINES[edge.type], color = palette()[edge.type], alpha = faded ? 0.1 : !farNow || LOUD.includes(edge.type) ? 1 : QUIET.includes(edge.type) ? quietAlpha : crowd;
  const thick = QUIET.includes(edge.type) ? Math.max(1, Math.min(lift, 4) * 0.75) : LOUD.includes(edge.type) ? Math.max(1, lift * Math.max(0.6, crowd)) : Math.max(1, lift * crowd);
  const tipped = !(farNow && crowd < 0.6 && QUIET.includes(edge.type)) || marked; // among so many faint lines no tip is seen
  const line = (id, swing, ends) => ({
    id, from: edge.from, to: edge.to, dashes: look.dash ? look.dash.map((part) => part * (farNow ? 1.25 * thick : 1)) : false, color: withAlpha(color, alpha),
    width: widthOf(edge.type, items.length) * (marked ? 1.7 : 1) * thick,
    smooth: { type: swing < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(swing) }, ...ends,
    mark: [thick, alpha, color, marked, items.length, bend, tipped].join(" "),
  });
  const [type, scaleFactor] = look.arrow;
  const first = line(edge.id, bend, { arrows: { to: { enabled: tipped, type, scaleFactor } } });
  return edge.type === "confirms" ? [first, line(edge.id + "~", bend + 0.035, { arrows: {} })] : [first];
}

const QUIET = ["asserts", "relays", "about", "relation"]; // from afar these step back behind denials and silence
const LEAST = 0.001; // the zoom at which 5,000 nodes are seen whole
const LOUD = ["denies", "declines", "unverified"]; // these are seen first, however many others there are
let farNow = false, quietAlpha = 1, crowd = 1; // the more edges there are, the fainter the quiet ones
let lift = 1; // how much thicker lines are drawn from afar, so that a denial is seen from any distance

// In steps, so that edges are not changed at each turn of the wheel.
const liftOf = (scale) => (scale < FAR ? 2 ** (Math.round(2 * Math.log2(0.75 / scale)) / 2) : 1);

// Edges change their look where cards turn into glyphs, and as these get smaller.
function followZoom() {
  const now = liftOf(network.getScale());
  if (farNow === isFar() && lift === now) return;
  farNow = isFar();
  lift = now;
  sync("edges", visEdges(lastShown));
  redraw();
}

const widthOf = (type, n) => LINES[type].width + Math.min(3, Math.log2(n || 1)) * (STANCES.includes(type) ? 0.8 : 0.2);

function withAlpha(hex, alpha) {
  const part = (at) => parseInt(hex.slice(at, at + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${alpha})`;
}

// What each drawn actor does, with counts, of the statements that pass.
function roles(shown) {
  const found = new Map();
  for (const place of shown.passed) {
    const { source, stance } = DATA.statements[place];
    let mine = found.get(source);
    if (!mine) found.set(source, mine = new Map());
    mine.set(stance, (mine.get(stance) || 0) + 1);
  }
  return found;
}

// vis-network calls this for each node in each frame.
function drawNode({ ctx, id, x, y, state: { hover } }) {
  const node = LEVELS[drawnLevel].node.get(id);
  const marked = state.select === id || cursor === id;
  const alpha = light && !light.nodes.has(id) ? 0.13 : 1;
  if (isFar()) {
    const r = farRadius(node);
    return { drawNode() { ctx.globalAlpha = alpha; drawFar(ctx, node, x, y, r, marked || hover); }, nodeDimensions: { width: 2 * r, height: 2 * r } };
  }
  return {
    drawNode() {
      hideLines(ctx, node, x, y);
      ctx.globalAlpha = alpha;
      (node.actor === undefined ? drawClaim : drawActor)(ctx, node, x, y, palette(), marked || hover);
    },
    nodeDimensions: { width: node.w, height: node.h },
  };
}

// Edges that pass behind a box are not seen through it, even where it is faded.
function hideLines(c, node, x, y) {
  c.globalAlpha = 1;
  boxPath(c, node, x, y, 8);
  c.fillStyle = palette().paper;
  c.fill();
}

const LEADING = 18, PAD = 10, BESIDE = 9;

function boxPath(c, node, x, y, r) {
  c.beginPath();
  roundRect(c, x - node.w / 2, y - node.h / 2, node.w, node.h, r);
}

// A card: the glyph of the kind, the name, and what the actor does; a dashed border for who denies, a dotted one for who is silent.
function drawActor(c, node, x, y, colors, marked) {
  const mine = rolesNow.get(node.actor);
  const border = borderOf(mine);
  boxPath(c, node, x, y, 13);
  c.fillStyle = withAlpha(colors[node.kind] || colors.place, isDark() ? 0.3 : 0.34);
  c.fill();
  c.lineWidth = marked ? 3 : border ? 2.2 : 1;
  c.strokeStyle = marked ? colors.accent : border ? colors[border] : colors.line;
  c.setLineDash(border ? { denies: [8, 4], declines: [2, 4] }[border] : []);
  c.stroke();
  c.setLineDash([]);
  glyph(c, node.kind, x - node.w / 2 + PAD + node.r, y, node.r, colors, false);
  const lines = node.label.split("\n").map((text) => [text, `600 15px ${FACE}`, colors.ink]);
  for (const stance of ROLE_ORDER.filter((one) => mine?.has(one)).slice(0, node.roles)) {
    const count = mine.get(stance);
    lines.push([t("role." + stance) + (count > 1 ? ` ×${count}` : ""), `13.5px ${FACE}`, colors[stance]]);
  }
  const left = x - node.w / 2 + PAD + 2 * node.r + BESIDE;
  c.textAlign = "left"; c.textBaseline = "middle";
  lines.forEach(([text, font, color], i) => {
    c.font = font; c.fillStyle = color;
    c.fillText(text, left, y + (i - (lines.length - 1) / 2) * LEADING + 1, x + node.w / 2 - PAD + 4 - left);
  });
}

// A border of its own for those who deny, and for those who are mostly silent.
function borderOf(mine) {
  if (!mine) return null;
  if (mine.has("denies")) return "denies";
  return (mine.get("declines") || 0) >= [...mine.values()].reduce((sum, n) => sum + n, 0) / 2 ? "declines" : null;
}

function drawClaim(c, node, x, y, colors, marked) {
  const denied = isDenied(node);
  boxPath(c, node, x, y, 4);
  c.fillStyle = colors.claim;
  c.fill();
  c.lineWidth = marked ? 2.6 : 1.2;
  c.strokeStyle = marked ? colors.accent : denied ? colors.denies : colors.claimEdge;
  c.setLineDash(node.bare ? [2, 4] : []);
  c.stroke();
  c.setLineDash([]);
  c.font = `${node.bare ? "italic " : ""}14px ${FACE}`;
  c.fillStyle = node.bare ? colors.soft : colors.ink;
  c.textAlign = "center"; c.textBaseline = "middle";
  const lines = node.label.split("\n");
  lines.forEach((line, i) => c.fillText(line, x, y + (i - (lines.length - 1) / 2) * LEADING, node.w - 14));
}

function makeNetwork() {
  for (const sort of Object.keys(given)) given[sort] = { set: new vis.DataSet(), marks: new Map() };
  const options = { ...level().options, autoResize: true, edges: { chosen: false, hoverWidth: 0.6, selectionWidth: 0, smooth: { enabled: true }, color: { inherit: false } } };
  network = new vis.Network($("graph"), { nodes: given.nodes.set, edges: given.edges.set }, options);
  const target = (event) => {
    const node = network.getNodeAt(event.pointer.DOM);
    const edge = node === undefined ? edgeAt(event.pointer.DOM)?.id : undefined;
    return node !== undefined ? String(node) : edge === undefined ? "" : String(edge).replace(/~$/, "");
  };
  network.selectionHandler.getEdgeAt = edgeAt; // the edge under the pointer, for the tip too
  let first = null; // of two clicks: the picture moves beneath the second, as the panel opens
  network.on("click", (event) => {
    const { x, y } = event.event.center, now = performance.now();
    if (first && now - first.now < TWICE && Math.hypot(x - first.x, y - first.y) < REACH) return;
    first = { x, y, now, id: target(event) };
    pick(first.id);
  });
  network.on("doubleClick", () => { // the first click has made an entry in the history
    if (level().node.has(first?.id)) focusOn(first.id, false);
    else if (level().edge.has(first?.id)) openClaims(level().edge.get(first.id), false);
  });
  network.on("zoom", () => { moved = true; followZoom(); });
  network.on("animationFinished", () => { gliding = false; followZoom(); });
  network.on("afterDrawing", drawLabels);
  network.on("dragEnd", () => { moved = true; });
  network.on("hoverEdge", ({ edge, event }) => tell(String(edge).replace(/~$/, ""), event));
  for (const end of ["blurEdge", "dragStart", "zoom", "click"]) network.on(end, () => { $("tip").hidden = true; });
  network.on("hoverNode", () => { network.canvas.body.container.style.cursor = "pointer"; });
  network.on("hoverEdge", () => { network.canvas.body.container.style.cursor = "pointer"; });
  network.on("blurNode", () => { network.canvas.body.container.style.cursor = ""; });
  network.on("blurEdge", () => { network.canvas.body.container.style.cursor = ""; });
}

const TWICE = 400; // milliseconds within which two clicks are one double click
const REACH = 8; // pixels of the screen from an edge within which a click or the pointer means it

// The drawn edge nearest to a point of the canvas.
function edgeAt(point) {
  const { x, y } = network.DOMtoCanvas(point);
  let best, least = REACH / network.getScale();
  for (const id of network.body.edgeIndices) {
    const edge = network.body.edges[id], { from, to } = edge;
    const away = edge.connected ? edge.edgeType.getDistanceToEdge(from.x, from.y, to.x, to.y, x, y) : Infinity;
    if (away < least) [best, least] = [edge, away];
  }
  return best;
}

// "A → B: 3 claims, 1 denial", beside the pointer: all that goes from the one to the other.
function tell(id, event) {
  const edge = level().edge.get(id);
  if (!edge) return;
  const [from, to] = [edge.from, edge.to].map((end) => clip(fullLabel(level().node.get(end)), 60));
  const items = sameWay(edge, lastShown).flatMap((one) => one.items);
  $("tip").replaceChildren(quoted(from), " → ", quoted(to), ": ", isRelation(edge) || !STANCES.includes(edge.type) ? edgeText(edge, lastShown) : summary([...new Set(items)]));
  $("tip").hidden = false;
  const room = $("graph").getBoundingClientRect();
  $("tip").style.left = `${Math.max(8, Math.min(event.clientX - room.x + 14, room.width - $("tip").offsetWidth - 8))}px`;
  $("tip").style.top = `${Math.max(8, Math.min(event.clientY - room.y + 14, room.height - $("tip").offsetHeight - 8))}px`;
}

// The drawn edges of statements, other than relays, from the same node to the same node.
const sameWay = (edge, shown) => shown.edges.filter((one) => one.edge.from === edge.from && one.edge.to === edge.to && STANCES.includes(one.edge.type));

function edgeText(edge, shown) {
  const { items } = shown.edges.find((one) => one.edge.id === edge.id) || edge;
  const what = isRelation(edge) ? [...new Set(items.map((place) => t("relation." + DATA.relations[place].type)))].join(", ") : t("type." + edge.type);
  return `${what}${items.length > 1 ? ` ×${number(items.length)}` : ""}`;
}
