"""A still picture as SVG, from the same places, shapes and colours as the page; not for anything that moves."""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from kg.model import Article, Extraction
from kg.view.assemble import placed
from kg.view.build import build
from kg.view.curves import Curve, Frame, Point, bends, between
from kg.view.first import HIDDEN, drawable
from kg.view.labels import ACTOR, BESIDE, CLAIM, PAD, ROLES, Box, clean
from kg.view.levels import levels
from kg.view.model import Edge, Level, Node, View
from kg.view.options import DEFAULT, PageOptions
from kg.view.page import asset, title_of

SANS = "'Source Sans 3','Segoe UI','Noto Sans','Liberation Sans',Arial,'DejaVu Sans Condensed',sans-serif"
SERIF = "'Source Serif 4','PT Serif','Noto Serif',Georgia,'Liberation Serif','DejaVu Serif Condensed',serif"
MARGIN, HEAD, FOOT = 32.0, 62.0, 78.0
"""Around the picture, above it for the title, and below it for the key, in pixels."""

STANCES = ("denies", "asserts", "demands", "confirms", "unverified", "declines")
"""In the order in which a card names them."""


QUIET = ("asserts", "relays", "about", "relation")
"""Lines that lie under the others, and are fainter where there are many."""

CROWDED = 40
"""So many lines are all drawn in full."""


class Pen:
    """What a picture is drawn with: colours, lines, glyphs and words, and the roles that a card may name."""

    def __init__(self, view: View, level: Level, options: PageOptions) -> None:
        looks = json.loads(asset("looks.json"))
        self.colors: dict[str, str] = looks["palettes"]["dark" if options.theme == "dark" else "light"]
        self.lines: dict[str, Any] = looks["lines"]
        self.glyphs: dict[str, Any] = looks["glyphs"]
        self.texts: dict[str, Any] = json.loads(asset("i18n.json"))
        self.language = options.language
        self.level = level.name
        self.roles: dict[int, Counter[str]] = {}
        for one in view.statements:
            self.roles.setdefault(one.source, Counter())[one.stance] += 1
        self.quiet = 1.0
        self.denied = {number for number, one in enumerate(view.statements) if one.denied_by}

    def word(self, key: str) -> str:
        """A word of the interface."""
        return str(self.texts[key][self.language])


def svg(
    articles: Iterable[Article],
    extractions: Iterable[Extraction],
    cluster: Callable[[str], str] | None = None,
    options: PageOptions = DEFAULT,
) -> str:
    """The picture of `options.level` as an SVG document: at most `options.cap` nodes, chosen as for the page.

    Errors as in `kg.view.page.page`.
    """
    view = build(articles, extractions, cluster or str)
    level = next(one for one in levels(view) if one.name == options.level)
    pen = Pen(view, level, options)
    drawn = [(node, box, Frame(*place, box.width, box.height)) for node, box, place in placed(level, options) if place]
    frames = {node.id: frame for node, _, frame in drawn}
    shown = [edge for edge in level.edges if edge.type not in HIDDEN[level.name]]
    kept = [edge for edge in shown if {edge.start, edge.end} <= frames.keys()]
    swing = bends(kept)
    pen.quiet = min(1.0, max(0.3, CROWDED / max(1, len(kept))))
    ordered = sorted(kept, key=lambda edge: edge.type not in QUIET)
    lines = [_edge(pen, edge, between(frames[edge.start], frames[edge.end], swing[edge.id])) for edge in ordered]
    cards = [_card(pen, *one) for one in drawn]
    pen.quiet = 1.0
    title = title_of(view, options) or pen.word("untitled")
    every = len(drawable(level))
    note = pen.word("status").format(n=len(drawn), all=every) if len(drawn) < every else ""
    return _sheet(pen, frames.values(), [*lines, *cards], (title, _key(pen, {edge.type for edge in kept}), note))


