"""Which body or outlet a common noun means: "компанія", "відомство", "видання", "комунальне підприємство".

Not for the persons whom nouns mean (`kg.extract.nounrefs`).
"""

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.draft import Stretch
from kg.extract.holders import groups
from kg.extract.mentions import Names
from kg.extract.reading import Reading
from kg.model import Actor, Kind, Mention
from kg.nlp.forms import lemmas
from kg.nlp.morph import nominative_text
from kg.nlp.titles import kind_of_noun


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A phrase with a common noun that names nobody: its head, lemma, kind, number, words besides the head."""

    head: Token
    lemma: str
    kind: Kind
    plural: bool
    stretch: Stretch
    gender: str = ""

    @property
    def place(self) -> int:
        """Where it stands (code points)."""
        return self.stretch[0]


class BodyNouns:
    """The bodies and outlets of one article that a noun can mean."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.reading, self.names = reading, names
        self._called: dict[tuple[str, bool], tuple[list[Mention], list[Mention]]] = {}

    def of_form(self, one: Anaphor) -> Actor | None:
        """The firm named last with the legal form that the phrase spells out: "комунальне підприємство" for КП «А»."""
        words = self.reading.text[slice(*one.stretch)].split()
        form = "".join(word[0] for word in words).upper()
        if len(words) < 2 or form not in load_toml("titles.toml")["legal_forms"]:
            return None
        for mention in reversed(self.names.between(0, one.place)):
            if mention.span.text.startswith(f"{form} ") or self.reading.text.endswith(
                f"{form} ", 0, mention.span.start
            ):
                return self.names.by_id(mention.actor or "")
        return None

    def in_part(self, one: Anaphor) -> Actor | None:
        """The body named last in whose full name all words of the phrase are: "антикорупційне бюро" for НАБУ."""
        words = self.reading.text[slice(*one.stretch)].split()
        if len(words) < 2 or any(word[0].isupper() for word in words):
            return None
        for mention in reversed(self.names.between(0, one.place)):
            actor = self.names.by_id(mention.actor) if mention.actor else None
            if actor is not None and actor.kind is Kind.ORGANIZATION and self._has_all(actor, words):
                return actor
        return None

    def _has_all(self, actor: Actor, words: list[str]) -> bool:
        """Whether a name that a known body has, in this article or not, has all of the words in some form (МАГАТЕ:
        агентство)."""
        entry = self.names.gazetteer.entries.get(actor.gazetteer or "")
        for name in (entry.name, *entry.aliases) if entry is not None else ():
            known = [lemmas(word) for word in name.split()]
            if all(any(not lemmas(word).isdisjoint(one) for one in known) for word in words):
                return True
        return False

    def body(self, one: Anaphor) -> Actor | None:
        """The body or outlet meant by "компанія", "відомство", "агентство", "видання": the nearest before that fits,
        one with the noun in or beside its name first."""
        if (firm := self.of_form(one) or self.in_part(one)) is not None:
            return firm
        key = (one.lemma, one.kind is Kind.MEDIA)
        if key not in self._called:
            self._called[key] = self._bodies_called(one)
        for fitting in self._called[key]:
            stop = bisect_right(fitting, one.place, key=lambda mention: mention.span.start)
            last = next((fitting[at] for at in reversed(range(stop)) if fitting[at].span.end <= one.place), None)
            if last is not None:
                return self._whole(self.names.by_id(self._subject(last, fitting).actor or ""), one)
        return None

    def _subject(self, last: Mention, fitting: list[Mention]) -> Mention:
        """Of two bodies in a sentence the one that is its subject: "«Луна» виграла суд у «Зорі». Компанія заявила"."""
        start, _ = self.reading.sentence_of(last.span.start)
        same = [each for each in fitting if start <= each.span.start < last.span.start and each.actor != last.actor]
        if not same or self._is_subject(last):
            return last
        return next((each for each in same if self._is_subject(each)), last)

    def _is_subject(self, mention: Mention) -> bool:
        """Whether a name, or the noun that it stands by, is a subject."""
        token = self.reading.doc[self.reading.token_index(mention.span.start)]
        head = token.head if token.dep_ in ("appos", "flat", "flat:title", "flat:name", "nmod") else token
        return token.dep_.startswith("nsubj") or (head.dep_.startswith("nsubj") and head.i < token.i)

    def _whole(self, actor: Actor, one: Anaphor) -> Actor:
        """The body whose press service or mission it is, where the noun means that: "відомство", "фонд"."""
        first, *others = actor.name.split()
        if lemmas(first).isdisjoint(groups()["part"] | groups()["press"]) or one.lemma in lemmas(first):
            return actor
        for stop in range(len(others), 0, -1):
            name = " ".join(others[:stop])
            entry = self.names.gazetteer.find(name)
            found = self.names.resolve(name) or (entry and self.names.intern(nominative_text(name), entry.kind, entry))
            if found:
                return found
        return actor

    def _bodies_called(self, one: Anaphor) -> tuple[list[Mention], list[Mention]]:
        """The mentions of bodies with the noun in or beside their names, and of those that can be called so at all."""
        kinds = (Kind.MEDIA,) if one.kind is Kind.MEDIA else (Kind.ORGANIZATION, Kind.MEDIA)
        exact, loose = [], []
        for mention in self.names.mentions:
            actor = self.names.by_id(mention.actor) if mention.actor else None
            own = one.kind is not Kind.MEDIA and actor is not None and actor.name == self.reading.article.outlet
            if actor is None or own or actor.kind not in kinds:
                continue
            if one.lemma in self._at(mention) or any(one.lemma in lemmas(word) for word in actor.name.split()):
                exact.append(mention)
            elif self._may_be(actor, one):
                loose.append(mention)
        return exact, loose

    def _may_be(self, actor: Actor, one: Anaphor) -> bool:
        """Whether a body can be called so though the noun is not in its name."""
        if one.kind is Kind.MEDIA:
            return actor.kind is Kind.MEDIA
        if one.lemma in ("агентство", "агенція", "редакція"):
            return actor.kind is Kind.MEDIA or self._has_all(actor, [one.lemma])
        entry = self.names.gazetteer.entries.get(actor.gazetteer or "")
        words = [*actor.name.split()[:3], *(entry.name.split()[:3] if entry else ())]  # Держстат is a "служба"
        heads = {kind_of_noun(lemma) for word in words for lemma in lemmas(word)} - {None}
        official = Kind.ORGANIZATION in heads or (actor.name.isupper() and actor.gazetteer is not None)
        if one.lemma in groups()["office"] and actor.kind is Kind.ORGANIZATION and official:
            return True
        return (one.lemma in groups()["firm"] and not official) or self._has_all(actor, [one.lemma])

    def _at(self, mention: Mention) -> frozenset[str]:
        """Lemmas of the name's words and of the word before it."""
        doc, span = self.reading.doc, mention.span
        first = self.reading.token_index(span.start)
        while first > 0 and doc[first - 1].pos_ == "PUNCT":
            first -= 1
        near = doc[max(0, first - 1) : self.reading.token_index(span.end - 1) + 1]
        return frozenset(lemma for token in near for lemma in lemmas(token.text))
