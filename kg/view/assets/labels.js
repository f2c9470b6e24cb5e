// Seen from afar: glyphs instead of cards, and names of the best connected wherever there is room for one.

const FAR = 0.52; // below this zoom a card's text is too small to read
const MOST_LABELS = 160, TRIED_LABELS = 800;
const sureLabels = (nodes) => (nodes.length <= 80 ? 80 : 40); // so many names stand off from their signs rather than not at all
let names = { order: [], chief: new Set(), key: "", list: [] }; // the nodes in the order in which they are named, the first of them, and where

// What was worked out for pictures shown before, the latest last: searches come and go, and the whole picture returns.
const past = new Map();
const PAST = 8;

function recalled(key, make) {
  const found = past.get(key) || make();
  past.delete(key);
  past.set(key, found);
  if (past.size > PAST) past.delete(past.keys().next().value);
  return found;
}

const isFar = () => network && network.getScale() < FAR;

// In a crowd, who is named first has a larger sign than the others; no sign reaches into its neighbour's.
function farRadius(node) {
  const many = lastShown.nodes.length, scale = network.getScale();
  const least = many > 800 ? Math.max(2.2, 4.2 * Math.sqrt(1500 / Math.max(1500, many))) : node.actor === undefined ? 4 : many > 120 && !names.chief.has(node.id) ? 4.8 : 6.8;
  const room = ((gaps.get(node) ?? Infinity) / 2 - 0.7 / scale) / outline(node);
  return Math.max(2 / scale, Math.min(room, Math.max(Math.min(node.r || 14, 22), least / scale)));
}

let gaps = new Map(); // by node: how far away its nearest neighbour is, where that matters

function gapsOf(nodes) {
  const order = [...nodes].sort((a, b) => a.x - b.x), found = new Map(), reach = 48 / network.getScale();
  order.forEach((one, at) => {
    for (let next = at + 1; next < order.length && order[next].x - one.x < reach; next += 1) {
      const other = order[next], away = Math.hypot(other.x - one.x, other.y - one.y);
      for (const end of [one, other]) if (!(found.get(end) <= away)) found.set(end, away);
    }
  });
  return found;
}

const RING = 1.5; // around the sign of those who deny or keep silent, in radii

// How far what is drawn of a node reaches out, in radii of its sign.
const outline = (node) => (node.actor === undefined ? 1.25 : borderOf(rolesNow.get(node.actor)) ? RING + 0.1 : 1.1);

// The radius of all that is drawn of a node from afar.
const signRadius = (node) => farRadius(node) * outline(node);

const isDenied = (node) => node.items.some((place) => DATA.statements[place].denied_by.length);

function drawFar(c, node, x, y, r, marked) {
  const colors = palette();
  if (node.actor === undefined) {
    glyph(c, "claim", x, y, r, colors, marked, isDenied(node) ? colors.denies : colors.claimEdge);
    return;
  }
  const border = borderOf(rolesNow.get(node.actor));
  glyph(c, node.kind, x, y, r, colors, marked);
  if (!border) return;
  c.beginPath();
  c.arc(x, y, r * RING, 0, 2 * Math.PI);
  c.lineWidth = 1.8 / network.getScale();
  c.setLineDash((border === "denies" ? [5, 3] : [1.5, 3]).map((dash) => dash / network.getScale()));
  c.strokeStyle = colors[border];
  c.stroke();
  c.setLineDash([]);
}

// Which names are written, at a zoom: no two over each other, none over a sign. Those who deny or keep silent and the best
// connected come first; where there is no room beside them, their names stand off at the end of a thin line.
function placeLabels(picture) {
  names = recalled(`names ${innerWidth < 760} ${picture}`, () => {
    const order = named();
    return { order, chief: new Set(order.slice(0, sureLabels(order)).map((node) => node.id)), key: "", list: [] };
  });
}

function farLabels(c) {
  const scale = network.getScale();
  const key = [scale.toFixed(4), state.language, lastShown.nodes.length].join(" ");
  if (names.key === key) return names.list;
  const room = taken(), list = [], every = roomAround(lastShown.nodes, scale);
  const lighted = aimedAtLit() ? lastShown.nodes.filter((node) => light.nodes.has(node.id)) : []; // the view may be of these alone, beside the panel
  const near = lighted.length ? roomAround(lighted, scale) : every;
  const free = [every, near].map((sides) => (box) => within(box, sides) && room.free(box));
  for (const node of lastShown.nodes) {
    const r = signRadius(node) * scale, x = node.x * scale, y = node.y * scale;
    room.take([x - r, y - r, x + r, y + r]);
  }
  const write = (node) => {
    if (list.length >= MOST_LABELS) return;
    const found = spot(c, node, scale, free[+!!light?.nodes.has(node.id)]);
    if (!found) return;
    room.take(found.box);
    list.push(found);
  };
  names.order.slice(0, TRIED_LABELS).forEach(write);
  Object.assign(names, { key, list });
  return list;
}

// The nodes in the order in which they get a name: lit ones, then actors, then claims that somebody denies.
function named() {
  const value = (node) => {
    if (node.actor === undefined) return isDenied(node) ? 1e5 + node.rank : Infinity;
    return node.rank - ({ denies: 40, declines: 20 }[borderOf(rolesNow.get(node.actor))] || 0);
  };
  const few = lastShown.nodes.length < 60;
  const found = lastShown.nodes.map((node) => ({ node, lit: light && light.nodes.has(node.id) ? 0 : 1, value: few ? node.rank : value(node) }));
  return found.filter((one) => one.value < Infinity).sort((a, b) => a.lit - b.lit || a.value - b.value).map((one) => one.node);
}

