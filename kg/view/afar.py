"""Room for names that are read from afar: where a picture is too large for its cards, signs with names stand for them.

Not for which names the page writes where (its `labels.js`), which knows the reader's screen; this keeps room for them.
"""

import numpy as np
from numpy.typing import NDArray

from kg.view.labels import width

Sizes = NDArray[np.float64]

FAR = 0.52
"""Below this zoom the page draws signs instead of cards."""

SCREEN = (960.0, 520.0)
"""What a desktop's screen has for the picture, less the margins for names at its sides, in pixels."""

FILLED = 0.5
"""About the share of a picture that boxes and the gaps around them fill."""

LONGEST = 16
"""Letters of a name that room is kept for."""

NAMED, FEW = 40, 80
"""So many nodes get room for their names, those who deny before others that are as well connected; all of a few."""

MANY = 600
"""From so many boxes on none gets room for its name, and signs get smaller: the whole picture is to be seen."""

SIGN, LINE, SIZE = 13.0, 33.0, 12.5
"""On the screen, in pixels: a sign's width, what a name takes below the middle of its sign, the size of its letters."""


def wide(label: str) -> float:
    """How wide a name is on the screen, in pixels."""
    short = label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"
    return width(short, SIZE) + 8


def room(cards: Sizes, names: Sizes, gap: tuple[float, float]) -> tuple[Sizes, Sizes]:
    """The boxes to place instead of the cards, and how far each one's middle lies below its card's.

    `names` holds the width of each name on the screen, 0 for a node that gets no room; `gap` is what stays free between
    boxes. The cards as they are where all of them can be read.
    """
    sizes, down = cards, np.zeros(len(cards))
    sign = SIGN
    if len(cards) > MANY:
        names = np.zeros(len(cards))
        sign = min(SIGN, float(np.sqrt(0.6 * FILLED * SCREEN[0] * SCREEN[1] / len(cards))))
    for _ in range(6):
        area = float(((sizes + np.array(gap)).prod(axis=1)).sum()) / FILLED
        zoom = float(np.sqrt(SCREEN[0] * SCREEN[1] / area)) if area else 1.0
        if zoom >= FAR:
            return cards, np.zeros(len(cards))
        across, between = gap
        signs = np.maximum(cards, np.array([sign / zoom - across, sign / zoom - between]))
        below = np.where(names > 0, LINE / zoom - between / 2, 0.0)
        top, bottom = signs[:, 1] / 2, np.maximum(signs[:, 1] / 2, below)
        sizes = np.stack([np.maximum(signs[:, 0], names / zoom - across), top + bottom], axis=1)
        down = (bottom - top) / 2
    return sizes, down
