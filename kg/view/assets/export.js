// Files that the reader takes along: the picture as PNG.

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
}

// The swatch of the legend, tip and dashes too, drawn at (x, y).
function copySwatch(c, type, x, y) {
  c.save();
  c.translate(x, y);
  for (const part of lineSwatch(type).children) {
    const at = (name) => part.getAttribute(name), path = new Path2D(at("d") || `M${at("x1")} ${at("y1")}L${at("x2")} ${at("y2")}`);
    if (at("r")) path.arc(+at("cx"), +at("cy"), +at("r"), 0, 2 * Math.PI);
    c.setLineDash((at("stroke-dasharray") || "").split(" ").filter(Boolean).map(Number));
    c.lineWidth = +at("stroke-width") || 1;
    if (at("stroke")) { c.strokeStyle = at("stroke"); c.stroke(path); }
    if (at("fill") && at("fill") !== "none") { c.fillStyle = at("fill"); c.fill(path); }
  }
  c.restore();
}

// Draws all that is shown, as if no panel were open, unless the reader has chosen a view; gives what brings the old view back.
function wholeView() {
  if (moved || state.table) return () => {};
  const before = { scale: network.getScale(), position: network.getViewPosition() };
  const draw = () => { followZoom(); network.redraw(); };
  aim(false, true);
  draw();
  return () => { glide(before, 0); draw(); };
}

// What a foot of that width has to say, line by line: the key of lines, then the title and the number of what is shown. Each
// part has its text, its place, and the type of its line if it has one.
function footOf(c, wide) {
  const used = new Set(lastShown.edges.map(({ edge }) => edge.type)), parts = [];
  let x = 16, y = 14;
  const put = (text, before, after, more) => {
    const needed = before + c.measureText(text).width;
    if (x > 16 && x + needed > wide - 16) [x, y] = [16, y + 22];
    parts.push({ text, x: x + before, y, ...more });
    x += needed + after;
  };
  for (const type of [...STANCES, ...EXTRA].filter((one) => used.has(one))) put(t("type." + type), 50, 16, { type });
  [x, y] = [16, y + 24];
  const caption = `${clip(DATA.title || t("untitled"), 120)} · ${statusText(lastShown, inSight())} · kg ${DATA.version}`;
  for (const word of caption.split(" ")) put(word, 0, c.measureText(" ").width);
  return { parts, high: y + 18 };
}

// How many of the nodes that are shown the canvas holds.
function inSight() {
  const room = $("graph").getBoundingClientRect();
  const points = lastShown.nodes.map(({ x, y }) => network.canvasToDOM({ x, y }));
  return points.filter(({ x, y }) => x >= 0 && y >= 0 && x <= room.width && y <= room.height).length;
}

// The canvas on paper, with the key of lines, the title and the number of what is shown.
function pictureCanvas() {
  const shown = $("graph").querySelector("canvas"), wide = shown.clientWidth, y = shown.clientHeight;
  const ratio = shown.width / wide || 1, colors = palette();
  const canvas = document.createElement("canvas"), c = canvas.getContext("2d");
  c.font = `13px ${FACE}`;
  const foot = footOf(c, wide);
  canvas.width = shown.width;
  canvas.height = shown.height + foot.high * ratio; // a new size takes the font away
  c.fillStyle = colors.paper;
  c.fillRect(0, 0, canvas.width, canvas.height);
  c.drawImage(shown, 0, 0);
  c.scale(ratio, ratio);
  c.font = `13px ${FACE}`;
  c.textBaseline = "middle";
  for (const part of foot.parts) {
    if (part.type) copySwatch(c, part.type, part.x - 50, y + part.y - 8);
    c.fillStyle = part.type ? colors.ink : colors.soft;
    c.fillText(part.text, part.x, y + part.y);
  }
  return canvas;
}

function savePicture() {
  const back = wholeView(), canvas = pictureCanvas();
  back();
  canvas.toBlob((blob) => save(blob, "kg.png"), "image/png");
}