def _sheet(pen: Pen, frames: Iterable[Frame], body: Sequence[str], around: tuple[str, str, str]) -> str:
    """The document: title above, key and note below."""
    every = list(frames) or [Frame(0, 0, 400, 100)]
    left = min(one.x - one.width / 2 for one in every) - MARGIN
    right = max(one.x + one.width / 2 for one in every) + MARGIN
    top = min(one.y - one.height / 2 for one in every) - MARGIN
    bottom = max(one.y + one.height / 2 for one in every) + MARGIN
    wide, high = max(right - left, 720.0), bottom - top + HEAD + FOOT
    title, key, note = around
    name = escape(clean(title)[:110])
    middle = (wide - (right - left)) / 2
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}"'
            f' height="{high:.0f}" role="img" font-family="{SANS}">',
            f"<title>{name}</title>",
            f'<rect width="100%" height="100%" fill="{pen.colors["paper"]}"/>',
            f'<text x="{MARGIN:.0f}" y="44" font-family="{SERIF}" font-size="24" font-weight="600"'
            f' fill="{pen.colors["ink"]}">{name}</text>',
            f'<g transform="translate({middle - left:.0f} {HEAD - top:.0f})">',
            *(one for one in body if one),
            "</g>",
            f'<g transform="translate({MARGIN:.0f} {high - FOOT + 26:.0f})">{key}</g>',
            _text(note, (MARGIN, high - 18), pen.colors["soft"], 13),
            "</svg>\n",
        )
    )


def _text(text: str, at: Point, color: str, size: float, weight: str = "400", more: str = "") -> str:
    x, y = at
    plain = escape(clean(text))
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{color}"{more}>{plain}</text>'
    )


def _card(pen: Pen, node: Node, box: Box, at: Frame) -> str:
    """A node: an actor's card, or a claim's box."""
    x, y = at.x - at.width / 2, at.y - at.height / 2
    size = f'x="{x:.1f}" y="{y:.1f}" width="{at.width:.1f}" height="{at.height:.1f}"'
    if node.actor is None:
        edge = pen.colors["denies" if pen.denied & {*node.statements} else "claimEdge"]
        dash = ' stroke-dasharray="2 4"' if node.bare else ""
        shape = f'<rect {size} rx="4" fill="{pen.colors["claim"]}" stroke="{edge}" stroke-width="1.2"{dash}/>'
        color, style = (pen.colors["soft"], " font-style='italic'") if node.bare else (pen.colors["ink"], "")
        rows = [(line, color, CLAIM.size, "400") for line in box.lines]
        return shape + _rows(rows, (at.x, at.y), f' text-anchor="middle"{style}')
    mine = pen.roles.get(node.actor, Counter())
    border = "denies" if mine["denies"] else "declines" if mine["declines"] * 2 >= max(1, mine.total()) else None
    dash = {"denies": ' stroke-dasharray="8 4"', "declines": ' stroke-dasharray="2 4"', None: ""}[border]
    line = f'stroke="{pen.colors[border or "line"]}" stroke-width="{2.2 if border else 1}"{dash}'
    fill = pen.colors.get(node.kind, pen.colors["place"])
    shape = f'<rect {size} rx="13" fill="{pen.colors["paper"]}"/>'
    shape += f'<rect {size} rx="13" fill="{fill}" fill-opacity=".34" {line}/>'
    rows = [(text, pen.colors["ink"], ACTOR.size, "600") for text in box.lines]
    told = [stance for stance in STANCES if mine[stance]][: min(node.roles, ROLES)]
    rows += [(_role(pen, stance, mine[stance]), pen.colors[stance], 13.5, "400") for stance in told]
    left = x + PAD + 2 * box.radius + BESIDE
    return shape + _glyph(pen, node.kind, (x + PAD + box.radius, at.y), box.radius) + _rows(rows, (left, at.y), "")


def _role(pen: Pen, stance: str, count: int) -> str:
    return pen.word(f"role.{stance}") + (f" ×{count}" if count > 1 else "")


def _rows(rows: Sequence[tuple[str, str, float, str]], at: Point, more: str) -> str:
    """Lines of text, centred on the height of `at`."""
    first = at[1] - (len(rows) - 1) / 2 * ACTOR.leading
    return "".join(
        _text(text, (at[0], first + place * ACTOR.leading + size * 0.35), color, size, weight, more)
        for place, (text, color, size, weight) in enumerate(rows)
    )