// What is kept free for names at the left and the right of the picture, in pixels of the screen.
const farSide = () => (innerWidth < 760 ? 34 : 84);
// The same above and below it together.
const farHead = () => (innerWidth < 760 ? 78 : 110);

// The sides over which no name of these nodes may reach out.
function roomAround(nodes, scale) {
  const { left, top, right, bottom } = extent(nodes, 0), aside = farSide() - 4;
  return [left * scale - aside, top * scale - 40, right * scale + aside, bottom * scale + 40];
}

const within = (box, [left, above, right, below]) => box[0] >= left && box[2] <= right && box[1] >= above && box[3] <= below;

// Boxes on the screen that are taken, looked up by cell.
function taken() {
  const grid = new Map(), span = (low, high, size) => [Math.floor(low / size), Math.floor(high / size)];
  // Asks `act` for what each cell under the box holds, until it says true; says whether it did.
  const some = ([x, top, end, bottom], act) => {
    const [first, last] = span(x, end, 80), [up, down] = span(top, bottom, 40);
    for (let a = first; a <= last; a += 1) for (let b = up; b <= down; b += 1) if (act(a * 65536 + b)) return true;
    return false;
  };
  const meet = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
  const holds = (cell, box) => {
    for (const one of grid.get(cell) || []) if (meet(one, box)) return true;
    return false;
  };
  return {
    free: (box) => !some(box, (cell) => holds(cell, box)),
    take: (box) => { some(box, (cell) => { if (grid.has(cell)) grid.get(cell).push(box); else grid.set(cell, [box]); }); },
  };
}

const nameWidths = new Map(); // in the two fonts that names have from afar

function widthOfName(c, text, claim) {
  const key = (claim ? "c" : "a") + text;
  if (!nameWidths.has(key)) {
    c.font = farFont(12.5, claim);
    nameWidths.set(key, c.measureText(text).width);
  }
  return nameWidths.get(key);
}

const farFont = (size, claim) => `${claim ? "" : "600 "}${size}px ${FACE}`;

// Below, right, above or left of the sign, else at its corners, where it is free first; a shorter name where there is no
// room for the longer one.
function spot(c, node, scale, free) {
  const r = signRadius(node) * scale, x = node.x * scale, y = node.y * scale, claim = node.actor === undefined;
  const full = node.label.split("\n").join(" "), around = (far, wide) => [
    [x - wide / 2, y + far + 2], [x + far + 3, y - 8], [x - wide / 2, y - far - 17], [x - far - 3 - wide, y - 8],
    ...(names.chief.has(node.id) ? [0.25, 0.75, 0.1, 0.9] : [0.2, 0.8]).flatMap((share) => [[x - wide * share, y + far + 2], [x - wide * share, y - far - 17]]),
    [x + far * 0.6, y + far * 0.6 + 1], [x + far * 0.6, y - far * 0.6 - 16], [x - far * 0.6 - wide, y + far * 0.6 + 1], [x - far * 0.6 - wide, y - far * 0.6 - 16],
  ];
  const lengths = innerWidth < 760 ? [16, 9] : [26, 16, 11];
  for (const far of names.chief.has(node.id) ? [r, r + 14, r + 28, r + 44] : [r]) {
    const fits = (box) => free(box) && (far === r || clear({ x, y }, r, box, free));
    for (const length of lengths) {
      const text = clip(full, length), wide = widthOfName(c, text, claim);
      const box = around(far, wide).map(([left, top]) => [left - 2, top, left + wide + 2, top + 15]).find(fits);
      if (box) return { node, text, box, claim, far: far > r, x: (box[0] + 2) / scale, y: (box[1] + 8) / scale };
      if (text === full) break;
    }
  }
  return null;
}

// The point of a box that is nearest to another point.
const nearestOf = ([left, top, right, bottom], { x, y }) => ({ x: Math.min(right, Math.max(left, x)), y: Math.min(bottom, Math.max(top, y)) });

// Whether a line from a sign of radius r at `from` to the box meets no other sign and no name.
function clear(from, r, box, free) {
  const to = nearestOf(box, from), away = Math.hypot(to.x - from.x, to.y - from.y);
  for (let at = r + 4; at < away; at += 5) {
    const x = from.x + ((to.x - from.x) * at) / away, y = from.y + ((to.y - from.y) * at) / away;
    if (!free([x - 1, y - 1, x + 1, y + 1])) return false;
  }
  return true;
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
  c.textAlign = "left"; c.textBaseline = "middle"; c.lineJoin = "round";
  for (const one of list) {
    c.globalAlpha = light && !light.nodes.has(one.node.id) ? 0.2 : 1;
    if (one.far) drawLeader(c, one, scale, colors);
    c.font = farFont(12.5 / scale, one.claim);
    c.strokeStyle = colors.paper; c.lineWidth = 3.5 / scale; c.fillStyle = one.claim ? colors.soft : colors.ink;
    c.strokeText(one.text, one.x, one.y);
    c.fillText(one.text, one.x, one.y);
  }
  c.restore();
}

// From the sign to the nearest point of a name that stands off.
function drawLeader(c, { node, box }, scale, colors) {
  const to = nearestOf(box.map((side) => side / scale), node);
  const away = Math.hypot(to.x - node.x, to.y - node.y) || 1, r = signRadius(node);
  c.beginPath();
  c.moveTo(node.x + ((to.x - node.x) * r) / away, node.y + ((to.y - node.y) * r) / away);
  c.lineTo(to.x, to.y);
  c.lineWidth = 0.9 / scale;
  c.strokeStyle = colors.soft;
  c.stroke();
}
