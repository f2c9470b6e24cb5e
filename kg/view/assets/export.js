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

// The canvas on paper, with the title, the key of lines and the number of what is shown.
function pictureCanvas() {
  const shown = $("graph").querySelector("canvas");
  const ratio = shown.width / shown.clientWidth || 1;
  const colors = palette();
  const foot = 56 * ratio;
  const canvas = document.createElement("canvas");
  canvas.width = shown.width;
  canvas.height = shown.height + foot;
  const c = canvas.getContext("2d");
  c.fillStyle = colors.paper;
  c.fillRect(0, 0, canvas.width, canvas.height);
  c.drawImage(shown, 0, 0);
  c.scale(ratio, ratio);
  const y = shown.clientHeight;
  c.font = `13px ${FACE}`;
  c.textBaseline = "middle";
  let x = 16;
  const used = new Set(lastShown.edges.map(({ edge }) => edge.type));
  for (const type of [...STANCES, ...EXTRA].filter((one) => used.has(one))) {
    copySwatch(c, type, x, y + 6);
    c.fillStyle = colors.ink;
    c.fillText(t("type." + type), x + 50, y + 14);
    x += 66 + c.measureText(t("type." + type)).width;
  }
  c.fillStyle = colors.soft;
  c.fillText(`${clip(DATA.title || t("untitled"), 120)} · ${statusText(lastShown)} · kg ${DATA.version}`, 16, y + 38);
  return canvas;
}

const savePicture = () => pictureCanvas().toBlob((blob) => save(blob, "kg.png"), "image/png");
