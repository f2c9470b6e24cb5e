"""What a page can be told beyond its data; not for the reader's own filters, which live in the page's address."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a story: plain text, and the state of the page as it stands in its address behind #."""

    title: str
    text: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How a page starts: `level`, `language` and `theme` are only the first choice, the reader can change each.

    `cap` is the number of nodes drawn at first, the most connected first; `seed` that of the layout. An empty `title`
    is filled with the article's title where there is one article, else with a general one. The page of a `story` opens
    at its first step. `home` is the address of the server that the page is part of, ending in a slash, if it is: the
    page then leads to its articles.
    """

    title: str = ""
    level: Literal["actors", "claims"] = "actors"
    language: Literal["uk", "en"] = "uk"
    theme: Literal["auto", "light", "dark"] = "auto"
    cap: int = 300
    seed: int = 1
    story: tuple[Step, ...] = ()
    home: str = ""


DEFAULT = PageOptions()
