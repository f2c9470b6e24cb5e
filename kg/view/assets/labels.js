// Seen from afar: glyphs instead of cards, and names of the best connected wherever there is room for one.

const FAR = 0.52; // below this zoom a card's text is too small to read
const SURE_LABELS = 40, MOST_LABELS = 160, TRIED_LABELS = 1500;
let labelled = { key: "", list: [] };

const isFar = () => network && network.getScale() < FAR;

function farRadius(node) {
  const least = node.actor === undefined ? 4.5 : 6.5;
  return Math.max(Math.min(node.r || 14, 22), least / network.getScale());
}

function drawFar(c, node, x, y, r, marked) {
  const colors = palette();
  if (node.actor === undefined) {
    const denied = node.items.some((place) => DATA.statements[place].denied_by.length);
    glyph(c, "claim", x, y, r, colors, marked, denied ? colors.denies : colors.claimEdge);
    return;
  }
  const border = borderOf(rolesNow.get(node.actor));
  glyph(c, node.kind, x, y, r, colors, marked);
  if (!border) return;
  c.beginPath();
  c.arc(x, y, r * 1.5, 0, 2 * Math.PI);
  c.lineWidth = 1.8 / network.getScale();
  c.setLineDash((border === "denies" ? [5, 3] : [1.5, 3]).map((dash) => dash / network.getScale()));
  c.strokeStyle = colors[border];
  c.stroke();
  c.setLineDash([]);
}

// Which names are written, at a zoom: no two over each other, none over the glyph of a node that is better connected.
function placeLabels() {
  labelled = { key: "", list: [] };
}

function farLabels(c) {
  const scale = network.getScale();
  const key = [scale.toFixed(4), state.language, lastShown.nodes.length].join(" ");
  if (labelled.key === key) return labelled.list;
  const xs = lastShown.nodes.map((node) => node.x * scale), margin = farSide() - 4;
  const [room, glyphs] = [0, 1].map(() => taken(Math.min(...xs) - margin, Math.max(...xs) + margin)), list = [];
  c.font = `600 12.5px ${FACE}`;
  const order = lastShown.nodes.filter((node) => node.actor !== undefined || lastShown.nodes.length < 60);
  if (light) order.sort((a, b) => light.nodes.has(b.id) - light.nodes.has(a.id) || a.rank - b.rank);
  const write = (node) => {
    if (list.length >= MOST_LABELS) return;
    const found = spot(c, node, scale, (box) => room.free(box) && glyphs.free(box)) || (known.has(node) && spot(c, node, scale, room.free));
    if (!found) return;
    room.take(found.box);
    list.push(found);
  };
  const cover = (nodes, where) => nodes.forEach((node) => { const r = farRadius(node) * scale; where.take([node.x * scale - r, node.y * scale - r, node.x * scale + r, node.y * scale + r]); });
  const first = order.slice(0, SURE_LABELS), known = new Set(first), rest = lastShown.nodes.slice(0, 600).filter((node) => !known.has(node));
  cover(first, room);
  cover(rest, glyphs);
  first.forEach(write);
  cover(rest, room);
  order.slice(SURE_LABELS, TRIED_LABELS).forEach(write);
  labelled = { key, list };
  return list;
}

// What is kept free for names at the left and the right of the picture, in pixels of the screen.
const farSide = () => (innerWidth < 760 ? 52 : 84);

// Boxes on the screen that are taken, looked up by cell; none may reach out over left and right.
function taken(left, right) {
  const grid = new Map();
  const cells = ([x, top, end, bottom]) => {
    const found = [];
    for (let a = Math.floor(x / 80); a <= end / 80; a += 1) for (let b = Math.floor(top / 40); b <= bottom / 40; b += 1) found.push(`${a} ${b}`);
    return found;
  };
  const apart = (one, other) => one[0] >= other[2] || one[2] <= other[0] || one[1] >= other[3] || one[3] <= other[1];
  return {
    free: (box) => box[0] >= left && box[2] <= right && cells(box).every((cell) => (grid.get(cell) || []).every((one) => apart(one, box))),
    take: (box) => cells(box).forEach((cell) => { if (grid.has(cell)) grid.get(cell).push(box); else grid.set(cell, [box]); }),
  };
}

