"""What an act does to what was said before, where its cue alone does not tell: rejections under a neutral "заявив"."""

from dataclasses import replace

from kg.extract.lexicon import Lexicon
from kg.extract.quotes import PLAIN
from kg.model import Act, Kind, SourceClass, Stance, Statement
from kg.nlp.forms import fold

_NEAR = 260
"""Characters from the beginning of a content in which a word of rejection counts."""


def adjust(lexicon: Lexicon, statements: list[Statement]) -> list[Statement]:
    """Stance, distancing, certainty and source class out of the words of each statement and its neighbours."""
    adjusted: list[Statement] = []
    for one in statements:
        if _rejects(lexicon, one) and _answers(one, adjusted):
            one = replace(one, stance=Stance.DENIES, act=Act.DENY)
        if one.stance is Stance.ASSERTS and _demands(lexicon, one):
            one = replace(one, stance=Stance.DEMANDS, act=Act.CALL)
        adjusted.append(_marked(lexicon, one))
    return adjusted


def _rejects(lexicon: Lexicon, one: Statement) -> bool:
    if one.stance is not Stance.ASSERTS or one.content is None:
        return False
    table = lexicon.raw["rejection"]
    text = fold(one.content.text)
    if one.cue_lemma in ("назвати", "називати"):
        return any(word in text for word in table["words"])
    head = text[:_NEAR]
    words = set(
        head.replace(PLAIN, " ").replace(",", " ").replace(".", " ").replace("»", " ").replace("«", " ").split()
    )
    return bool(words & set(table["words"])) or any(phrase in head for phrase in table["phrases"])


def _demands(lexicon: Lexicon, one: Statement) -> bool:
    """Whether a quotation opens with a demand in the first person ("Вимагаємо …")."""
    if one.content is None or one.quote != "direct":
        return False
    first = fold(one.content.text.split(maxsplit=1)[0].strip(',.«»"'))
    frame = lexicon.verbs.get(first)
    return frame is not None and frame.group == "demand" and first.endswith(("ємо", "имо", "аю", "ую", "ю"))


def _answers(one: Statement, before: list[Statement]) -> bool:
    """Whether somebody else's claim stands before, or the content itself names what it rejects."""
    if one.quote == "pointingBack":
        return True
    return any(other.stance is Stance.ASSERTS and other.source.name != one.source.name for other in before)


def _marked(lexicon: Lexicon, one: Statement) -> Statement:
    text = fold((one.content.text if one.content else "") + " " + (one.sentence.text if one.content is None else ""))
    words = text.replace(",", " ").split()
    table = lexicon.raw["certainty"]
    distancing = next((word for word in lexicon.raw["distancing"]["words"] if word in words), None)
    certainty = next((name for name in ("possible", "certain") if set(table[name]) & set(words)), None)
    return replace(one, distancing=distancing, certainty=certainty, source_class=_source_class(one))


def _source_class(one: Statement) -> SourceClass:
    plain = {
        Kind.DOCUMENT: SourceClass.DOCUMENT,
        Kind.MEDIA: SourceClass.OUTLET,
        Kind.GROUP: SourceClass.COLLECTIVE,
        Kind.ORGANIZATION: SourceClass.OFFICIAL,
        Kind.STATE: SourceClass.OFFICIAL,
    }
    if one.source.kind is Kind.UNNAMED:
        return SourceClass.PARTLY_ANONYMOUS if one.source.span else SourceClass.ANONYMOUS
    if one.source.kind is Kind.PERSON:
        titled = one.source.span is not None and " " in one.source.span.text and one.source.span.text[:1].islower()
        return SourceClass.OFFICIAL if titled else SourceClass.UNOFFICIAL
    return plain.get(one.source.kind, SourceClass.UNOFFICIAL)
