// Files that the reader takes along: the picture as PNG.

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
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
    c.strokeStyle = colors[type]; c.lineWidth = LINES[type].width; c.setLineDash(LINES[type].dash || []);
    c.beginPath(); c.moveTo(x, y + 14); c.lineTo(x + 30, y + 14); c.stroke();
    c.setLineDash([]);
    c.fillStyle = colors.ink;
    c.fillText(t("type." + type), x + 36, y + 14);
    x += 52 + c.measureText(t("type." + type)).width;
  }
  c.fillStyle = colors.soft;
  c.fillText(`${clip(DATA.title || t("untitled"), 120)} · ${statusText(lastShown)} · kg ${DATA.version}`, 16, y + 38);
  return canvas;
}

const savePicture = () => pictureCanvas().toBlob((blob) => save(blob, "kg.png"), "image/png");
