// Places for what filters, searches and neighbourhoods bring up; the whole picture keeps the places computed in Python.

const FREE = { x: 58, y: 50 };
const COLUMN_GAP = 120;

// Nodes as given in rank order, with x and y: the whole picture where it is shown, else a drawing of this part alone.
function arrange(shown) {
  const whole = level().nodes.filter((node) => node.home);
  const away = shown.nodes.some((node) => !node.home);
  const tall = innerWidth < 760 && shown.nodes.length <= 60; // places from Python are for a wide screen
  const at = !away && !tall && shown.nodes.length > whole.length * 0.6 ? null : shown.nodes.length <= 400 ? drawPart(shown) : fieldBelow(shown, whole);
  for (const node of shown.nodes) [node.x, node.y] = at?.get(node.id) || node.home;
}

// Many more nodes than were placed: those go into rows under the picture.
function fieldBelow(shown, whole) {
  const left = Math.min(0, ...whole.map((node) => node.x)), right = Math.max(2000, ...whole.map((node) => node.x));
  let x = left, y = Math.max(0, ...whole.map((node) => node.home[1])) + 300;
  const at = new Map();
  for (const node of shown.nodes.filter((one) => !one.home)) {
    if (x + node.w > right) { x = left; y += 130; }
    at.set(node.id, [x + node.w / 2, y]);
    x += node.w + FREE.x;
  }
  return at;
}

// What a node takes, by the node, where the picture will be seen from afar: its card, its sign, and room for its name if it
// is one of those that are named first. `down` says how far the box's middle lies below the sign. As in afar.py.
let roomy = new Map();
const cell = (node) => roomy.get(node) || { w: node.w, h: node.h, down: 0 };

// The width and height that the screen has for the picture, less what names at its sides take.
function canvasSize() {
  const stage = $("graph").getBoundingClientRect();
  return [Math.max(200, (stage.width || innerWidth) - 2 * farSide()), Math.max(200, (stage.height || innerHeight) - farHead())];
}

function makeRoom(nodes) {
  const [wide, high] = canvasSize();
  let zoom = 1;
  roomy = new Map();
  for (let turn = 0; turn < 6; turn += 1) {
    zoom = Math.sqrt((0.5 * wide * high) / nodes.reduce((sum, node) => sum + (cell(node).w + FREE.x) * (cell(node).h + FREE.y), 0));
    roomy = roomAt(zoom, nodes);
  }
  return zoom;
}

// What each node takes at a zoom.
function roomAt(zoom, nodes) {
  const phone = innerWidth < 760, first = new Set(named().slice(0, phone ? 20 : sureLabels(nodes))), sign = 15, line = 33;
  if (zoom >= FAR) return new Map();
  return new Map(nodes.map((node) => {
    const name = first.has(node) ? Math.min(node.label.length, phone ? 11 : 16) * 7.4 + 10 : 0;
    const top = Math.max(node.h, sign / zoom - FREE.y) / 2, bottom = name ? Math.max(top, line / zoom - FREE.y / 2) : top;
    return [node, { w: Math.max(node.w, sign / zoom - FREE.x, name / zoom - FREE.x), h: top + bottom, down: (bottom - top) / 2 }];
  }));
}

// A drawing that turned out larger than was reckoned is made again for the zoom at which it is seen, where that is soon done.
function drawPart(shown) {
  let reckoned = makeRoom(shown.nodes), at = drawnPart(shown);
  for (let turn = 0; turn < 3 && shown.nodes.length <= 60; turn += 1) {
    const zoom = zoomOf([...at.values()]);
    if (!roomy.size || zoom > 0.9 * reckoned || zoom < 0.06) break;
    reckoned = zoom;
    roomy = roomAt(zoom, shown.nodes);
    at = drawnPart(shown);
  }
  return at;
}

function zoomOf(places) {
  const [wide, high] = canvasSize(), span = (axis) => Math.max(...places.map((one) => one[axis])) - Math.min(...places.map((one) => one[axis]));
  return Math.min(wide / (span(0) || 1), high / (span(1) || 1));
}

