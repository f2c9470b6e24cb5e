"""One article as the rules read it: its parsed `Doc`, quotations and paragraphs side by side; no rule stands here."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Entity

from kg.extract.quotes import Quotation, quotations
from kg.model import Article, Kind, Span
from kg.nlp.forms import fold, lemmas
from kg.nlp.tagged import feature, starts, token_index
from kg.nlp.titles import kind_of_noun

_PARAGRAPH = re.compile(r"[^\r\n]+")
TRIM = " \t\r\n\u00a0.,;:!?–—-"
"""What is trimmed from the ends of a content or a phrase."""

_SPEECH_END = re.compile(r"[^\s][»”\"],\s?[–—-]\s|[.!?…,][»”\"]\s?[–—-]\s")
"""What closes direct speech: a comma behind the mark, or a full stop before it, and a dash."""
_TITLES = ("Фейк:", "Маніпуляція:", "Правда:", "Фейк про", "Відеофейк:", "Фотофейк:")
"""Openings of other articles' titles, which stand in quotation marks too."""


_OPENERS = frozenset({"ADP", "SCONJ", "CCONJ", "PRON", "DET", "ADV", "PART"})
"""Parts of speech of which no name begins."""
_POLITE = re.compile(r"(?:Ви|Ва[смш]|Твоє|Твоя)\w*|І")
"""Words with a capital that stand in mid-sentence too; "інвалід І групи" among them."""


_HEADING = 3
"""Tokens that make a heading."""
_TITLED = (Kind.ORGANIZATION, Kind.MEDIA, Kind.DOCUMENT)


def _opens(token: Token) -> bool:
    """Whether a word in mid-sentence can but begin one: it has a capital, names nothing, no sign stands before it."""
    if token.pos_ not in _OPENERS or not token.i or not token.text[0].isupper() or token.ent_type_:
        return False
    before = token.nbor(-1)
    last = token.i + 1 == len(token.doc)
    tag = token.text == "Як" and not last and feature(token.nbor(), "VerbForm") == "Fin"  # "Деталі Як каже пілот, …"
    heading = not last and (tag or token.i - token.sent.start >= _HEADING)
    named = before.ent_type_ or any(kind_of_noun(lemma) in _TITLED for lemma in lemmas(before.text))
    if not heading or named or len(token.text) == 1:
        return False  # "партія За майбутнє", "гепатит А"
    return token.is_title and before.text[-1].isalnum() and _POLITE.fullmatch(token.text) is None


