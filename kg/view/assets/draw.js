// The canvas: vis-network holds nodes and edges at the places computed in Python; how they look is drawn here.

let moved = false; // whether the reader has chosen a view of their own
let network = null, nodeSet = null, edgeSet = null, drawnLevel = "", light = null, lastShown = null, rolesNow = new Map();
const ROLE_ORDER = ["denies", "asserts", "demands", "confirms", "unverified", "declines"];

function drawGraph(shown, selected) {
  lastShown = shown;
  light = selected;
  rolesNow = state.level === "actors" ? roles(shown) : new Map();
  if (!network) makeNetwork();
  const fresh = drawnLevel !== state.level;
  if (fresh) { edgeSet.clear(); nodeSet.clear(); drawnLevel = state.level; }
  sync(nodeSet, shown.nodes.map(visNode));
  sync(edgeSet, visEdges(shown));
  network.unselectAll();
  network.redraw();
  if (fresh) fit(false);
}

// Bring a data set to `wanted` with as few changes as there are.
function sync(set, wanted) {
  const keep = new Set(wanted.map((one) => one.id));
  const gone = set.getIds().filter((id) => !keep.has(id));
  if (gone.length) set.remove(gone);
  const changed = wanted.filter((one) => {
    const old = set.get(one.id);
    return !old || old.mark !== one.mark;
  });
  if (changed.length) set.update(changed);
}

const visNode = (node) => ({
  id: node.id, x: node.x, y: node.y, shape: "custom", label: undefined, ctxRenderer: drawNode, size: node.r || 20,
  mark: `${node.x},${node.y}`,
});

function visEdges(shown) {
  const between = new Map();
  const found = [];
  const colors = palette();
  for (const { edge, items } of shown.edges) {
    const pair = edge.from < edge.to ? `${edge.from} ${edge.to}` : `${edge.to} ${edge.from}`;
    const nth = between.get(pair) || 0;
    between.set(pair, nth + 1);
    const faded = light && !light.edges.has(edge.id);
    const look = LINES[edge.type], marked = state.select === edge.id;
    const alpha = faded ? 0.1 : 1;
    const color = colors[edge.type];
    const [arrow, scale] = look.arrow;
    const sign = edge.from < edge.to ? 1 : -1;
    const bend = state.level === "claims" && !nth ? 0.03 : 0.12 + 0.13 * nth;
    const side = sign > 0 || !nth ? "curvedCW" : "curvedCCW";
    const base = {
      from: edge.from, to: edge.to, dashes: look.dash || false, color: { color: withAlpha(color, alpha), inherit: false },
      width: (look.width + Math.min(3, Math.log2(items.length || 1)) * (STANCES.includes(edge.type) ? 0.8 : 0.2)) * (marked ? 1.7 : 1),
      smooth: { enabled: true, type: side, roundness: bend }, chosen: false, hoverWidth: 0.6, arrowStrikethrough: ["denies", "declines"].includes(edge.type),
    };
    const label = faded ? "" : edgeLabel(edge, items);
    const mark = [alpha, color, base.width, bend, side, label].join(" ");
    found.push({
      ...base, id: edge.id, mark, label, arrows: { to: { enabled: true, type: arrow, scaleFactor: scale } },
      font: { size: 13, face: FACE, color, strokeWidth: 5, strokeColor: colors.paper, align: "middle", vadjust: 0 },
    });
    if (edge.type === "confirms") {
      found.push({ ...base, id: edge.id + "~", mark, label: "", smooth: { ...base.smooth, roundness: bend + 0.035 }, arrows: {} });
    }
  }
  return found;
}

function edgeLabel(edge, items) {
  if (isRelation(edge)) return t("relation." + DATA.relations[items[0]].type) || "";
  return items.length > 1 && STANCES.includes(edge.type) && state.level === "actors" ? String(items.length) : "";
}