function drawnPart(shown) {
  const near = new Map(shown.nodes.map((node) => [node.id, []]));
  for (const { edge } of shown.edges) {
    if (edge.from !== edge.to && (state.level !== "claims" || edge.type !== "about")) { near.get(edge.from).push(edge); near.get(edge.to).push(edge); }
  }
  const blocks = components(shown.nodes, near).map((group) => {
    const places = state.level === "claims" && group.length > 1 && group.length <= 40 ? inColumns(group, near) : spread(group, near);
    return boxOf(group, places);
  });
  const at = packed(blocks.sort((a, b) => b.group.length - a.group.length));
  for (const node of shown.nodes) at.get(node.id)[1] -= Math.round(cell(node).down);
  return at;
}

function components(nodes, near) {
  const seen = new Set(), found = [];
  const known = new Map(nodes.map((node) => [node.id, node]));
  for (const first of nodes) {
    if (seen.has(first.id)) continue;
    seen.add(first.id);
    const group = [first];
    for (const node of group) {
      for (const edge of near.get(node.id)) {
        const other = edge.from === node.id ? edge.to : edge.from;
        if (!seen.has(other)) { seen.add(other); group.push(known.get(other)); }
      }
    }
    found.push(group);
  }
  return found;
}

// Actors, their claims, those who answer them.
function inColumns(group, near) {
  const answers = ["denies", "confirms", "unverified"];
  const columnOf = (node) => (node.actor === undefined ? 1
    : near.get(node.id).every((edge) => answers.includes(edge.type) && edge.from === node.id) ? 2 : 0);
  const columns = [0, 1, 2].map((at) => group.filter((node) => columnOf(node) === at)).filter((column) => column.length);
  const y = new Map(group.map((node) => [node.id, 0]));
  const pile = (column) => {
    let top = -column.reduce((sum, node) => sum + cell(node).h + 30, 0) / 2;
    for (const node of column) { y.set(node.id, top + cell(node).h / 2); top += cell(node).h + 30; }
  };
  columns.forEach(pile);
  const wish = (node) => {
    const others = near.get(node.id).map((edge) => y.get(edge.from === node.id ? edge.to : edge.from));
    return others.length ? others.reduce((sum, one) => sum + one, 0) / others.length : y.get(node.id);
  };
  for (let turn = 0; turn < 8; turn += 1) {
    for (const column of columns) { column.sort((a, b) => wish(a) - wish(b)); pile(column); }
  }
  const places = new Map();
  let x = 0;
  for (const column of columns) {
    const wide = Math.max(...column.map((node) => cell(node).w));
    for (const node of column) places.set(node.id, [x + wide / 2, y.get(node.id)]);
    x += wide + COLUMN_GAP;
  }
  return places;
}

// Springs (Fruchterman and Reingold) from a spiral, then boxes pushed apart.
function spread(group, near) {
  const n = group.length;
  const index = new Map(group.map((node, i) => [node.id, i]));
  const x = group.map((_, i) => Math.sqrt(i) * Math.cos(i * 2.4)), y = group.map((_, i) => Math.sqrt(i) * Math.sin(i * 2.4));
  const pairs = new Set(group.flatMap((node) => near.get(node.id).map((edge) => { const a = index.get(edge.from), b = index.get(edge.to); return Math.min(a, b) * n + Math.max(a, b); })));
  const links = [...pairs].map((pair) => [Math.floor(pair / n), pair % n]);
  const turns = Math.min(200, Math.max(30, Math.round(1.5e6 / (n * n)))), cooling = 0.02 ** (1 / turns);
  for (let turn = 0, heat = 1; turn < turns && n > 2; turn += 1, heat *= cooling) springs(x, y, links, heat);
  const wide = group.reduce((sum, node) => sum + cell(node).w, 0) / n + FREE.x, high = group.reduce((sum, node) => sum + cell(node).h, 0) / n + FREE.y;
  if (n > 12) { even(x, Math.sqrt(n * wide * high * aspect())); even(y, Math.sqrt((n * wide * high) / aspect())); }
  else for (let i = 0; i < n; i += 1) { x[i] *= wide * (innerWidth < 760 ? 0.7 : 1.1); y[i] *= high * (innerWidth < 760 ? 2 : 1.3); }
  pushApart(group, x, y);
  return new Map(group.map((node, i) => [node.id, [x[i], y[i]]]));
}

