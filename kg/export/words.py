"""Words for kinds, stances and other closed vocabularies in Ukrainian and English, as the page has them.

Not for texts of the command line.
"""

import json
from functools import cache
from importlib.resources import files


@cache
def _texts() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads((files("kg.view") / "assets" / "i18n.json").read_text("utf-8"))
    return found


def word(family: str, member: str, language: str = "uk") -> str:
    """The word for a member of `kind`, `type`, `act` or `relation`; the member itself where there is none."""
    return _texts().get(f"{family}.{member}", {}).get(language, member)


def stance(member: str, language: str = "uk") -> str:
    """The word for a stance: "denies" is "заперечує"."""
    return word("type", member, language)


def kind(member: str, language: str = "uk") -> str:
    """The word for a kind of actor: "person" is "людина"."""
    return word("kind", member, language)


def quoted(text: str) -> str:
    """A claim's words within a caption that names two of them."""
    return f"«{shortened(text, 34)}»"


def shortened(text: str, widest: int = 80) -> str:
    """One line of at most `widest` characters."""
    text = " ".join(text.split())
    return text if len(text) <= widest else text[: widest - 1].rstrip() + "…"
