// Looks: palettes of both themes, a glyph for each kind, a line for each type. Safe for colour-blind readers: shape and dash say it too.

const PALETTES = {
  light: {
    paper: "#faf9f6", ink: "#1d2126", soft: "#5c646c", line: "#c9ccd0", claim: "#ffffff", claimEdge: "#8d949b", accent: "#1f5f99",
    asserts: "#2b5f94", denies: "#c2371a", declines: "#73797f", unverified: "#a86f00", confirms: "#0b7a5c", demands: "#7a4a9e",
    relays: "#8a929a", about: "#a9b0b7", relation: "#8a6d4d",
    person: "#f4d8a8", organization: "#bcd5ec", state: "#d5c9e8", media: "#bfe0cf", document: "#f1eac3", group: "#ecc9c2",
    unnamed: "#ffffff", place: "#d9dee2",
  },
  dark: {
    paper: "#15181b", ink: "#e9e7e2", soft: "#a4abb3", line: "#3a4046", claim: "#1f2428", claimEdge: "#707981", accent: "#7db7ea",
    asserts: "#79b1e4", denies: "#ff7d5e", declines: "#a0a7ae", unverified: "#e3a93a", confirms: "#4ec7a1", demands: "#c397e6",
    relays: "#7f888f", about: "#626b73", relation: "#b7966f",
    person: "#7d6235", organization: "#36597b", state: "#5a4c7a", media: "#2f6650", document: "#6b6434", group: "#7a4b42",
    unnamed: "#15181b", place: "#4a5157",
  },
};
const isDark = () => state.theme === "dark" || (state.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
const palette = () => PALETTES[isDark() ? "dark" : "light"];
const FACE = '"Source Sans 3", "Segoe UI", "Noto Sans", "Helvetica Neue", "Liberation Sans", Arial, "DejaVu Sans Condensed", sans-serif';

const LINES = {
  asserts: { width: 1.9, dash: null, arrow: ["arrow", 0.62] },
  denies: { width: 2.3, dash: [9, 5], arrow: ["bar", 0.95] },
  declines: { width: 2.2, dash: [2, 5], arrow: ["circle", 0.42] },
  unverified: { width: 2.1, dash: [11, 4, 2, 4], arrow: ["vee", 0.7] },
  confirms: { width: 1.7, dash: null, arrow: ["arrow", 0.55] },
  demands: { width: 2.6, dash: null, arrow: ["triangle", 1.0] },
  relays: { width: 0.9, dash: null, arrow: ["vee", 0.42] },
  about: { width: 0.9, dash: [1, 4], arrow: ["vee", 0.4] },
  relation: { width: 1.1, dash: [5, 3], arrow: ["vee", 0.4] },
};

// Path of a glyph around (0, 0); the caller fills and strokes it.
const GLYPHS = {
  person: (c, r) => c.arc(0, 0, r, 0, 2 * Math.PI),
  organization: (c, r) => roundRect(c, -r * 0.9, -r * 0.9, r * 1.8, r * 1.8, r * 0.18),
  state: (c, r) => polygon(c, 6, r * 1.08, 0),
  media: (c, r) => polygon(c, 4, r * 1.14, 0),
  document: (c, r) => sheet(c, r),
  group: (c, r) => trefoil(c, r),
  unnamed: (c, r) => c.arc(0, 0, r, 0, 2 * Math.PI),
  place: (c, r) => polygon(c, 3, r * 1.1, Math.PI / 2),
  claim: (c, r) => roundRect(c, -r * 1.25, -r * 0.75, r * 2.5, r * 1.5, r * 0.3),
};

function polygon(c, corners, r, turn) {
  for (let i = 0; i < corners; i += 1) {
    const angle = turn + (2 * Math.PI * i) / corners;
    c[i ? "lineTo" : "moveTo"](r * Math.cos(angle), r * Math.sin(angle));
  }
  c.closePath();
}

function roundRect(c, x, y, w, height, r) {
  c.moveTo(x + r, y);
  c.arcTo(x + w, y, x + w, y + height, r);
  c.arcTo(x + w, y + height, x, y + height, r);
  c.arcTo(x, y + height, x, y, r);
  c.arcTo(x, y, x + w, y, r);
  c.closePath();
}

function sheet(c, r) {
  const w = r * 0.8, top = r * 1.05, fold = r * 0.5;
  c.moveTo(-w, -top); c.lineTo(w - fold, -top); c.lineTo(w, -top + fold); c.lineTo(w, top); c.lineTo(-w, top);
  c.closePath();
  c.moveTo(w - fold, -top); c.lineTo(w - fold, -top + fold); c.lineTo(w, -top + fold);
}

function trefoil(c, r) {
  for (const [x, y] of [[-0.48, 0.34], [0.48, 0.34], [0, -0.46]]) {
    c.moveTo(x * r + r * 0.55, y * r);
    c.arc(x * r, y * r, r * 0.55, 0, 2 * Math.PI);
  }
}

// The glyph with its fill and line, centred at (x, y) of any 2d context.
function glyph(c, kind, x, y, r, colors, marked, edge) {
  c.save();
  c.translate(x, y);
  c.beginPath();
  (GLYPHS[kind] || GLYPHS.person)(c, r);
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
