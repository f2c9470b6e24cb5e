// Looks, from looks.json: palettes of both themes, a glyph for each kind, a line for each type; shape and dash say what colour says.

const { palettes: PALETTES, lines: LINES, glyphs: GLYPHS } = LOOKS;
const nightly = matchMedia("(prefers-color-scheme: dark)");
let dark = nightly.matches; // asked once for each change: drawing needs it for every node
nightly.addEventListener("change", () => render());
const isDark = () => dark;
const palette = () => PALETTES[dark ? "dark" : "light"];
let printing = false; // paper is light
const chooseTheme = () => { dark = !printing && (state.theme === "dark" || (state.theme === "auto" && nightly.matches)); };
const FACE = '"Source Sans 3", "Segoe UI", "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, "DejaVu Sans Condensed", sans-serif';

function roundRect(c, x, y, w, height, r) {
  c.moveTo(x + r, y);
  c.arcTo(x + w, y, x + w, y + height, r);
  c.arcTo(x + w, y + height, x, y + height, r);
  c.arcTo(x, y + height, x, y, r);
  c.arcTo(x, y, x + w, y, r);
  c.closePath();
}

// Path of a glyph of radius r around (0, 0); the caller fills and strokes it.
function glyphPath(c, kind, r) {
  for (const [shape, ...rest] of GLYPHS[kind] || GLYPHS.person) {
    const at = rest.map((one) => (Array.isArray(one) ? one : one * r));
    if (shape === "circle") { c.moveTo(at[0] + at[2], at[1]); c.arc(at[0], at[1], at[2], 0, 2 * Math.PI); }
    else if (shape === "rect") roundRect(c, ...at);
    else {
      at[0].forEach(([x, y], i) => c[i ? "lineTo" : "moveTo"](x * r, y * r));
      if (shape === "polygon") c.closePath();
    }
  }
}

// The glyph with its fill and line, centred at (x, y) of any 2d context.
function glyph(c, kind, x, y, r, colors, marked, edge) {
  c.save();
  c.translate(x, y);
  c.beginPath();
  glyphPath(c, kind, r);
  c.fillStyle = kind === "claim" ? colors.claim : colors[kind] || colors.place;
  c.fill();
  c.lineWidth = (marked ? 3 : 1.4) * Math.max(1, r / 16);
  c.strokeStyle = marked ? colors.accent : edge || colors.ink;
  if (kind === "unnamed") c.setLineDash([3, 3]);
  c.stroke();
  if (kind === "unnamed") {
    c.setLineDash([]);
    c.fillStyle = colors.ink;
    c.font = `600 ${Math.round(r * 1.1)}px ${FACE}`;
    c.textAlign = "center"; c.textBaseline = "middle";
    c.fillText("?", 0, 1);
  }
  c.restore();
}

// --- the same as swatches in the legend

function kindSwatch(kind) {
  const canvas = h("canvas", { width: 52, height: 44, class: "swatch", "aria-hidden": "true" });
  const c = canvas.getContext("2d");
  c.scale(2, 2);
  glyph(c, kind, 13, 11, 8, palette(), false);
  return canvas;
}

function lineSwatch(type) {
  const color = palette()[type], look = LINES[type];
  const picture = svg("svg", { viewBox: "0 0 44 16", width: "44", height: "16", class: "swatch", "aria-hidden": "true" });
  const line = (y, width) => svg("line", { x1: 1, y1: y, x2: 36, y2: y, stroke: color, "stroke-width": width,
    ...(look.dash ? { "stroke-dasharray": look.dash.join(" ") } : {}) });
  if (type === "confirms") picture.append(line(6, 1.6), line(10, 1.6));
  else picture.append(line(8, look.width));
  const ends = {
    bar: svg("line", { x1: 38, y1: 2, x2: 38, y2: 14, stroke: color, "stroke-width": 3 }),
    circle: svg("circle", { cx: 39, cy: 8, r: 2.6, fill: color }),
    vee: svg("path", { d: "M34 4 L41 8 L34 12", fill: "none", stroke: color, "stroke-width": 1.5 }),
    triangle: svg("path", { d: "M32 1 L43 8 L32 15 Z", fill: color }),
    arrow: svg("path", { d: "M34 4 L42 8 L34 12 L36 8 Z", fill: color }),
  };
  picture.append(ends[look.arrow[0]]);
  return picture;
}
