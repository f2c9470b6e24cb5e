"""Whom a source is: pronouns, "компанія", a dropped subject, resolved to an actor with its name in the nominative."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from spacy.tokens import Token

from kg.extract.bodies import Phrase
from kg.extract.bodyrefs import Anaphor, BodyNouns
from kg.extract.direct import actor_of, behind, gender_of, is_plural, kind_by_form, lemma_of, spoken_gender, with_title
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.holders import groups
from kg.extract.lexicon import lexicon
from kg.extract.listed import RULE as LISTED
from kg.extract.naming import name_of, of_whom, phrase_name, phrase_tokens, placed, some_of
from kg.extract.nearby import (
    antecedent_of,
    just_introduced,
    listed_outlet,
    other_person,
    person_after,
    person_before,
    press_of,
    subject_before,
)
from kg.extract.nounrefs import Nouns
from kg.extract.phrases import finite, noun_phrase, relative_head, whole
from kg.extract.pronouns import agreement
from kg.extract.reading import end_of
from kg.extract.resolved import (
    Resolved,
    again,
    agrees,
    fits,
    is_unnamed,
    last_institute,
    owned_document,
    report_before,
    told_by,
)
from kg.extract.told import Told
from kg.model import UNKNOWN_SOURCE, Actor, Kind, QuoteType, Source, Span
from kg.nlp.decline import genitive
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

_BODIES = (Kind.ORGANIZATION, Kind.MEDIA)
_LONG_AGO = 4
"""Sentences after which a pronoun may mean somebody else, named right before it."""
_HEADED = 3
"""Sentences between somebody's words and more of them under a label, and between shares of the same people."""


