"""Places of unseen articles drawn for judging by hand, and what the judgements say of the rules; not for gold files.

Rare stances (refusals, "could not verify", confirmations) are too few in the gold. They are sought with patterns wider
than the rules, drawn with a seed, and judged by reading: `{"doc", "start", "end", "stance", "right", "why"}`, without
any text of the article.
"""

import json
import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.model import Article, Extraction, Json, Stance

WIDE = {
    Stance.DECLINES: re.compile(
        r"\bне (?:\w+ ){0,2}?(?:коменту\w+|прокоменту\w+|відпові(?:в|ла|ли|ло|дає|дають|дав|дала|дали) на|відреагува\w+"
        r"|уточн\w+|конкретизу\w+|розголош\w+|розкри(?:в|ла|ли|ва\w+)\b|назва(?:в|ла|ли|но)\b|назива(?:є|ють|в|ла|ли)\b|"
        r"надал[аи] (?:комент|відпов)\w+|дал[аи] (?:комент|відпов)\w+)|"
        r"\bвідмов(?:ив|ила|или|ляє|ляють|ляв|ляла|ляли)с[яь] (?:від (?:\w+ )?(?:комент|відпов|свідч|поясн)|комент|"
        r"прокомент|відпов|говор|наз[ив]|поясн|уточн|розкр|повідом|спілк|дава)\w*|"
        r"\bвід (?:\w+ )?(?:комент|відпов)\w+ (?:\w+ ){0,3}(?:відмов|утрима|ухил)\w+|\bбез коментар\w+",
        re.IGNORECASE,
    ),
    Stance.UNVERIFIED: re.compile(
        r"\bне (?:\w+ ){0,2}?(?:мо\w+|змог\w+|вда\w+|має \w+|мають \w+)(?: \w+){0,3} (?:підтверд|перевір|верифік)\w+|"
        r"\b(?:неможливо|важко|складно)(?: \w+){0,2} (?:підтверд|перевір|верифік)\w+|\bнезалежн\w+ (?:підтвердж|перевір"
        r"|верифік)\w+|\bне (?:\w+ )?(?:перевірен\w+|підтверджен\w+|верифікован\w+)|\bофіційн\w+ підтвердж\w+"
        r" (?:\w+ ){0,3}(?:немає|не було)",
        re.IGNORECASE,
    ),
    Stance.CONFIRMS: re.compile(
        r"\bпідтверд(?:ив|ила|или|ило|жує|жують|жував|жувала|жували)\b|\bвизна(?:в|ла|ли|є|ють)\b, що|"
        r"\b(?:пого|зі)?зна(?:в|ла|ли)с[яь]\b|\bпогоди(?:вся|лася|лись|лися)\b, що|\bпідтвердження\b",
        re.IGNORECASE,
    ),
}
"""Wide patterns by stance; most that they find is for the judge to refuse."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of an article, in code points."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A place and whether somebody does there what the stance says; `why` in a few words."""

    place: Place
    stance: Stance
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts over judged places: found and right, found, right."""

    both: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the found places that are right; 1 where nothing was found."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the right places that were found; 1 where none is right."""
        return self.both / self.right if self.right else 1.0


def draw(articles: Iterable[Article], stance: Stance, number: int, seed: int) -> list[Place]:
    """`number` places of the stance's wide pattern, drawn evenly with `seed`, in reading order of ids and offsets."""
    found = sorted(
        Place(article.id, *match.span()) for article in articles for match in WIDE[stance].finditer(article.text)
    )
    return sorted(random.Random(seed).sample(found, min(number, len(found))))


def read_judged(path: str | Path) -> list[Judged]:
    """The judgements of a file; DataError, with file and line, where a line has the wrong form."""
    rows = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(_judged(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path}:{number}: no judgement: {error}") from error
    return rows


def _judged(data: Json) -> Judged:
    place = Place(str(data["doc"]), int(data["start"]), int(data["end"]))
    return Judged(place, Stance(data["stance"]), bool(data["right"]), str(data["why"]))


def outcome(judged: Iterable[Judged], extractions: Mapping[str, Extraction]) -> Outcome:
    """How the extractions stand to the judgements: a place counts as found where a statement of the stance has its cue
    or a piece of it there."""
    both = found = right = 0
    for one in judged:
        hit = _hit(one, extractions[one.place.doc]) if one.place.doc in extractions else False
        both += hit and one.right
        found += hit
        right += one.right
    return Outcome(both, found, right)


def _hit(one: Judged, extraction: Extraction) -> bool:
    place = one.place
    cues = [statement.cue for statement in extraction.statements if statement.stance is one.stance]
    return any(cue is not None and cue.start < place.end and place.start < cue.end for cue in cues)
