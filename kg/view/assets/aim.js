// Where the picture is looked at from: all of it, or what is lit, beside the panel.

let gliding = false; // whether the view is on its way

// Moves the view within so many milliseconds. One that is on its way arrives first: vis-network would go on with both.
function glide(to, duration) {
  if (gliding) network.view._transitionRedraw(true);
  gliding = duration > 0;
  network.moveTo({ ...to, animation: duration ? { duration, easingFunction: "easeInOutQuad" } : false });
}

// The box around these nodes, with `share` of each node's size on either side.
function extent(nodes, share) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    left = Math.min(left, node.x - node.w * share); right = Math.max(right, node.x + node.w * share);
    top = Math.min(top, node.y - node.h * share); bottom = Math.max(bottom, node.y + node.h * share);
  }
  return { left, top, right, bottom };
}

// Zoom so that all that is drawn, labels included, fills the canvas; never larger than life by more than a quarter.
function fit(animate) {
  if (aim(animate)) followZoom();
}

// Whether the view is of what is lit: not of a neighbourhood, which is seen whole, nor where nothing of it is drawn.
const aimedAtLit = () => !!light && !state.focus && lastShown.nodes.some((node) => light.nodes.has(node.id));

// The same, before anything is drawn; says whether the zoom is there at once. `whole`: as if no panel were open and nothing lit.
function aim(animate, whole = false) {
  if (!network || !lastShown || !lastShown.nodes.length) return false;
  const room = $("graph").getBoundingClientRect();
  if (room.width < 80 || room.height < 80) return false; // the table is in its place
  const phone = innerWidth < 760, open = !$("panel").hidden && !whole && !printing;
  const nodes = aimedAtLit() && open && (!phone || state.question) ? lastShown.nodes.filter((node) => light.nodes.has(node.id)) : lastShown.nodes;
  const covered = open && !phone ? $("panel").offsetWidth : 0, wide = Math.max(200, room.width - covered);
  const low = open && phone && state.question ? $("panel").offsetHeight : 0;
  const foot = low || (phone ? 58 : 20); // for the line that says how much is shown, which may take two on a phone
  const into = ({ left, top, right, bottom }, side, head) => Math.min((wide - 2 * side) / (right - left || 1), Math.max(60, room.height - head - foot) / (bottom - top || 1));
  const cards = extent(nodes, 0.5), near = Math.min(1.25, into(cards, 12, 60)), far = near < FAR;
  const { left, top, right, bottom } = far ? extent(nodes, 0) : cards;
  const scale = far ? Math.max(LEAST, Math.min(FAR * 0.99, into({ left, top, right, bottom }, farSide(), farHead()))) : near;
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 + foot / 2 / scale };
  moved = false;
  const still = !animate || matchMedia("(prefers-reduced-motion: reduce)").matches;
  glide({ position: { x: middle.x + covered / 2 / scale, y: middle.y }, scale }, still ? 0 : 300);
  return still;
}

// Bring what is selected into sight if it is out of it or under the panel.
function reveal(id) {
  const node = level().node.get(id);
  if (!node || !network || !lastShown.kept.has(id)) return;
  const at = network.canvasToDOM({ x: node.x, y: node.y });
  const room = $("graph").getBoundingClientRect();
  const covered = $("panel").hidden || innerWidth < 760 ? 0 : $("panel").offsetWidth;
  const low = innerWidth < 760 && !$("panel").hidden ? $("panel").offsetHeight : 0;
  if (at.x > 40 && at.x < room.width - covered - 40 && at.y > 40 && at.y < room.height - low - 60) return;
  const scale = network.getScale();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  glide({ position: { x: node.x + covered / 2 / scale, y: node.y + low / 2 / scale }, scale }, still ? 0 : 250);
}