function withAlpha(hex, alpha) {
  const part = (at) => parseInt(hex.slice(at, at + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${alpha})`;
}

// What each drawn actor does, with counts, of the statements that pass.
function roles(shown) {
  const found = new Map();
  for (const place of shown.passed) {
    const one = DATA.statements[place], id = "a" + one.source;
    if (!found.has(id)) found.set(id, new Map());
    const mine = found.get(id);
    mine.set(one.stance, (mine.get(one.stance) || 0) + 1);
  }
  return found;
}

// vis-network calls this for each node in each frame.
function drawNode({ ctx, id, x, y, state: { hover } }) {
  const node = LEVELS[drawnLevel].node.get(id);
  const colors = palette();
  const alpha = light && !light.nodes.has(id) ? 0.13 : 1;
  const marked = state.select === id || cursor === id;
  const isBox = node.actor === undefined;
  const around = isBox ? null : ringOf(rolesNow.get(id));
  const side = 2 * (node.r + (around ? 7 : 1));
  const size = isBox ? { width: node.w, height: node.h } : { width: side, height: side };
  return {
    drawNode() {
      ctx.globalAlpha = alpha;
      if (isBox) drawClaim(ctx, node, x, y, colors, marked || hover);
      else {
        glyph(ctx, node.kind, x, y, node.r, colors, marked || hover);
        if (around) ring(ctx, x, y, node.r + 5, colors[around], around === "denies" ? [7, 4] : [1.5, 4]);
      }
    },
    drawExternalLabel: isBox ? undefined : () => {
      ctx.globalAlpha = alpha;
      drawLabel(ctx, node, x, y, colors);
    },
    nodeDimensions: size,
  };
}

// A ring around those who deny, and around those who are mostly silent.
function ringOf(mine) {
  if (!mine) return null;
  if (mine.has("denies")) return "denies";
  return (mine.get("declines") || 0) >= [...mine.values()].reduce((sum, n) => sum + n, 0) / 2 ? "declines" : null;
}

function ring(c, x, y, r, color, dash) {
  c.beginPath();
  c.arc(x, y, r, 0, 2 * Math.PI);
  c.setLineDash(dash); c.lineWidth = 2; c.lineCap = "round"; c.strokeStyle = color;
  c.stroke();
  c.setLineDash([]);
}

function drawClaim(c, node, x, y, colors, marked) {
  const denied = node.items.some((place) => DATA.statements[place].denied_by.length);
  c.beginPath();
  roundRect(c, x - node.w / 2, y - node.h / 2, node.w, node.h, 7);
  c.fillStyle = colors.claim;
  c.fill();
  c.lineWidth = marked ? 2.6 : 1.2;
  c.strokeStyle = marked ? colors.accent : denied ? colors.denies : colors.claimEdge;
  if (node.bare) c.setLineDash([2, 4]);
  c.stroke();
  c.setLineDash([]);
  if (tooSmall(14)) return;
  c.font = `${node.bare ? "italic " : ""}14px ${FACE}`;
  c.fillStyle = node.bare ? colors.soft : colors.ink;
  c.textAlign = "center"; c.textBaseline = "middle";
  const lines = node.label.split("\n");
  lines.forEach((line, i) => c.fillText(line, x, y + (i - (lines.length - 1) / 2) * 18, node.w - 14));
}

const tooSmall = (size) => network && network.getScale() * size < 4.5;

function drawLabel(c, node, x, y, colors) {
  if (tooSmall(15)) return;
  let top = y + node.r + 14;
  c.textAlign = "center"; c.textBaseline = "middle"; c.lineJoin = "round";
  c.strokeStyle = colors.paper; c.lineWidth = 4;
  const line = (text, font, color) => {
    c.font = font;
    c.strokeText(text, x, top);
    c.fillStyle = color;
    c.fillText(text, x, top);
    top += 18;
  };
  for (const text of node.label.split("\n")) line(text, `600 15px ${FACE}`, colors.ink);
  const mine = rolesNow.get(node.id);
  if (!mine || network.getScale() * 13 < 6) return;
  for (const stance of ROLE_ORDER.filter((one) => mine.has(one)).slice(0, node.roles)) {
    const count = mine.get(stance);
    line(count > 1 ? `${t("role." + stance)} ×${count}` : t("role." + stance), `13px ${FACE}`, colors[stance]);
  }
}

function makeNetwork() {
  nodeSet = new vis.DataSet();
  edgeSet = new vis.DataSet();
  const options = { ...level().options, autoResize: true };
  network = new vis.Network($("graph"), { nodes: nodeSet, edges: edgeSet }, options);
  const target = (event) => {
    const node = network.getNodeAt(event.pointer.DOM);
    const edge = node === undefined ? network.getEdgeAt(event.pointer.DOM) : undefined;
    return node !== undefined ? String(node) : edge === undefined ? "" : String(edge).replace(/~$/, "");
  };
  network.on("click", (event) => pick(target(event)));
  network.on("doubleClick", (event) => {
    const id = target(event);
    if (level().node.has(id)) focusOn(id);
    else if (level().edge.has(id)) openClaims(level().edge.get(id));
  });
  network.on("zoom", () => { moved = true; });
  network.on("dragEnd", () => { moved = true; });
  network.on("hoverNode", () => { network.canvas.body.container.style.cursor = "pointer"; });
  network.on("hoverEdge", () => { network.canvas.body.container.style.cursor = "pointer"; });
  network.on("blurNode", () => { network.canvas.body.container.style.cursor = ""; });
  network.on("blurEdge", () => { network.canvas.body.container.style.cursor = ""; });
}

// Zoom so that all that is drawn, labels included, fills the canvas; never larger than life by more than a quarter.
function fit(animate) {
  if (!network || !lastShown || !lastShown.nodes.length) return;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of lastShown.nodes) {
    const below = node.actor === undefined ? node.h / 2 : node.h - node.r;
    const above = node.actor === undefined ? node.h / 2 : node.r + 6;
    left = Math.min(left, node.x - node.w / 2); right = Math.max(right, node.x + node.w / 2);
    top = Math.min(top, node.y - above); bottom = Math.max(bottom, node.y + below);
  }
  const room = $("graph").getBoundingClientRect();
  if (room.width < 80 || room.height < 80) return; // the table is in its place
  const covered = $("panel").hidden || innerWidth < 760 ? 0 : $("panel").offsetWidth;
  const wide = Math.max(200, room.width - covered);
  const whole = Math.min(1.25, (wide - 24) / (right - left), (room.height - 60) / (bottom - top));
  const small = innerWidth < 760 ? 0.55 : 0.3; // smaller than this, labels are no labels: begin at the most connected instead
  const scale = Math.max(whole, small);
  const first = lastShown.nodes[0];
  const middle = whole < small ? first : { x: (left + right) / 2, y: (top + bottom) / 2 };
  moved = false;
  const still = !animate || matchMedia("(prefers-reduced-motion: reduce)").matches;
  network.moveTo({
    position: { x: middle.x + covered / 2 / scale, y: middle.y },
    scale, animation: still ? false : { duration: 300, easingFunction: "easeInOutQuad" },
  });
}

// Bring what is selected into sight if it is out of it or under the panel.
function reveal(id) {
  const node = level().node.get(id);
  if (!node || !network) return;
  const at = network.canvasToDOM({ x: node.x, y: node.y });
  const room = $("graph").getBoundingClientRect();
  const covered = $("panel").hidden || innerWidth < 760 ? 0 : $("panel").offsetWidth;
  const low = innerWidth < 760 && !$("panel").hidden ? $("panel").offsetHeight : 0;
  if (at.x > 40 && at.x < room.width - covered - 40 && at.y > 40 && at.y < room.height - low - 60) return;
  const scale = network.getScale();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  network.moveTo({
    position: { x: node.x + covered / 2 / scale, y: node.y + low / 2 / scale },
    scale, animation: still ? false : { duration: 250, easingFunction: "easeInOutQuad" },
  });
}
