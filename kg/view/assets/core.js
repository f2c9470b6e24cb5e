// The page's data, its state, and small helpers. All text from the news goes through `h` as text nodes.

const $ = (id) => document.getElementById(id);
const DATA = await unpack($("data").textContent.trim());

// The data stands in the page as gzipped JSON in base64.
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const data = JSON.parse(await new Response(stream).text());
  for (const one of data.statements) {
    const marked = (mark) => one.passage.filter((segment) => segment[1].includes(mark)).map((segment) => segment[0]).join("");
    if (one.cue === undefined) one.cue = marked("q");
    if (one.content === undefined) one.content = marked("c");
  }
  return data;
}

const STANCES = ["asserts", "denies", "declines", "unverified", "confirms", "demands"];
const EXTRA = ["relays", "about", "relation"];
const KINDS = ["person", "organization", "state", "media", "document", "group", "unnamed", "place", "claim"];
const FLAGS = ["contested", "undenied", "unnamedOnly"];
const QUESTIONS = ["denials", "dispute", "undenied", "declined", "unverified", "single", "anonymous", "demands", "confirmed"];

const OUTLETS = [...new Set(DATA.articles.map((one) => one.outlet || ""))].sort((a, b) => a.localeCompare(b, "uk"));
const DATES = [...new Set(DATA.articles.map((one) => one.date).filter(Boolean))].sort();

const PHONE = 30; // so many nodes at first are all that a narrow screen has room for
const firstCap = () => (innerWidth < 760 ? Math.min(PHONE, DATA.start.cap) : DATA.start.cap);

const start = () => ({
  level: DATA.start.level, language: DATA.start.language, theme: DATA.start.theme, cap: firstCap(),
  select: "", focus: "", depth: 1, off: new Set(["relation", "about"]), outlets: new Set(), flags: new Set(),
  from: 0, to: Math.max(0, DATES.length - 1), sure: 0, search: "", question: "", table: false, sort: "", claims: "", step: 0,
});
let state = start();

const FORMS = { uk: new Intl.PluralRules("uk"), en: new Intl.PluralRules("en") };
const DIGITS = { uk: new Intl.NumberFormat("uk-UA"), en: new Intl.NumberFormat("en-GB") };

// The texts of the interface; `n` picks the plural form.
function t(key, values) {
  const entry = TEXTS[key];
  let text = entry ? entry[state.language] : key.slice(key.indexOf(".") + 1);
  if (text && typeof text === "object") {
    const form = FORMS[state.language].select(values.n);
    text = text[form] || text.other || text.many;
  }
  return String(text).replace(/\{(\w+)\}/g, (_, name) => (values && name in values ? values[name] : ""));
}

const number = (value) => DIGITS[state.language].format(value);

// An element; children are nodes or text, never markup.
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== ""));
  return element;
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// News text in an element of its own direction, so that bidirectional controls cannot reach what stands around it.
const quoted = (text, attributes) => h("bdi", attributes, text);

// --- the address: only what differs from the start

const LISTS = { off: "off", outlets: "outlets", flags: "flags" };
const WORDS = ["level", "language", "theme", "select", "focus", "search", "question", "sort", "claims"];
const NUMBERS = ["step", "depth", "from", "to", "sure", "cap"];

function toHash() {
  const first = start();
  const found = new URLSearchParams();
  for (const key of WORDS) if (state[key] !== first[key]) found.set(key, state[key]);
  for (const key of NUMBERS) if (state[key] !== first[key]) found.set(key, String(state[key]));
  for (const key of Object.keys(LISTS)) {
    const now = [...state[key]].sort().map((one) => encodeURIComponent(one)).join(",");
    const then = [...first[key]].sort().map((one) => encodeURIComponent(one)).join(",");
    if (now !== then) found.set(key, now);
  }
  if (state.table) found.set("table", "1");
  return found.toString();
}

function fromHash(text) {
  const found = new URLSearchParams(text);
  const next = start();
  for (const key of WORDS) if (found.has(key)) next[key] = found.get(key);
  for (const key of NUMBERS) if (found.has(key) && Number.isFinite(+found.get(key))) next[key] = +found.get(key);
  for (const key of Object.keys(LISTS)) {
    if (found.has(key)) next[key] = new Set(found.get(key) ? found.get(key).split(",").map(unescapeSafely) : []);
  }
  next.table = found.has("table");
  if (!Object.hasOwn(DATA.levels, next.level)) next.level = DATA.start.level;
  if (!["uk", "en"].includes(next.language)) next.language = DATA.start.language;
  if (!["auto", "light", "dark"].includes(next.theme)) next.theme = DATA.start.theme;
  if (!QUESTIONS.includes(next.question)) next.question = "";
  next.step = Math.min(Math.max(0, Math.round(next.step)), DATA.story.length);
  next.depth = Math.min(3, Math.max(1, Math.round(next.depth)));
  next.from = Math.min(Math.max(0, Math.round(next.from)), Math.max(0, DATES.length - 1));
  next.to = Math.min(Math.max(next.from, Math.round(next.to)), Math.max(0, DATES.length - 1));
  next.sure = Math.min(Math.max(0, next.sure), 1);
  next.cap = Math.min(Math.max(1, Math.round(next.cap)), 5000);
  return next;
}

function unescapeSafely(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

// Steps that the reader wants to take back make an entry in the history; each further letter of a search, and looks, replace it.
function remember(step) {
  const hash = "#" + toHash();
  try {
    if (step) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
  } catch { /* a frame without an address of its own (srcdoc): the view is not in the address then */ }
}

// Change the state and draw anew; `step` says whether "back" should undo it.
function change(values, step) {
  state = { ...state, ...values };
  remember(step);
  render();
}