def _glyph(pen: Pen, kind: str, at: Point, r: float) -> str:
    """The sign of a kind."""
    fill = pen.colors["claim"] if kind == "claim" else pen.colors.get(kind, pen.colors["place"])
    dash = ' stroke-dasharray="3 3"' if kind == "unnamed" else ""
    parts = []
    for shape, *rest in pen.glyphs.get(kind, pen.glyphs["person"]):
        if shape == "circle":
            x, y, size = (value * r for value in rest)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>')
        elif shape == "rect":
            x, y, wide, high, round_ = (value * r for value in rest)
            parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="{round_:.1f}"/>')
        else:
            points = " ".join(f"{x * r:.1f},{y * r:.1f}" for x, y in rest[0])
            parts.append(f'<polygon points="{points}"/>' if shape == "polygon" else f'<polyline points="{points}"/>')
    mark = (
        _text("?", (0, r * 0.4), pen.colors["ink"], round(r * 1.1), "600", ' text-anchor="middle" stroke="none"')
        if kind == "unnamed"
        else ""
    )
    place = f'transform="translate({at[0]:.1f} {at[1]:.1f})"'
    return f'<g {place} fill="{fill}" stroke="{pen.colors["ink"]}" stroke-width="1.4"{dash}>{"".join(parts)}{mark}</g>'


def _edge(pen: Pen, edge: Edge, curve: Curve | None) -> str:
    """An edge with its end and its count; nothing where boxes cover it."""
    if curve is None:
        return ""
    look, color, count = pen.lines[edge.type], pen.colors[edge.type], len(edge.items)
    wide = look["width"] + min(3.0, math.log2(count)) * (0.8 if edge.type in STANCES else 0.2)
    dash = f' stroke-dasharray="{" ".join(map(str, look["dash"]))}"' if look["dash"] else ""
    path = "M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*curve.start, *curve.via, *curve.end)
    line = f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{wide:.1f}"{dash}/>'
    if edge.type == "confirms":
        line = (
            f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{wide + 3:.1f}"/>'
            f'<path d="{path}" fill="none" stroke="{pen.colors["paper"]}" stroke-width="{wide:.1f}"/>'
        )
    turn = math.degrees(math.atan2(curve.end[1] - curve.via[1], curve.end[0] - curve.via[0]))
    number = ""
    if count > 1 and edge.type in STANCES and pen.level == "actors":
        x, y = curve.at(0.42)
        halo = f' text-anchor="middle" stroke="{pen.colors["paper"]}" stroke-width="5" paint-order="stroke"'
        number = _text(str(count), (x, y + 4.5), color, 13, "600", halo)
    faint = f' opacity="{pen.quiet:.2f}"' if edge.type in QUIET and pen.quiet < 1 else ""
    return f"<g><g{faint}>{line}{_end(look['arrow'][0], color, curve.end, turn)}</g>{number}</g>"


def _end(kind: str, color: str, at: Point, turn: float) -> str:
    """What stands at an edge's end: the bar of a denial, the point of silence, an arrow."""
    shapes = {
        "bar": f'<path d="M-2 -9V9" stroke="{color}" stroke-width="3.4"/>',
        "circle": f'<circle cx="-5" r="4.6" fill="{color}"/>',
        "vee": f'<path d="M-9 -4.5L-1 0L-9 4.5" fill="none" stroke="{color}" stroke-width="1.6"/>',
        "triangle": f'<path d="M-15 -7.5L0 0L-15 7.5Z" fill="{color}"/>',
        "arrow": f'<path d="M-12 -4.8L0 0L-12 4.8L-9 0Z" fill="{color}"/>',
    }
    return f'<g transform="translate({at[0]:.1f} {at[1]:.1f}) rotate({turn:.0f})">{shapes[kind]}</g>'


def _key(pen: Pen, types: set[str]) -> str:
    """The key of the lines that occur."""
    found, x = [], 0.0
    for name in (one for one in pen.lines if one in types):
        sample = Edge("", "", "", name, (0,))
        word = pen.word(f"type.{name}")
        found.append(_edge(pen, sample, Curve((x, 0), (x + 20, 0), (x + 40, 0))))
        found.append(_text(word, (x + 48, 4.5), pen.colors["ink"], 14))
        x += 48 + len(word) * 7.6 + 26
    return "".join(found)
