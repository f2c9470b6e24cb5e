"""Labels as drawn: cleaned, broken into lines, measured; not for the full texts, which the panel shows whole."""

import re
import unicodedata
from dataclasses import dataclass

from kg.view.model import Node

_SPACES = re.compile(r"\s+")
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ELLIPSIS = "…"
_UNSEEN = ("Cc", "Cf", "Cs", "Co")
_NONE = "\ufffe\uffff"
"""No characters, and forbidden in XML."""
_WIDE, _NARROW = frozenset("шщюжмфШЩЮЖМФWM@ЄД—"), frozenset("іїїl!|.,:;'’tfjr()[] Iі")


@dataclass(frozen=True, slots=True)
class Style:
    """Letters a line, lines, font size and line height in pixels, for one sort of node."""

    letters: int
    lines: int
    size: float
    leading: float


ACTOR = Style(letters=24, lines=3, size=15, leading=18)
CLAIM = Style(letters=34, lines=4, size=14, leading=18)
ROLES = 3
"""At most so many of an actor's stances are written under its name."""
ROLE_WIDTH = 148.0
"""What the longest name of a stance with its count takes, in pixels."""
PAD, BESIDE = 10.0, 9.0
"""Free space inside a box, and between an actor's glyph and its name, in pixels."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node as drawn: its label's lines, and the box's width and height in pixels.

    `radius` is half the height of an actor's glyph, which stands at the left of the name; 0 for claims.
    """

    lines: tuple[str, ...]
    width: float
    height: float
    radius: float


def plain(text: str) -> str:
    """A name without controls that turn the direction of what is beside it, its line breaks as spaces."""
    return _SPACES.sub(" ", _TURNS.sub("", text)).strip()


def clean(text: str) -> str:
    """The text without control characters, bidirectional controls and line breaks, for a canvas."""
    flat = _SPACES.sub(" ", text[:2000])
    return "".join(char for char in flat if char not in _NONE and unicodedata.category(char) not in _UNSEEN).strip()


def wrap(text: str, style: Style) -> tuple[str, ...]:
    """At most `style.lines` lines of about `style.letters` letters; what does not fit ends in an ellipsis."""
    words, lines = clean(text).split(" "), [""]
    for word in words:
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= style.letters or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    cut = [line if len(line) <= style.letters + 4 else line[: style.letters + 3] + _ELLIPSIS for line in lines]
    if len(cut) > style.lines:
        last = cut[style.lines - 1].rstrip(" ,;:–-" + _ELLIPSIS)
        cut = [*cut[: style.lines - 1], last + _ELLIPSIS]
    return tuple(cut)


def width(text: str, size: float) -> float:
    """About how wide the text is in a wide sans serif of that size, in pixels."""
    units = sum(0.86 if char in _WIDE else 0.36 if char in _NARROW else 0.62 for char in text)
    return units * size


def box(node: Node, degree: int) -> Box:
    """The node's box; an actor's glyph grows with the number of its edges."""
    style = CLAIM if node.actor is None else ACTOR
    lines = wrap(node.label, style)
    wide = max(width(line, style.size) for line in lines)
    if node.actor is None:
        return Box(lines, max(90.0, wide + 2 * PAD), len(lines) * style.leading + 16, 0)
    roles = min(node.roles, ROLES)
    radius = min(12 + 1.3 * degree**0.5, 19)
    wide = max(wide * 1.04, ROLE_WIDTH if roles else 0)
    high = max(2 * radius, (len(lines) + roles) * style.leading)
    return Box(lines, 2 * PAD + 2 * radius + BESIDE + wide, high + 2 * PAD - 4, radius)
