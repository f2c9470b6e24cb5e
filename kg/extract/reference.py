"""Whom a source is: pronouns, "компанія", "видання", a dropped subject, resolved to an actor with its name in the
nominative."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.mentions import Names
from kg.extract.phrases import feature
from kg.extract.reading import Reading
from kg.extract.sources import may_be_nominative
from kg.model import UNKNOWN_SOURCE, Actor, Kind, MentionType, Source, Span
from kg.nlp.forms import lemmas
from kg.nlp.morph import nominative
from kg.nlp.titles import kind_of_noun

_PRONOUNS = {
    "він": "Masc",
    "його": "Masc",
    "йому": "Masc",
    "вона": "Fem",
    "її": "Fem",
    "їй": "Fem",
    "вони": "Plur",
    "їх": "Plur",
    "їхніми": "Plur",
    "їхньою": "Plur",
}
_SOME = {"дехто", "хтось", "чимало", "більшість", "частина"}
_GENERIC_DOCUMENTS = {"документ", "текст", "матеріал", "файл", "папір"}


@dataclass(slots=True)
class Resolved:
    """A source with what later references need to know of it."""

    source: Source
    place: int
    lemma: str = ""
    gender: str = ""
    plural: bool = False
    rule: str = ""


@dataclass
class Resolver:
    """Resolves the sources of one article in reading order; keeps those before for what refers back."""

    reading: Reading
    names: Names
    history: list[Resolved] = field(default_factory=list)

    def resolve(self, ref: SourceRef, draft: Draft) -> Resolved:
        """The source that `ref` gives, resolved; it becomes part of the history."""
        found = self._resolve(ref, draft)
        self.history.append(found)
        return found

    def _resolve(self, ref: SourceRef, draft: Draft) -> Resolved:
        if ref.voice is Voice.UNKNOWN:
            return self._impersonal(draft)
        if ref.voice is Voice.OUTLET:
            return self._outlet(draft)
        if ref.voice is Voice.SPEAKER:
            return self._speaker(ref, draft)
        if ref.voice is Voice.DROPPED or ref.stretch is None or ref.head is None:
            return self._dropped(draft)
        return self._named(ref.stretch, self.reading.doc[ref.head], draft.anchor)

    def _impersonal(self, draft: Draft) -> Resolved:
        """ "Зазначається" goes on with the report before it in the paragraph; "повідомлялося" has no source."""
        present = draft.cue_lemma.endswith("тися") and self.reading.text[
            slice(*(draft.cue or (0, 0)))
        ].lower().endswith("ється")
        start = self.reading.paragraph_of(draft.anchor)[0]
        before = [one for one in self.history if one.place >= start - 400 and one.source.span]
        if present and before and draft.cue_lemma not in ("вважатися",):
            return _again(before[-1], draft.anchor)
        return Resolved(Source(None, UNKNOWN_SOURCE, Kind.UNNAMED), draft.anchor, rule="impersonal")

    def _outlet(self, draft: Draft) -> Resolved:
        name = self.reading.article.outlet
        if not name:
            return Resolved(Source(None, UNKNOWN_SOURCE, Kind.UNNAMED), draft.anchor, rule="no outlet")
        return Resolved(Source(None, name, Kind.MEDIA), draft.anchor, rule="outlet")

    def _speaker(self, ref: SourceRef, draft: Draft) -> Resolved:
        """ "я", "ми": the source of the quotation around it, or the outlet itself."""
        span = self.reading.span(*ref.stretch) if ref.stretch else None
        quotation = self.reading.quotation_at(draft.anchor)
        if quotation is None:
            outlet = self._outlet(draft)
            source = Source(span, outlet.source.name, outlet.source.kind)
            return Resolved(source, draft.anchor, rule="outlet speaks")
        around = next((one for one in reversed(self.history) if one.place <= draft.anchor), None)
        if around is None:
            return Resolved(Source(span, UNKNOWN_SOURCE, Kind.UNNAMED), draft.anchor, rule="speaker unknown")
        return Resolved(
            Source(span or around.source.span, around.source.name, around.source.kind),
            draft.anchor,
            around.lemma,
            around.gender,
            rule="speaker",
        )

    def _dropped(self, draft: Draft) -> Resolved:
        cue = self.reading.doc[self.reading.token_index(draft.cue[1] - 1)] if draft.cue else None
        gender = feature(cue, "Gender") if cue is not None and feature(cue, "Number") == "Sing" else ""
        for one in reversed(self.history):
            if self._apart(one.place, draft.anchor) > 4:
                break
            if one.source.kind is not Kind.UNNAMED and one.source.span and _fits(one, gender):
                return _again(one, draft.anchor)
        person = self._person_before(draft.anchor, gender, sentences=2)
        return person or Resolved(Source(None, UNKNOWN_SOURCE, Kind.UNNAMED), draft.anchor, rule="nothing before")

    def _apart(self, one: int, other: int) -> int:
        return self.reading.sentence_number(other) - self.reading.sentence_number(one)

    def _named(self, stretch: Stretch, head: Token, place: int) -> Resolved:
        span = self.reading.span(*stretch)
        lemma = self._lemma(head)
        gender, plural = feature(head, "Gender"), feature(head, "Number") == "Plur"
        if head.pos_ in ("PRON", "DET") and head.lower_ in _PRONOUNS:
            return self._pronoun(span, head, place)
        actor = self._actor(stretch, head)
        if actor is not None:
            return Resolved(
                Source(span, actor.name, actor.kind), place, lemma, self._gender(actor, gender), plural, "name"
            )
        kind = kind_of_noun(lemma, plural)
        back = (
            self._noun(head, lemma, kind, stretch, place)
            if not plural or kind in (Kind.ORGANIZATION, Kind.MEDIA)
            else None
        )
        if back is not None:
            return Resolved(
                Source(span, back.source.name, back.source.kind),
                place,
                lemma,
                gender or back.gender,
                plural,
                "noun " + back.rule,
            )
        return self._phrase(span, head, lemma, kind, place)

    def _lemma(self, head: Token) -> str:
        known = sorted(one for one in lemmas(head.text) if kind_of_noun(one) is not None)
        return known[0] if known else head.lemma_.lower()

    def _gender(self, actor: Actor, tagged: str) -> str:
        from kg.nlp.morph import gender

        given = gender(actor.name) if actor.kind is Kind.PERSON else None
        return {"masc": "Masc", "femn": "Fem"}.get(given or "", tagged)

    def _actor(self, stretch: Stretch, head: Token) -> Actor | None:
        """The actor that the phrase names itself: its head is in a name, or a name in apposition follows a title."""
        best: Actor | None = None
        for mention in self.names.mentions:
            if mention.actor is None or mention.span.start < stretch[0] - 1 or mention.span.end > stretch[1] + 1:
                continue
            actor = self.names.by_id(mention.actor)
            covers = mention.span.start <= head.idx < mention.span.end
            if (
                covers
                or (mention.type is MentionType.PERS and self._apposed(mention.span, head))
                or self._titled(mention.span, head, actor)
            ):
                if best is None or mention.type is MentionType.PERS:
                    best = actor
        return best

    def _apposed(self, name: Span, head: Token) -> bool:
        """Whether a person's name stands in apposition to the head noun, not in the genitive behind it ("представник
        Туна")."""
        tokens = list(self.reading.tokens(name.start, name.end))
        if not tokens:
            return False
        root = next((one for one in tokens if one.head.i < tokens[0].i or one.head.i > tokens[-1].i), tokens[0])
        case = feature(head, "Case")
        if case in ("Nom", "") and not all(may_be_nominative(one) for one in tokens if one.pos_ in ("PROPN", "NOUN")):
            return False
        if root.dep_.split(":")[0] in ("flat", "appos"):
            return True
        return root.dep_ in ("nmod", "conj", "dep") and case == feature(root, "Case") and case != "Gen"

    def _titled(self, name: Span, head: Token, actor: Actor) -> bool:
        """ "компанія Alibaba", "видання «Страна»": an undeclined name right behind a noun of its kind."""
        if actor.kind not in (Kind.ORGANIZATION, Kind.MEDIA) or head.i + 3 < self.reading.token_index(name.start):
            return False
        quoted = self.reading.text[name.start - 1] in '«“„"' or name.text[0] in '«“„"'
        latin = name.text.isascii()
        return (quoted or latin) and kind_of_noun(self._lemma(head)) in (Kind.ORGANIZATION, Kind.MEDIA)

    def _pronoun(self, span: Span, head: Token, place: int) -> Resolved:
        wanted = _PRONOUNS[head.lower_]
        for one in reversed(self.history):
            if self._apart(one.place, place) > 30:
                break
            if one.source.name != UNKNOWN_SOURCE and _agrees(one, wanted):
                return Resolved(
                    Source(span, one.source.name, one.source.kind), place, one.lemma, one.gender, one.plural, "pronoun"
                )
        gender = "" if wanted == "Plur" else wanted
        person = self._person_before(place, gender, sentences=3) or self._person_after(place, gender)
        if person is not None and wanted != "Plur":
            return Resolved(
                Source(span, person.source.name, person.source.kind),
                place,
                person.lemma,
                person.gender,
                False,
                "pronoun",
            )
        return Resolved(
            Source(span, span.text, Kind.PERSON if wanted != "Plur" else Kind.GROUP), place, rule="pronoun unresolved"
        )

    def _person_before(self, place: int, gender: str, sentences: int) -> Resolved | None:
        """The nearest person named before `place`, at most `sentences` sentences back."""
        here = self.reading.sentence_number(place)
        for mention in reversed(
            [one for one in self.names.mentions if one.span.end <= place and one.type is MentionType.PERS]
        ):
            if here - self.reading.sentence_number(mention.span.start) > sentences:
                break
            actor = self.names.by_id(mention.actor) if mention.actor else None
            if actor is None:
                continue
            own = self._gender(actor, "")
            if not gender or not own or own == gender:
                return Resolved(Source(mention.span, actor.name, actor.kind), place, gender=own, rule="person before")
        return None

    def _person_after(self, place: int, gender: str) -> Resolved | None:
        """For a pronoun in the lead: the first person named in the three sentences after it."""
        if self.reading.sentence_number(place) > 1:
            return None
        for mention in self.names.mentions:
            near = self._apart(place, mention.span.start) <= 3
            actor = self.names.by_id(mention.actor) if mention.actor else None
            if near and mention.type is MentionType.PERS and actor is not None and mention.span.start > place:
                own = self._gender(actor, "")
                if not gender or not own or own == gender:
                    return Resolved(
                        Source(mention.span, actor.name, actor.kind), place, gender=own, rule="person after"
                    )
        return None

    def _noun(self, head: Token, lemma: str, kind: Kind | None, stretch: Stretch, place: int) -> Resolved | None:
        """What a common noun refers back to: a source named before whose kind, noun or title it fits."""
        if kind is None or kind is Kind.UNNAMED:
            return None
        bare = all(
            token == head or token.pos_ in ("DET", "PART", "PUNCT", "ADV") for token in self.reading.tokens(*stretch)
        )
        before = [one for one in reversed(self.history) if one.source.name != UNKNOWN_SOURCE]
        if kind is Kind.DOCUMENT:
            return (
                next(
                    (
                        one
                        for one in before
                        if one.source.kind is Kind.DOCUMENT and (one.lemma == lemma or lemma in _GENERIC_DOCUMENTS)
                    ),
                    None,
                )
                if bare or lemma in _GENERIC_DOCUMENTS
                else None
            )
        if kind is Kind.MEDIA and bare:
            return next((one for one in before if one.source.kind is Kind.MEDIA), None) or self._mention(
                Kind.MEDIA, "", place
            )
        if kind is Kind.ORGANIZATION and bare:
            return self._mention(Kind.ORGANIZATION, lemma, place) or next(
                (one for one in before if one.source.kind is Kind.ORGANIZATION), None
            )
        if kind is Kind.PERSON:
            return self._title(head, lemma, place, bare)
        return None

    def _mention(self, kind: Kind, lemma: str, place: int) -> Resolved | None:
        """The nearest mention before of an actor of this kind; one that stands beside the noun, or has it in its
        name, first."""
        found = None
        for mention in reversed([one for one in self.names.mentions if one.span.end <= place and one.actor]):
            actor = self.names.by_id(mention.actor or "")
            if actor.kind is not kind:
                continue
            one = Resolved(Source(mention.span, actor.name, actor.kind), place, rule="mention")
            if (
                not lemma
                or lemma in self._words_at(mention.span)
                or any(lemma in lemmas(word) for word in actor.name.split())
            ):
                return one
            found = found or one
        return found if lemma in ("компанія", "фірма", "корпорація", "організація", "відомство", "установа") else None

    def _words_at(self, span: Span) -> frozenset[str]:
        first = self.reading.token_index(span.start)
        while first > 0 and self.reading.doc[first - 1].pos_ == "PUNCT":
            first -= 1
        near = self.reading.doc[max(0, first - 1) : self.reading.token_index(span.end - 1) + 1]
        return frozenset(lemma for token in near for lemma in lemmas(token.text))

    def _title(self, head: Token, lemma: str, place: int, bare: bool) -> Resolved | None:
        """A post or "політик" without a name: the person who has that post in the article, else the last source that
        agrees."""
        for mention in self.names.mentions:
            if mention.type is not MentionType.PERS or not mention.actor:
                continue
            if any(_same_title(lemma, word) for word in self._title_words(mention.span)):
                actor = self.names.by_id(mention.actor)
                return Resolved(
                    Source(mention.span, actor.name, actor.kind), place, gender=self._gender(actor, ""), rule="title"
                )
        persons = (
            one
            for one in reversed(self.history)
            if one.source.kind is Kind.PERSON and self._apart(one.place, place) <= 6
        )
        return next((one for one in persons if bare and _fits(one, feature(head, "Gender"))), None)

    def _title_words(self, span: Span) -> frozenset[str]:
        first = self.reading.token_index(span.start)
        near = self.reading.doc[max(0, first - 6) : first]
        case = feature(self.reading.doc[first], "Case")
        titles = [token for token in near if token.pos_ == "NOUN" and feature(token, "Case") in (case, "")]
        return frozenset(lemma for token in titles for lemma in lemmas(token.text))

    def _phrase(self, span: Span, head: Token, lemma: str, kind: Kind | None, place: int) -> Resolved:
        """A phrase that names nobody known: its nominative is the name."""
        plural = feature(head, "Number") == "Plur"
        if lemma in _SOME:
            return self._some(span, head, place)
        doc_span = self._doc_span(span, document=kind is Kind.DOCUMENT)
        name = nominative(doc_span) if doc_span is not None else span.text
        state = kind is Kind.ORGANIZATION and lemma in ("уряд", "влада")
        kind = (
            Kind.STATE
            if state
            else kind or (Kind.GROUP if plural else Kind.ORGANIZATION if head.pos_ in ("PROPN", "X") else Kind.UNNAMED)
        )
        return Resolved(Source(span, name, kind), place, lemma, feature(head, "Gender"), plural, "phrase")

    def _some(self, span: Span, head: Token, place: int) -> Resolved:
        """ "Дехто з законодавців": the group that it is some of."""
        tokens = [token for token in self.reading.tokens(span.start, span.end) if token.i > head.i + 1]
        group = self.reading.doc[tokens[0].i : tokens[-1].i + 1] if tokens else None
        return Resolved(
            Source(span, nominative(group) if group else span.text, Kind.GROUP),
            place,
            plural=True,
            rule="some of a group",
        )

    def _doc_span(self, span: Span, document: bool) -> DocSpan | None:
        tokens = list(self.reading.tokens(span.start, span.end))
        if document:
            cut = next((number for number, token in enumerate(tokens) if token.pos_ == "ADP" and number), len(tokens))
            tokens = tokens[:cut]
        return self.reading.doc[tokens[0].i : tokens[-1].i + 1] if tokens else None


def _same_title(one: str, other: str) -> bool:
    """Whether two posts are the same or one is a short form of the other (прем'єр, прем'єр-міністр)."""
    return one == other or (min(len(one), len(other)) > 5 and (one.startswith(other) or other.startswith(one)))


def _again(one: Resolved, place: int) -> Resolved:
    return Resolved(one.source, place, one.lemma, one.gender, one.plural, "same as before")


def _fits(one: Resolved, gender: str) -> bool:
    return not gender or not one.gender or one.gender == gender or one.source.kind not in (Kind.PERSON, Kind.UNNAMED)


def _agrees(one: Resolved, wanted: str) -> bool:
    if wanted == "Plur":
        return one.plural or one.source.kind in (Kind.GROUP, Kind.ORGANIZATION)
    if one.source.kind not in (Kind.PERSON, Kind.UNNAMED):
        return False
    return not one.plural and (not one.gender or one.gender == wanted)


def resolve_all(reading: Reading, names: Names, drafts: Iterable[Draft]) -> list[Resolved]:
    """The resolved sources of the drafts, which must be in reading order."""
    resolver = Resolver(reading, names)
    return [resolver.resolve(draft.source, draft) for draft in drafts]