@dataclass
class Resolver(Told):
    """Resolves the sources of one article in reading order; keeps those before for what refers back."""

    @cached_property
    def nouns(self) -> Nouns:
        """The article's common nouns that refer back."""
        return Nouns(self.reading, self.names)

    @cached_property
    def bodies(self) -> BodyNouns:
        """The article's bodies that nouns mean."""
        return BodyNouns(self.reading, self.names)

    def resolve(self, ref: SourceRef, draft: Draft) -> Resolved:
        """The source that `ref` gives, resolved; it becomes part of the history."""
        self.quoted = draft.content if draft.quote is QuoteType.DIRECT else None
        found = self._resolve(ref, draft)
        found.until = self.quoted[1] if self.quoted else found.until
        self.history.append(found)
        if draft.content and ref is draft.source:
            self.spoken.append((draft.content, found))
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
        found = self._named(ref.stretch, self.reading.doc[ref.head], draft.anchor, ref.rule)
        headed = draft.rule == "layout/quote" and found.source.kind in _BODIES
        return (self._headed(draft, found) if headed else None) or found

    def _headed(self, draft: Draft, found: Resolved) -> Resolved | None:
        """Whose words "Дослівно:" gives where "Джерело:" names but an outlet, or a body and that person beside it: the
        person who spoke right before."""
        last = next(self._past(), None)
        if last is None or last.source.kind is not Kind.PERSON or self._since(last, draft.anchor) > _HEADED:
            return None
        named = any(one is not last and one.source.name == last.source.name for one in self._past())
        return again(last, draft.anchor) if named or found.source.kind is Kind.MEDIA else None

    def _impersonal(self, draft: Draft) -> Resolved:
        """ "Зазначається" goes on with the report before it; "повідомлялося" has no source."""
        cue = self.reading.text[slice(*(draft.cue or (0, 0)))].lower()
        present = (draft.cue_lemma.endswith("тися") and cue.endswith("ється")) or cue.endswith(("но", "то"))
        start = self.reading.paragraph_of(draft.anchor)[0]
        goes_on = present and draft.cue_lemma != "вважатися" and draft.rule != "notice"
        before = report_before(self.history, start) if goes_on else None
        if before is not None:
            return again(before, draft.anchor)
        return Resolved(Source(None, UNKNOWN_SOURCE, Kind.UNNAMED), draft.anchor, rule="impersonal")

    def _outlet(self, draft: Draft) -> Resolved:
        name = self.reading.article.outlet
        if not name:
            return Resolved(Source(None, UNKNOWN_SOURCE, Kind.UNNAMED), draft.anchor, rule="no outlet")
        return Resolved(Source(None, name, Kind.MEDIA), draft.anchor, rule="outlet")

    def _speaker(self, ref: SourceRef, draft: Draft) -> Resolved:
        """ "я", "ми": the source of the quotation around it, or the outlet itself."""
        span = self.reading.span(*ref.stretch) if ref.stretch else None
        said = [one for stretch, one in self.spoken if stretch[0] <= draft.anchor < stretch[1] and self._own(stretch)]
        headed = any(one.until > draft.anchor for one in said)  # words of a label without quotation marks
        if self.reading.quotation_at(draft.anchor) is None and not headed and not said:
            outlet = self._outlet(draft)
            source = Source(span, outlet.source.name, outlet.source.kind)
            return Resolved(source, draft.anchor, rule="outlet speaks")
        around = said[-1] if said else next((one for one in reversed(self.history) if one.place <= draft.anchor), None)
        if around is None:
            return Resolved(Source(span, UNKNOWN_SOURCE, Kind.UNNAMED), draft.anchor, rule="speaker unknown")
        source = Source(span or around.source.span, around.source.name, around.source.kind)
        return Resolved(source, draft.anchor, around.lemma, around.gender, rule="speaker", until=around.until)

    def _own(self, content: Stretch) -> bool:
        """Whether somebody's words are given as they were said, without "що"."""
        return self.reading.text[max(0, content[0] - 12) : content[0]].split()[-1:] not in (["що"], ["щоб"], ["аби"])

    def _dropped(self, draft: Draft) -> Resolved:
        cues = list(self.reading.tokens(*draft.cue)) if draft.cue else []
        cue = next((one for one in cues if finite(one)), cues[-1] if cues else None)
        gender = feature(cue, "Gender") if cue is not None and feature(cue, "Number") == "Sing" else ""
        plural = cue is not None and feature(cue, "Number") == "Plur" and feature(cue, "Person") != "1"
        last = next(iter(self._past()), None)
        said = max(last.place, last.until) if last is not None else -1
        if not plural and (new := just_introduced(self.reading, self.names, cue, gender, said)) is not None:
            return new
        for one in self._past():
            if self._since(one, draft.anchor) > 4:
                break
            alone = plural and not one.plural and one.source.kind is Kind.PERSON
            known = one.source.kind is not Kind.UNNAMED and one.source.span and not alone
            if known and fits(one, gender) and not self._told_in_others(one):
                return again(one, draft.anchor)
        person = None if plural else person_before(self.reading, self.names, draft.anchor, gender, sentences=2)
        return person or Resolved(Source(None, UNKNOWN_SOURCE, Kind.UNNAMED), draft.anchor, rule="nothing before")

    def _named(self, stretch: Stretch, head: Token, place: int, rule: str) -> Resolved:
        relative = relative_head(head) if feature(head, "PronType") == "Rel" else None
        if relative is not None and relative != head:
            head, stretch = relative, noun_phrase(self.reading, relative)
        if rule == "there":
            return self._there(self.reading.span(*stretch))
        if rule == LISTED:
            return listed_outlet(self.names, self.reading.span(*stretch), place)
        stretch = with_title(self.reading, self.names, whole(self.reading, stretch, head), head)
        span = self.reading.span(*stretch)
        lemma = lemma_of(self.names, head)
        gender, plural = feature(head, "Gender"), is_plural(head)
        if agreement(head):
            paper = antecedent_of(self.reading, self.names, span, head, Kind.DOCUMENT) if rule == "locative" else None
            return paper or self._pronoun(span, head, place)
        actor = actor_of(self.reading, self.names, stretch, head)
        if actor is not None:
            # by the verb: "Карін … сказала"
            known = "Fem" if spoken_gender(head) == "Fem" else gender_of(actor, gender)
            name = actor.name + (placed(span) if plural and actor.gazetteer is None else "")
            return Resolved(Source(span, name, actor.kind), place, lemma, known, plural, "name")
        if plural and lemma in groups()["journalists"]:
            outlets = [one for one in self.names.actors_in(*stretch) if one.kind is Kind.MEDIA]
            if outlets:
                return Resolved(Source(span, outlets[0].name, Kind.MEDIA), place, lemma, rule="journalists of")
        kind = kind_of_noun(lemma, plural)
        alone = kind in (Kind.PERSON, Kind.UNNAMED) and not plural
        person = behind(self.reading, self.names, stretch, head, gender) if alone else None
        if person is not None:
            return Resolved(Source(span, person.name, person.kind), place, lemma, gender, False, "name behind")
        spoken = spoken_gender(head, lemma)
        back = self._noun(Anaphor(head, lemma, kind, plural, stretch, spoken)) if kind is not None else None
        if back is not None:
            source = Source(span, back.source.name, back.source.kind)
            return Resolved(source, place, lemma, gender or back.gender, plural, "noun " + back.rule)
        titled = kind is None and rule == "layout" and span.text.strip('"«')[:1].isupper() and not plural
        kind = Kind.MEDIA if titled else kind
        return self._of_its_body(span, head, kind, place) or self._phrase(span, head, lemma, kind, place)

    def _there(self, span: Span) -> Resolved:
        """ "Там пояснили": the body that spoke last, else the one named last, within two sentences."""
        lately = takewhile(lambda one: self._since(one, span.start) <= 2, reversed(self.history))
        own = self.reading.article.outlet
        before = next((one for one in lately if one.source.kind in _BODIES and one.source.name != own), None)
        if before is not None:
            return replace(before, source=replace(before.source, span=span), place=span.start, rule="there")
        first = self.reading.sentences[max(0, self.reading.sentence_number(span.start) - 2)][0]
        named = [one for one in self.names.actors_in(first, span.start) if one.kind in _BODIES]
        source = Source(span, named[-1].name, named[-1].kind) if named else Source(None, UNKNOWN_SOURCE, Kind.UNNAMED)
        return Resolved(source, span.start, rule="there" if named else "nothing before")

    def _of_its_body(self, span: Span, head: Token, kind: Kind | None, place: int) -> Resolved | None:
        """ "Прес-служба компанії", "автори статті": with the name of body or paper, or whom the article names so."""
        noun = next(iter(self.reading.tokens(end_of(head), span.end)), None)
        body = kind_of_noun(lemma_of(self.names, noun)) if noun is not None else None
        bare = noun is not None and end_of(noun) == span.end and noun.text.islower() and not is_plural(noun)
        if noun is None or not bare or body not in (Kind.ORGANIZATION, Kind.MEDIA, Kind.DOCUMENT):
            return None
        owner = Anaphor(noun, lemma_of(self.names, noun), body, False, (noun.idx, span.end))
        meant = self._document(owner, True) if body is Kind.DOCUMENT else self._body(owner)
        if meant is None or (meant.rule == "fuller" and body is not Kind.DOCUMENT):
            return None
        if kind is Kind.UNNAMED and not is_plural(head):
            one = Anaphor(head, lemma_of(self.names, head), kind, False, (span.start, span.end), spoken_gender(head))
            actor = self.nouns.holder(meant.source.name, self._recent(one, 3), one.gender)
            if actor is not None:
                return self._to(actor, one, "of the body")
        tokens = [one for one in phrase_tokens(self.reading, span, document=False) if one != noun]
        name = phrase_name(self.reading, self.names, tokens, kind)
        whose = genitive(meant.source.name)
        full = Source(span, f"{name} {whose}", kind or kind_by_form(head, is_plural(head)))
        return Resolved(full, place, lemma_of(self.names, head), rule="its body") if whose else None

    def _pronoun(self, span: Span, head: Token, place: int) -> Resolved:
        """A source before that agrees, a person named nearby, what the learned ranking finds; else itself."""
        wanted = agreement(head)
        subject = subject_before(self.reading, self.names, place, wanted)
        for one in self._past():
            if self._since(one, place) > 30:
                break
            if subject is not None and one.place < subject[1]:
                break
            if one.source.name != UNKNOWN_SOURCE and agrees(one, wanted):
                long_ago = self._since(one, place) > _LONG_AGO
                one = (other_person(self.reading, self.names, one, place, wanted) if long_ago else None) or one
                source = Source(span, one.source.name, one.source.kind)
                return Resolved(source, place, one.lemma, one.gender, one.plural, "pronoun")
        if subject is not None and not any(low <= subject[1] < high for (low, high), _ in self.spoken):
            source = Source(span, subject[0].name, subject[0].kind)
            return Resolved(source, place, gender=gender_of(subject[0], ""), rule="pronoun")
        plural = "Plur" in wanted
        person = None
        if not plural:
            where = (self.reading, self.names, place, wanted[0])
            person = person_before(*where, 3) or person_after(*where)
        if person is not None:
            source = Source(span, person.source.name, person.source.kind)
            return Resolved(source, place, person.lemma, person.gender, False, "pronoun")
        return antecedent_of(self.reading, self.names, span, head) or Resolved(
            Source(span, UNKNOWN_SOURCE, Kind.UNNAMED), place, rule="pronoun unresolved"
        )

    def _noun(self, one: Anaphor) -> Resolved | None:
        """Whom a common noun refers back to: a source or an actor named before whose post, noun or kind it fits."""
        bare = self.nouns.is_bare(one)
        if self.nouns.is_new(one):
            return None
        if one.kind is Kind.DOCUMENT:
            return self._document(one, bare)
        if one.kind is Kind.PERSON or (one.kind is Kind.UNNAMED and one.lemma in groups()["loose"]):
            return self._person(one)
        if one.lemma in groups()["many"]:
            return None
        if one.kind is Kind.UNNAMED and not one.plural:
            actor = self.nouns.of_body(one, self._recent(one, 3))
            return self._to(actor, one, "of the body") if actor is not None else None
        called = bare or (self.bodies.of_form(one) or self.bodies.in_part(one)) is not None
        if one.kind in (Kind.MEDIA, Kind.ORGANIZATION) and not one.plural and called:
            return self._body(one)
        if bare and one.plural and one.lemma in groups()["journalists"] and (press := self._behind(one)):
            return press
        if bare and (body := self.nouns.body_of(one)) is not None:
            return self._to(body, one, "people of")
        if bare and one.kind in (Kind.GROUP, Kind.STATE, Kind.ORGANIZATION):
            return self._fuller(one)
        return None

    def back(self, phrase: Phrase) -> str | None:
        """The name of whom a phrase outside the sources refers back to: a person by the post, a body by its noun."""
        head = self.reading.doc[self.reading.token_index(phrase.head)]
        one = Anaphor(head, phrase.lemma, phrase.kind, phrase.plural, (phrase.start, phrase.end))
        if phrase.plural:
            return None
        if phrase.lemma in ("країна", "держава", "королівство") and not phrase.modified and not phrase.named:
            state = self.nouns.state(phrase.start)
            return state.name if state is not None else None
        if phrase.kind is Kind.PERSON:
            actor = self.nouns.person(one, [])
            return actor.name if actor is not None else None
        if phrase.kind in (Kind.ORGANIZATION, Kind.MEDIA, Kind.STATE) and not phrase.modified and not phrase.named:
            found = self._body(one) if phrase.kind is not Kind.STATE else self._fuller(one)
            return found.source.name if found is not None else None
        return None

    def _document(self, one: Anaphor, bare: bool) -> Resolved | None:
        """The document named last, or the last of the same owner; a new message is of who spoke last, a body first."""
        if not bare:
            behind_noun = [token.text for token in self.reading.tokens(end_of(one.head), one.stretch[1])]
            return owned_document(behind_noun, self.history) if one.lemma in groups()["papers"] else None
        fuller = self.nouns.fuller(one)
        if fuller is not None and not any(other.lemma == one.lemma for other in self.history):
            return self._to(self.names.intern(name_of(self.reading, self.names, fuller), Kind.DOCUMENT), one, "fuller")
        lately = [other.source.kind for other in self._past() if self._since(other, one.place) <= 3]
        official = one.lemma in groups()["official"] and Kind.ORGANIZATION in lately
        issuers = (Kind.ORGANIZATION, Kind.STATE, *(() if official else (Kind.PERSON,)))
        for other in self._past():
            source = other.source
            if source.kind is Kind.DOCUMENT and (other.lemma == one.lemma or one.lemma in groups()["papers"]):
                return other
            near = self._since(other, one.place) <= 3
            printed = one.lemma in groups()["articles"] and source.kind in (Kind.MEDIA, Kind.DOCUMENT)
            if printed and (source.kind is Kind.DOCUMENT or source.name == self.reading.article.outlet):
                return None  # of a law, of the outlet itself
            issued = one.lemma in groups()["messages"] and source.kind in issuers
            if near and (issued or printed):
                owner = genitive(source.name)
                name = f"{one.lemma} {owner}" if owner else one.lemma
                return self._to(self.names.intern(name, Kind.DOCUMENT), one, "message of")
        return None

    def _person(self, one: Anaphor) -> Resolved | None:
        last, recent = next(iter(self._past()), None), self._recent(one, 6)
        loose = one.lemma in groups()["loose"] - groups()["sole"] and self.nouns.is_bare(one)
        loose = loose and not any(actor.kind is Kind.PERSON for actor in recent)
        near = last is not None and self._since(last, one.place) <= 2 and not self._beside(last, one)
        if last and loose and near and is_unnamed(last, one.lemma) and not self.nouns.by_title(one, []):
            return again(last, one.place)  # "дипломат" after "співрозмовник видання"
        actor = self.nouns.person(one, recent)
        actor = actor or self.nouns.charged(one) or self.nouns.lead_person(one)
        actor = actor or self.nouns.named_most(one)
        if actor is not None:
            return self._to(actor, one, "title")
        persons = any(other.source.kind is Kind.PERSON and not other.lemma for other in self.history)
        phrase = self.nouns.protagonist(one) if not persons else None
        if phrase is None:
            return None
        return self._to(self.names.intern(name_of(self.reading, self.names, phrase), Kind.PERSON), one, "protagonist")

    def _to(self, actor: Actor, one: Anaphor, rule: str) -> Resolved:
        source = Source(self.reading.span(*one.stretch), actor.name, actor.kind)
        return Resolved(source, one.place, gender=gender_of(actor, ""), rule=rule)

    def _behind(self, one: Anaphor) -> Resolved | None:
        """The outlet whose journalists they are: the one cited last, unless the text told of journalists since then."""
        cited = self._cited()
        between = self.reading.tokens(cited.place if cited else one.place, one.stretch[0])
        told = any(one.lemma in lemmas(word.text) and word.head.lower_ not in lexicon().verbs for word in between)
        return again(cited, one.place) if cited and not told else None

    def _body(self, one: Anaphor) -> Resolved | None:
        """An outlet by what was cited last, a body by its name, else the fuller phrase."""
        if one.kind is Kind.MEDIA and (cited := self._cited()) is not None:
            return cited
        actor = self.bodies.body(one) or (self.nouns.media_after(one.place) if one.kind is Kind.MEDIA else None)
        if actor is None and one.lemma in groups()["press"]:
            actor = press_of(self.reading, self.names, one.lemma, one.place)
        return self._to(actor, one, "mention") if actor is not None else self._fuller(one)

    def _fuller(self, one: Anaphor) -> Resolved | None:
        phrase = self.nouns.fuller(one)
        if phrase is not None and (told := told_by(self.history, phrase)) is not None:
            return self._to(self.names.intern(told.source.name, told.source.kind), one, "fuller")
        if phrase is not None:
            mention = self.names.covering(phrase.head)
            if mention is not None and mention.actor and mention.span.start <= phrase.start:
                return self._to(self.names.by_id(mention.actor), one, "fuller")
            return self._to(self.names.intern(name_of(self.reading, self.names, phrase), phrase.kind), one, "fuller")
        if one.lemma in groups()["staff"] and (meant := self._of_staff(one)) is not None:
            return meant
        state = self.nouns.state(one.place) if one.lemma in ("уряд", "влада") else None
        owner = genitive(state.name) if state is not None else None
        return self._to(self.names.intern(f"{one.lemma} {owner}", Kind.STATE), one, "of state") if owner else None

    def _of_staff(self, one: Anaphor) -> Resolved | None:
        """ "Аналітики": of the body that writes analyses and was cited last."""
        body = last_institute(self.history)
        name = phrase_name(self.reading, self.names, [one.head], one.kind)
        return self._to(self.names.intern(f"{name} {body}", Kind.GROUP), one, "of body") if body else None

    def _phrase(self, span: Span, head: Token, lemma: str, kind: Kind | None, place: int) -> Resolved:
        """A phrase that names nobody known: its nominative is the name."""
        plural = feature(head, "Number") == "Plur"
        if lemma in groups()["some"] and any(token.is_alpha for token in self.reading.tokens(end_of(head), span.end)):
            return Resolved(some_of(self.reading, span, head), place, plural=True, rule="some of a group")
        tokens = phrase_tokens(self.reading, span, document=kind is Kind.DOCUMENT)
        name = phrase_name(self.reading, self.names, tokens, kind) or span.text
        lately = takewhile(lambda one: self._since(one, span.start) <= _HEADED, reversed(self.history))
        name = of_whom(name, (one.source.name for one in lately))
        if lemma in groups()["outcomes"]:
            name, kind = name[0].lower() + name[1:], Kind.DOCUMENT
        elif head.pos_ == "NUM" or head.text == "%":
            kind = Kind.GROUP
        kind = kind or kind_by_form(head, plural)
        return Resolved(Source(span, name, kind), place, lemma, feature(head, "Gender"), plural, "phrase")
