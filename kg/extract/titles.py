"""Titles of other checks in an article of an outlet that checks facts: "у матеріалах «Фейк: …», «Маніпуляція: …»".

They are no statements of their own: a list of what else was checked says no more than the denial that leads to it.
"""

import re
from collections.abc import Iterator

from kg.extract.draft import Stretch
from kg.extract.lexicon import checks_facts
from kg.extract.reading import Reading
from kg.extract.state import State
from kg.model import Stance


def end_with_titles(state: State) -> None:
    """What is said within a title ends there ("«Фейк: Мер заявив, що …», «Фейк: …»"), and what was denied in one
    before it ("спростовував чутки про міст у матеріалі «Фейк: …»")."""
    titles = list(_titles(state.reading, state.lexicon.raw["factcheck"]["titles"]))
    for one in state.drafts if titles else ():
        if one.content is None:
            continue
        around = next((title for title in titles if title[0] <= one.anchor < title[1]), None)
        if around is not None and one.content[0] < around[1] < one.content[1]:
            one.content = state.reading.strip(one.content[0], around[1])
        following = next((start for start, _ in titles if start > one.content[0]), None)
        if one.stance is Stance.DENIES and following is not None and following <= one.content[1] + 1:
            place = _LEAD.search(state.reading.text, one.content[0], following)
            one.content = (one.content[0], place.start()) if place else one.content


_LEAD = re.compile(r",? (?:наприклад, )?[ув] (?:\w+ ){0,2}\w+:? ?[«\"“„]$")
"""What leads from a denial to the title of the check: " у своєму матеріалі «"."""


def _titles(reading: Reading, heads: list[str]) -> Iterator[Stretch]:
    """Where they stand, in reading order, from their verdict on."""
    if not checks_facts(reading.article.outlet):
        return
    found = list(re.finditer(rf"(?<=[«\"“„])(?:{'|'.join(heads)}): ", reading.text))
    for number, head in enumerate(found):
        end = reading.paragraph_of(head.start())[1]
        if number + 1 < len(found):
            end = min(end, found[number + 1].start())
        words = _ended(reading.text[head.end() : end])
        if words.count("»") > words.count("«"):
            words = words[: words.rindex("»")]
        if words:
            yield head.start(), head.end() + len(words)


def _ended(words: str) -> str:
    """The words without what leads to the next title: "», «", " та «"."""
    while (shorter := words.rstrip(' \u00a0\n\t,.;«"“„')) != words or shorter.endswith(_JOINED):
        words = shorter
        for link in _JOINED:
            words = words.removesuffix(link)
    return words


_JOINED = (" та", " і", " й", " а також")