@dataclass(frozen=True)
class Reading:
    """An article with its analysis; offsets are code points, token numbers are those of `doc`."""

    article: Article
    doc: Doc

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def words(self) -> list[str]:
        """The folded form of each token."""
        return [fold(token.text) for token in self.doc]

    @cached_property
    def starts(self) -> list[int]:
        """The offset of each token."""
        return starts(self.doc)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Outermost quotations that are somebody's speech, in reading order."""
        return [one for one in quotations(self.text) if one.depth == 0 and self.is_speech(one)]

    @cached_property
    def all_quotations(self) -> list[Quotation]:
        """All outermost quotations, also names and scare quotes."""
        return [one for one in quotations(self.text) if one.depth == 0]

    @cached_property
    def _ends(self) -> list[int]:
        """The furthest end of each speech quotation and of those before it."""
        return list(accumulate((one.end for one in self.quotations), max))

    def beginning(self, start: int, end: int) -> list[Quotation]:
        """The outermost quotations that begin in `start`..`end`."""
        low, high = (bisect_left(self.all_quotations, place, key=lambda one: one.start) for place in (start, end))
        return self.all_quotations[low:high]

    @cached_property
    def marked(self) -> dict[tuple[int, int], Quotation]:
        """All outermost quotations by start and end."""
        return {(one.start, one.end): one for one in self.all_quotations}

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of each line that is not empty."""
        return [match.span() for match in _PARAGRAPH.finditer(self.text) if match.group().strip()]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end of each sentence, without white space around it and without paragraph breaks inside it.

        A heading that runs into the sentence behind it is one of its own: "Перевага в повітрі За словами пілота, …".
        """
        found: list[tuple[int, int]] = []
        starts = [token.idx for token in self.doc if _opens(token)]
        for sent in self.doc.sents:
            inner = starts[bisect_right(starts, sent.start_char) : bisect_left(starts, sent.end_char)]
            for low, high in pairwise((sent.start_char, *inner, sent.end_char)):
                for match in _PARAGRAPH.finditer(self.text, low, high):
                    start, end = self.strip(*match.span(), chars=" \t\u00a0")
                    if start < end:
                        found.append((start, end))
        return found

    @cached_property
    def _alphanumeric(self) -> list[int]:
        """The numbers of the tokens that hold a letter or a digit."""
        return [number for number, word in enumerate(self.words) if word.isalnum() or any(map(str.isalnum, word))]

    @cached_property
    def _verbs(self) -> list[int]:
        """The numbers of the verbs."""
        return [token.i for token in self.doc if token.pos_ in ("VERB", "AUX")]

    def is_speech(self, quotation: Quotation) -> bool:
        """Whether a quotation is speech, not a name or a word in scare quotes; its length costs no time."""
        start, end = quotation.inner
        first, stop = bisect_left(self.starts, start), bisect_left(self.starts, end)
        place, count = _within(self._alphanumeric, first, stop)
        if not count or self.text.startswith(_TITLES, start):
            return False
        if self.introduced(start - 1) or _SPEECH_END.match(self.text, max(end - 1, start)):
            return count > 1
        capital = not self.doc[self._alphanumeric[place]].text[:1].islower()
        lively = _within(self._verbs, first, stop)[1] > 0 or self.doc[stop - 1].text in ("?", "!", "...", "…")
        return capital and ((lively and count > 2) or count > 8)

    def introduced(self, place: int) -> bool:
        """Whether a colon stands before `place`, white space between at the most."""
        while place > 0 and self.text[place - 1].isspace():
            place -= 1
        return place > 0 and self.text[place - 1] == ":"

    @cached_property
    def _entities(self) -> tuple[Entity, ...]:
        return tuple(self.doc.ents)

    def entities_from(self, place: int) -> Iterator[Entity]:
        """The recognised names that end behind `place`, in reading order."""
        first = bisect_right(self._entities, place, key=lambda one: one.end_char)
        return (self._entities[number] for number in range(first, len(self._entities)))

    def token_index(self, char: int) -> int:
        """The number of the token that covers offset `char` or stands last before it."""
        return token_index(self.doc, char)

    def numbers(self, start: int, end: int) -> range:
        """The numbers of the tokens that begin in `start`..`end`."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def tokens(self, start: int, end: int) -> Iterator[Token]:
        """The tokens that begin in `start`..`end`."""
        return (self.doc[number] for number in self.numbers(start, end))

    def sentence_of(self, char: int) -> tuple[int, int]:
        """The sentence that covers offset `char` (or the last one before it)."""
        place = bisect_right(self.sentences, (char, len(self.text) + 1)) - 1
        return self.sentences[max(place, 0)]

    def sentence_number(self, char: int) -> int:
        """The number of that sentence."""
        return max(bisect_right(self.sentences, (char, len(self.text) + 1)) - 1, 0)

    def paragraph_of(self, char: int) -> tuple[int, int]:
        """The paragraph that covers offset `char`."""
        place = bisect_right(self.paragraphs, (char, len(self.text) + 1)) - 1
        return self.paragraphs[max(place, 0)]

    def quotation_at(self, char: int) -> Quotation | None:
        """The speech quotation that covers offset `char`."""
        place = bisect_right(self._ends, char)  # the first one that ends behind it
        found = self.quotations[place] if place < len(self.quotations) else None
        return found if found is not None and found.start <= char else None

    def strip(self, start: int, end: int, chars: str = TRIM) -> tuple[int, int]:
        """The stretch without `chars` at both ends."""
        while start < end and self.text[start] in chars:
            start += 1
        while end > start and self.text[end - 1] in chars:
            end -= 1
        return start, end

    def span(self, start: int, end: int) -> Span:
        """The stretch as evidence."""
        return Span.of(self.text, start, end)


def _within(numbers: list[int], low: int, high: int) -> tuple[int, int]:
    """Where the first of the sorted `numbers` in `low`..`high` stands, and how many of them there are."""
    first = bisect_left(numbers, low)
    return first, max(bisect_left(numbers, high) - first, 0)


def end_of(token: Token) -> int:
    """The offset behind a token."""
    return int(token.idx) + len(token.text)