const nameWidths = new Map(); // in the one font that names have from afar

function widthOfName(c, text) {
  if (!nameWidths.has(text)) nameWidths.set(text, c.measureText(text).width);
  return nameWidths.get(text);
}

// Below, right, above or left of the glyph, where it is free first; a shorter name where there is no room for the longer
// one. The best connected are named over the glyphs of others rather than not at all.
function spot(c, node, scale, free) {
  const r = farRadius(node) * scale, x = node.x * scale, y = node.y * scale;
  for (const length of innerWidth < 760 ? [16, 9] : [26, 13]) {
    const text = clip(node.label.split("\n").join(" "), length), wide = widthOfName(c, text);
    const spots = [[x - wide / 2, y + r + 2], [x + r + 4, y - 8], [x - wide / 2, y - r - 18], [x - r - 4 - wide, y - 8]];
    const box = spots.map(([left, top]) => [left - 1, top, left + wide + 1, top + 15]).find(free);
    if (!box) continue;
    return { node, text, box, x: (box[0] + 1) / scale, y: (box[1] + 8) / scale };
  }
  return null;
}

// How many statements an edge folds, where it comes out from under the boxes at its ends.
function drawCounts(c) {
  if (state.level !== "actors") return;
  c.save();
  c.font = `600 13px ${FACE}`;
  c.textAlign = "center"; c.textBaseline = "middle"; c.lineJoin = "round"; c.lineWidth = 5; c.strokeStyle = palette().paper;
  for (const { edge, items } of lastShown.edges) {
    if (items.length < 2 || !STANCES.includes(edge.type) || (light && !light.edges.has(edge.id))) continue;
    const at = middleOf(edge);
    if (!at) continue;
    c.fillStyle = palette()[edge.type];
    c.strokeText(String(items.length), at.x, at.y);
    c.fillText(String(items.length), at.x, at.y);
  }
  c.restore();
}

// The middle of what is seen of an edge; null where next to nothing is. The curve is vis-network's curvedCW.
function middleOf(edge) {
  const from = level().node.get(edge.from), to = level().node.get(edge.to);
  const bend = bends.get(edge.id), angle = Math.atan2(from.y - to.y, to.x - from.x) + (0.5 * bend + 0.5) * Math.PI;
  const reach = (0.5 * Math.abs(bend) + 0.5) * Math.hypot(to.x - from.x, to.y - from.y);
  const via = { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
  const within = (node, { x, y }) => Math.abs(x - node.x) < node.w / 2 && Math.abs(y - node.y) < node.h / 2;
  const seen = [];
  for (let s = 0.02; s < 1; s += 0.02) {
    const point = { x: (1 - s) ** 2 * from.x + 2 * s * (1 - s) * via.x + s * s * to.x, y: (1 - s) ** 2 * from.y + 2 * s * (1 - s) * via.y + s * s * to.y };
    if (!within(from, point) && !within(to, point)) seen.push(point);
  }
  if (!seen.length || Math.hypot(seen[0].x - seen.at(-1).x, seen[0].y - seen.at(-1).y) < 34) return null;
  return seen[Math.floor(seen.length * 0.4)];
}

function drawLabels(c) {
  if (!lastShown) return;
  if (!isFar()) { drawCounts(c); return; }
  const scale = network.getScale(), colors = palette();
  c.save();
  const list = farLabels(c);
  c.font = `600 ${12.5 / scale}px ${FACE}`;
  c.textAlign = "left"; c.textBaseline = "middle"; c.lineJoin = "round";
  c.strokeStyle = colors.paper; c.lineWidth = 3.5 / scale; c.fillStyle = colors.ink;
  for (const { node, text, x, y } of list) {
    c.globalAlpha = light && !light.nodes.has(node.id) ? 0.2 : 1;
    c.strokeText(text, x, y);
    c.fillText(text, x, y);
  }
  c.restore();
}
