"""Who or what is meant near a place, for sources that are left out or given by a pronoun."""

from collections.abc import Sequence

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.antecedents import noun_of
from kg.extract.direct import gender_of
from kg.extract.listed import RULE as LISTED
from kg.extract.mentions import Names
from kg.extract.naming import name_of
from kg.extract.reading import Reading
from kg.extract.resolved import Resolved
from kg.model import Actor, Kind, MentionType, Source, Span
from kg.nlp.decline import genitive
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature


def person_before(reading: Reading, names: Names, place: int, gender: str, sentences: int) -> Resolved | None:
    """The nearest person named before `place`, at most `sentences` sentences back."""
    here = reading.sentence_number(place)
    first = reading.sentences[here - sentences][0] if here >= sentences else 0
    for mention in reversed(names.between(first, place)):
        if mention.type is not MentionType.PERS:
            continue
        actor = names.by_id(mention.actor or "")
        own = gender_of(actor, "")
        if not gender or not own or own == gender:
            return Resolved(Source(mention.span, actor.name, actor.kind), place, gender=own, rule="person before")
    return None


def other_person(reading: Reading, names: Names, last: Resolved, place: int, wanted: Sequence[str]) -> Resolved | None:
    """Somebody else than the last source, named in the sentence before a pronoun for one person."""
    near = None if "Plur" in wanted else person_before(reading, names, place, wanted[0], 1)
    return near if near is not None and near.source.name != last.source.name else None


def just_introduced(reading: Reading, names: Names, cue: Token | None, gender: str, said: int) -> Resolved | None:
    """The person who is the subject of the whole sentence before a cue that opens its own: "Виступив Олег Бондар.
    Каже, що …". `said` is where the last words of somebody end: not within that sentence or behind it."""
    here = reading.sentence_number(cue.idx) if cue is not None else 0
    if cue is None or not here or not _opens(cue):
        return None
    first, last = reading.sentences[here - 1]
    if said >= first or reading.paragraph_of(first) != reading.paragraph_of(cue.idx):
        return None
    for mention in names.between(first, last):
        span = reading.doc.char_span(mention.span.start, mention.span.end)
        if mention.type is not MentionType.PERS or not mention.actor or span is None:
            continue
        actor, head = names.by_id(mention.actor), span.root
        while head.dep_.split(":")[0] in ("flat", "appos") and head.head != head:
            head = head.head
        own = gender_of(actor, "")
        enters = not lemmas(head.head.text).isdisjoint(load_toml("cues.toml")["subject"]["entering"])
        if head.dep_ == "nsubj" and head.head.dep_ == "ROOT" and enters and (not gender or not own or own == gender):
            return Resolved(Source(mention.span, actor.name, actor.kind), cue.idx, gender=own, rule="just introduced")
    return None


def subject_before(reading: Reading, names: Names, place: int, wanted: Sequence[str]) -> tuple[Actor, int] | None:
    """The person who is the subject of the whole sentence before the one at `place`, and where that subject stands;
    None where it does not have one of the genders, or is within quotation marks."""
    here = reading.sentence_number(place)
    if not here:
        return None
    for token in reading.tokens(*reading.sentences[here - 1]):
        if token.dep_ != "nsubj" or token.head.dep_ != "ROOT" or reading.quotation_at(token.idx) is not None:
            continue
        mention = names.covering(token.idx) or names.covering(_named(token).idx)
        actor = names.by_id(mention.actor) if mention is not None and mention.actor else None
        told = feature(token.head, "Gender")  # "Метте Фредеріксен відвідала", whatever the name looks like
        if actor is not None and actor.kind is Kind.PERSON and (told or gender_of(actor, "")) in wanted:
            return actor, token.idx
    return None


def _named(noun: Token) -> Token:
    """The first word of the name that stands in apposition to a noun, else the noun."""
    return next(
        (child for child in noun.children if child.dep_ in ("flat:title", "flat:name") and child.i > noun.i), noun
    )


def _opens(cue: Token) -> bool:
    """Whether the cue opens its sentence, but for a link: "Каже, що …", "І додає, що …"."""
    first = cue.sent.start
    return cue.i - first < _LINK and all(one.pos_ in ("CCONJ", "ADV", "PART") for one in cue.doc[first : cue.i])


_LINK = 3
"""More than the words that may stand before a cue that opens its sentence."""


def person_after(reading: Reading, names: Names, place: int, gender: str) -> Resolved | None:
    """For a pronoun in the lead: the first person named in the three sentences after it."""
    if reading.sentence_number(place) > 1:
        return None
    for mention in names.mentions:
        near = reading.sentence_number(mention.span.start) - reading.sentence_number(place) <= 3
        actor = names.by_id(mention.actor) if mention.actor else None
        if near and mention.type is MentionType.PERS and actor is not None and mention.span.start > place:
            own = gender_of(actor, "")
            if not gender or not own or own == gender:
                return Resolved(Source(mention.span, actor.name, actor.kind), place, gender=own, rule="person after")
    return None


def antecedent_of(
    reading: Reading, names: Names, span: Span, pronoun: Token, kind: Kind | None = None
) -> Resolved | None:
    """The actor or the phrase around the noun that the pronoun means; papers only where `kind` asks for them ("В ній
    ідеться, що …")."""
    noun = noun_of(pronoun)
    if noun is None:
        return None
    mention = names.covering(noun.idx)
    if mention is not None and mention.actor and kind is None:
        actor = names.by_id(mention.actor)
        if actor.kind is Kind.PLACE:
            return None
        return Resolved(Source(span, actor.name, actor.kind), span.start, rule="antecedent")
    for phrase in names.phrases_near(noun.idx, noun.idx):
        if phrase.head == noun.idx and (phrase.kind is kind if kind else phrase.kind is not Kind.DOCUMENT):
            source = Source(span, name_of(reading, names, phrase), phrase.kind)
            return Resolved(source, span.start, phrase.lemma, plural=phrase.plural, rule="antecedent")
    return None


def press_of(reading: Reading, names: Names, lemma: str, place: int) -> Actor | None:
    """ "У пресслужбі" alone: that of the body named last, within two sentences."""
    first = reading.sentences[max(0, reading.sentence_number(place) - 2)][0]
    named = [actor for actor in names.actors_in(first, place) if actor.kind is Kind.ORGANIZATION]
    owner = genitive(named[-1].name) if named else None
    return names.intern(f"{lemma} {owner}", Kind.ORGANIZATION) if owner else None


def listed_outlet(names: Names, span: Span, place: int) -> Resolved:
    """An outlet of a list, under the name by which it is known, or as it stands."""
    actor = names.actor_at(span.start, span.end)
    body = actor is not None and actor.kind in (Kind.ORGANIZATION, Kind.MEDIA) and actor.gazetteer
    name = actor.name if actor is not None and body else span.text
    return Resolved(Source(span, name, Kind.MEDIA), place, rule=LISTED)
