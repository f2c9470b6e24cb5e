"""A relation in the making, and the case question that all patterns ask; not the patterns themselves."""

import re
from functools import lru_cache
from typing import NamedTuple

from kg.extract.bodies import Phrase
from kg.nlp.gazetteer import WORD
from kg.nlp.words import fold, guesses, is_fixed_shape, readings

CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
"""Cases of Universal Dependencies in pymorphy's terms."""
_FORMER = re.compile(r"\b(?:екс|колишн)", re.IGNORECASE)


class Tie(NamedTuple):
    """`start`..`end` is the stretch (code points) that states the relation; `subject` and `object` are actors'
    names."""

    type: str
    subject: str
    object: str
    start: int
    end: int
    role: str | None
    rule: str


@lru_cache(maxsize=1 << 10)
def possible_cases(name: str) -> frozenset[str]:
    """Cases (in pymorphy's terms) in which a name may stand there; all of them for one that does not change."""
    found: frozenset[str] = frozenset(CASES.values())
    for word in WORD.findall(name)[:2]:
        known = [one for one in readings(fold(word)) or guesses(fold(word)) if not one.fixed]
        if not known or is_fixed_shape(word):
            break
        both = found & {one.case for one in known}
        if not both:
            break
        found = both
        if any(one.pos == "NOUN" and not one.name for one in known):
            break
    return found


def is_former(text: str, phrase: Phrase) -> bool:
    """Whether a post is one that its holder no longer has ("екс-депутат", "колишній посол")."""
    return was(text[max(0, phrase.start - 10) : phrase.end])


def was(post: str) -> bool:
    """Whether the words for a post say that it is one of the past."""
    return _FORMER.search(post) is not None