const aspect = () => (innerWidth < 760 ? canvasSize()[0] / canvasSize()[1] : 1.6);

// Places along one axis over `length`: half as they are, half by their order alone, so that no crowd is left in the middle.
function even(places, length) {
  const order = places.map((_, i) => i).sort((i, j) => places[i] - places[j] || i - j);
  const least = places[order[0]], span = places[order.at(-1)] - least || 1;
  const at = places.map((place) => (0.4 * (place - least)) / span);
  order.forEach((i, rank) => { places[i] = (at[i] + (0.6 * rank) / places.length) * 1.3 * length; });
}

function springs(x, y, links, heat) {
  const n = x.length, dx = new Float64Array(n), dy = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const a = x[i] - x[j], b = y[i] - y[j], push = 1 / Math.max(0.01, a * a + b * b);
      dx[i] += a * push; dy[i] += b * push; dx[j] -= a * push; dy[j] -= b * push;
    }
  }
  for (const [i, j] of links) {
    const a = x[i] - x[j], b = y[i] - y[j], pull = Math.hypot(a, b);
    dx[i] -= a * pull; dy[i] -= b * pull; dx[j] += a * pull; dy[j] += b * pull;
  }
  for (let i = 0; i < n; i += 1) {
    const force = Math.hypot(dx[i], dy[i]) || 1, step = Math.min(force, heat) / force;
    x[i] += dx[i] * step; y[i] += dy[i] * step;
  }
}

function pushApart(group, x, y) {
  const order = group.map((_, i) => i), sizes = group.map(cell), widest = Math.max(...group.map((node) => cell(node).w)) + FREE.x;
  for (let turn = 1; turn < 400; turn += 1) {
    let hit = false;
    order.sort((i, j) => x[i] - x[j] || i - j);
    for (let at = 0; at < order.length; at += 1) {
      for (let next = at + 1; next < order.length; next += 1) {
        const i = order[at], j = order[next], a = x[j] - x[i], b = y[j] - y[i];
        if (a > widest) break; // and so are all further to the right
        const rx = (sizes[i].w + sizes[j].w) / 2 + FREE.x, ry = (sizes[i].h + sizes[j].h) / 2 + FREE.y;
        const lx = rx - Math.abs(a), ly = ry - Math.abs(b);
        if (lx <= 0.5 || ly <= 0.5) continue;
        hit = true;
        if (lx / rx < ly / ry) { const move = (a < 0 ? -lx : lx) / 2; x[i] -= move; x[j] += move; }
        else { const move = (b < 0 ? -ly : ly) / 2; y[i] -= move; y[j] += move; }
      }
    }
    if (!hit) return;
    if (turn % 20 === 0) for (let i = 0; i < group.length; i += 1) { x[i] *= 1.05; y[i] *= 1.05; }
  }
}

function boxOf(group, places) {
  const spans = group.map((node) => [places.get(node.id), cell(node)]);
  const left = Math.min(...spans.map(([[x], { w }]) => x - w / 2)), right = Math.max(...spans.map(([[x], { w }]) => x + w / 2));
  const top = Math.min(...spans.map(([[, y], { h: high }]) => y - high / 2)), bottom = Math.max(...spans.map(([[, y], { h: high }]) => y + high / 2));
  return { group, places, left, top, wide: right - left, high: bottom - top };
}

// Blocks in rows about as wide as the canvas's proportion asks.
function packed(blocks) {
  const area = blocks.reduce((sum, one) => sum + (one.wide + 44) * (one.high + 44), 0);
  const limit = Math.max(...blocks.map((one) => one.wide + 44), Math.sqrt(area * aspect()) * 1.1);
  const at = new Map();
  let x = 0, y = 0, row = 0;
  for (const { places, left, top, wide, high } of blocks) {
    if (x && x + wide > limit) { x = 0; y += row; row = 0; }
    for (const [id, [a, b]] of places) at.set(id, [Math.round(a - left + x), Math.round(b - top + y)]);
    x += wide + 44;
    row = Math.max(row, high + 44);
  }
  return at;
}
