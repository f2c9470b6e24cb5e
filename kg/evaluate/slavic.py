"""Names on SlavicNER's Ukrainian news: found (strict span and type), and put into the nominative on gold spans.

Not for linking across articles. `python -m kg.evaluate.slavic FILE --topics ryanair brexit asia_bibi` prints the
figures. FILE has one article a line: `id`, `topic`, `text`, `entities` (`start`, `end`, `text`, `lemma`, `type`, `id`).
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.tokens import Doc, Span

from kg.extract.mentions import Names, find_mentions
from kg.extract.people import starts_sentence
from kg.model import Article, Json, Kind, MentionType
from kg.nlp import gazetteer as known_actors
from kg.nlp.morph import nominative, nominative_text
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold

TYPES = {
    "PER": MentionType.PERS,
    "ORG": MentionType.ORG,
    "LOC": MentionType.LOC,
    "PRO": MentionType.ART,
    "EVT": MentionType.MISC,
}
SCORED = ("PER", "ORG", "LOC")


def lemma(doc: Doc, start: int, end: int, kind: str) -> str:
    """The nominative form of what stands at `start`..`end` (code points), as the names of mentions are made."""
    label = TYPES[kind].value
    span = doc.char_span(start, end, alignment_mode="strict")
    if span is None:
        return nominative_text(doc.text[start:end], label)
    return " ".join(nominative(Span(doc, span.start, span.end, label=label)).split())


def lemmas(unit: Json, doc: Doc) -> Iterator[tuple[str, str, str, str]]:
    """(type, text, right lemma, ours) of each entity."""
    entities: list[dict[str, str | int]] = unit["entities"]
    for one in entities:
        start, end, kind = int(one["start"]), int(one["end"]), str(one["type"])
        yield kind, doc.text[start:end], str(one["lemma"]), lemma(doc, start, end, kind)


def names(unit: Json, doc: Doc) -> set[tuple[int, int, str]]:
    """The names found: start, end, type of SlavicNER.

    There the European Union is a LOC under its short names (but ORG as Євросоюз in the nominative), services of the web
    and newspapers that are there alone are products, an airport is a LOC with its noun, and common nouns before a name
    are no part of it: of "уряд Великої Британії" the name is the LOC, of "агентство «Обрій»" what stands in quotation
    marks, of "британський уряд" there is none.
    """
    back = {ours: theirs for theirs, ours in TYPES.items()}
    found = find_mentions(Article(unit["id"], doc.text), doc)
    known = {actor.id: actor.gazetteer or "" for actor in found.actors}
    sites = {actor.id for actor in found.actors if actor.kind is Kind.MEDIA and _SITE.fullmatch(actor.name)}
    named = set()
    for one in found.mentions:
        if one.type not in back:
            continue
        kind, start, end = back[one.type], one.span.start, one.span.end
        worded = _lower(doc.text, start, end)
        if known.get(one.actor or "") == "eu" and not one.span.text.startswith("Європейськ"):
            kind = "ORG" if one.span.text == "Євросоюз" else "LOC"
        elif known.get(one.actor or "") in _PRODUCTS or one.actor in sites:
            kind = "PRO"
        elif kind in ("ORG", "LOC") and (port := _AIRPORT.search(doc.text, max(0, start - 20), start)):
            start, end, kind = port.start(), end + (doc.text[end : end + 1] in _MARKS), "LOC"
        elif kind == "ORG" and worded[0].islower() and (name := _NAME.search(worded, 1)):
            start += name.start()
            kind = _kind(found, doc.text[start:end])
        elif kind == "ORG" and worded.islower() and not worded.isascii():
            continue
        named.add((start, end, kind))
    return named


def _lower(text: str, start: int, end: int) -> str:
    """The name, a government or the adjective of a state that begins a sentence in small letters ("Уряд Канади")."""
    name = text[start:end]
    first, rest = name.split(" ")[0], name[1:]
    common = kind_of_noun(fold(first)) is Kind.STATE or (rest.islower() and known_actors.load().by_adjective(first))
    return name[0].lower() + rest if common and starts_sentence(text, start) else name


_PRODUCTS = (
    *("facebook", "instagram", "telegram", "tiktok", "twitter", "youtube"),
    *("ekonomichna_pravda", "evropeiska_pravda", "ukrainska_pravda"),
)
_NAME = re.compile(r"""(?<= )[«"„“]?[A-ZА-ЯІЇЄҐ].*""")
_SITE = re.compile(r"[\w-]+(?:\.[a-z]{2,4})+", re.ASCII)
_AIRPORT = re.compile(r"\bаеропорт\w* [«\"“]$", re.IGNORECASE)
_MARKS = tuple('»"”')


def _kind(found: Names, name: str) -> str:
    """The type of the name that is left: of a known place or state, of a person of the article, else of a body."""
    entry = found.gazetteer.find(name)
    if entry and entry.kind in (Kind.STATE, Kind.PLACE):
        return "LOC"
    people = [actor.name.split()[-1] for actor in found.actors if actor.kind is Kind.PERSON]
    return "PER" if any(known_actors.same_word(name, one) for one in people) else "ORG"


def measure(pairs: Iterable[tuple[Json, Doc]]) -> dict[str, tuple[int, int, int]]:
    """(right, found, all): `lemma` on gold spans, exact but for case; `names` and each type of them, strict."""
    counts: dict[str, Counter[str]] = {}
    for unit, doc in pairs:
        for kind, _, wanted, ours in lemmas(unit, doc):
            for level in ("lemma", f"lemma {kind}"):
                counts.setdefault(level, Counter()).update(
                    right=int(ours.casefold() == wanted.casefold()), found=1, gold=1
                )
        gold = {(one["start"], one["end"], one["type"]) for one in unit["entities"]}
        found = names(unit, doc)
        for level, kinds in {"names": SCORED, **{kind: (kind,) for kind in TYPES}}.items():
            mine, right = ({one for one in side if one[2] in kinds} for side in (found, gold))
            counts.setdefault(level, Counter()).update(right=len(mine & right), found=len(mine), gold=len(right))
    return {level: (one["right"], one["found"], one["gold"]) for level, one in sorted(counts.items())}


def analysed(path: Path, topics: Sequence[str]) -> Iterator[tuple[Json, Doc]]:
    """The articles of these topics with the bundled analysis."""
    from kg.nlp import load

    analyzer = load()
    for line in path.read_text(encoding="utf-8").splitlines():
        unit = json.loads(line)
        if unit["topic"] in topics:
            yield unit, analyzer(unit["text"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line a level: right, found, all, F1 (for lemmas that is the accuracy)."""
    parser = argparse.ArgumentParser(description="Names and their nominatives on SlavicNER.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--topics", nargs="+", default=["ryanair", "brexit", "asia_bibi"])
    options = parser.parse_args(arguments)
    for level, (right, found, gold) in measure(analysed(options.file, options.topics)).items():
        sys.stdout.write(f"{level:10} {right:5} / {found:5} / {gold:5}  {2 * right / max(found + gold, 1):.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
