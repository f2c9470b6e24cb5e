"""Bodies and outlets named by a title in quotation marks or in Latin letters right after their common noun.

Not for phrases of a common noun without such a name: those are `kg.extract.bodies`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.data import load_toml
from kg.extract.bodies import genitives, head_noun
from kg.model import Kind
from kg.nlp import gazetteer
from kg.nlp.forms import parses
from kg.nlp.gazetteer import WORD
from kg.nlp.words import fold, readings

_TITLE = re.compile(
    r"[ \u00a0](?:[«„“]([^«»„“”\n]{2,60})[»“”]|\"([^\"\n]{2,60})\"|"
    r"((?:(?=\w*[A-Z])[A-ZА-Я](?:[\w'’.&+-]*\w)?)"
    r"(?: (?:of |the |and |in |for |& )?(?!\d+ [а-яіїєґ])[A-Z0-9](?:[\w'’.&+-]*\w)?){0,4}))"
)


@dataclass(frozen=True, slots=True)
class Titled:
    """A proper name right after a common noun of its kind (code points): «Страна» after видання, Alibaba after
    компанія.

    The noun belongs to the name after some nouns (фонд «Повернись живим»).
    """

    start: int
    end: int
    kind: Kind


def titled(text: str) -> Iterator[Titled]:
    """All bodies and outlets that are named by a title in quotation marks or in Latin letters after their noun."""
    for match in WORD.finditer(text):
        head = head_noun(match.group())
        if head is None or head[1] not in (Kind.ORGANIZATION, Kind.MEDIA) or head[2]:
            continue
        title = _TITLE.match(text, match.end()) or (_bare(text, match.end()) if head[1] is Kind.MEDIA else None)
        if title is not None:
            group = next(number for number in range(1, len(title.groups()) + 1) if title.group(number))
            if _is_verb(title.group(group)):
                continue  # "розвідка «припускає», що …"
            known = gazetteer.load().find(title.group(group))
            outlet = known is not None and known.kind is Kind.MEDIA  # "агентство «Укрінформ»"
            keeps = head[0] in load_toml("titles.toml")["keeps_title"] and group < 3 and not outlet
            yield (
                Titled(match.start(), title.end(), head[1])
                if keeps
                else Titled(title.start(group), title.end(group), head[1])
            )


def _is_verb(title: str) -> bool:
    """Whether a title is one word without a capital that can be but a verb."""
    return title.islower() and not readings(fold(title)) and any(one.tag.POS == "VERB" for one in parses(title))


_CAPITAL = re.compile(r"[ \u00a0]([А-ЯІЇЄҐ][\w'’-]+)")


def _bare(text: str, place: int) -> re.Match[str] | None:
    """A capitalised Ukrainian word that names an outlet right after its noun, no genitive (агентство Укрінформ)."""
    match = _CAPITAL.match(text, place)
    if match is None:
        return None
    low = fold(match.group(1))
    known = readings(low)
    return match if not any(one.case == "gent" for one in known) and (known or not genitives(match.group(1))) else None
