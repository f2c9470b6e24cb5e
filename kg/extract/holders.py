"""Persons with the posts that an article gives beside their names, and when two posts are the same.

Not for whom a noun refers back to: that is `kg.extract.nounrefs`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.data import load_toml
from kg.model import Actor, Mention
from kg.nlp.forms import lemmas
from kg.nlp.gazetteer import keys
from kg.nlp.morph import gender as gender_of
from kg.nlp.titles import is_post
from kg.nlp.words import fold


@dataclass(frozen=True, slots=True)
class Titled:
    """A person with the post that the article gives beside the name: its head lemma and the keys of its other words."""

    actor: Actor
    mention: Mention
    lemma: str
    words: frozenset[str]
    more: bool
    tenure: str


@cache
def groups() -> dict[str, frozenset[str]]:
    """The lists of nouns that go on about somebody, by the names that they have in `titles.toml`."""
    table: dict[str, list[str]] = load_toml("titles.toml")["back"]
    return {name: frozenset(words) for name, words in table.items()}


def tenure(lemma: str, words: list[str]) -> str:
    """Whether a post is one that its holder no longer has ("former": ексгенпрокурор, колишній посол) or does not have
    yet ("elect": новообраний президент); empty for one that is held."""
    if lemma.startswith("екс") or any(lemmas(word) & groups()["former"] for word in words):
        return "former"
    return "elect" if any(lemmas(word) & groups()["elect"] for word in words) else ""


def acronyms(words: list[str]) -> Iterator[str]:
    """Acronyms of two to four words that follow each other: "обласної військової адміністрації" is "ОВА"."""
    for size in (2, 3, 4):
        for first in range(1, len(words) - size + 1):
            yield "".join(word[0] for word in words[first : first + size]).upper()


def ministry(body: str) -> frozenset[str]:
    """What a ministry is for, of which its head is the minister (Мінфін, Міністерство фінансів: фінансів)."""
    first, *others = body.split()
    if fold(first) != "міністерство":
        return frozenset()
    return frozenset(key for word in others if word[:1].islower() and len(word) > 2 for key in keys(word))


def same_title(one: str, other: str, further: bool) -> bool:
    """Whether two posts are the same, one a short form of the other (прем'єр, прем'єр-міністр), or both a leader's."""
    one, other = one.removeprefix("екс"), other.removeprefix("екс")
    if one == other or (min(len(one), len(other)) > 5 and (one.startswith(other) or other.startswith(one))):
        return True
    heads = groups()["leader"]
    return further and one in heads and (other in heads or is_post(other))


def same_sex(one: str, other: str) -> bool:
    """Whether two nouns for a person are of one gender."""
    return gender_of(one) == gender_of(other)


def same_gender(actor: Actor, wanted: str) -> bool:
    known = {"masc": "Masc", "femn": "Fem"}.get(gender_of(actor.name) or "", "")
    return not wanted or not known or wanted == known
