"""Whether a clause belongs to the noun before it ("оголосив конкурс, що триває") or says what is told ("повідомив раді,
що виїде").

Not for where the content of either ends: that is `kg.extract.contents`.
"""

from itertools import pairwise

from spacy.tokens import Token

from kg.extract.lexicon import lexicon
from kg.extract.reading import Reading
from kg.extract.subjects import is_document, speaks
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature

_CLOSING = frozenset('"»”“')


def is_attributive(reading: Reading, number: int) -> bool:
    """Whether "який", "де" or "що" stands right behind the noun that it belongs to: "оголосив конкурс, що триває"."""
    before = reading.doc[number - 2]
    if before.text in _CLOSING and number > 2:
        before = reading.doc[number - 3]
    if before.pos_ not in ("NOUN", "PROPN", "X"):
        return False
    if reading.words[number] == "що":
        clause: Token = reading.doc[number].head
        own = any(one.dep_.startswith(("nsubj", "csubj")) and one.i != number for one in clause.children)
        # "чутки, що міст закриють"; "з посиланням на поліцію, що дорогу закрили"; "повідомив раді, що виїде"
        apart = {feature(clause, "Number"), feature(before, "Number")} == {"Plur", "Sing"}
        told = before.dep_ == "nsubj" or apart or _addressee(before) or _of_speech(before)
        return clause.dep_ == "acl:relcl" and clause.head.i < number and not own and not told
    return reading.words[number] == "де" or (reading.words[number].startswith("як") and reading.words[number] != "як")


def is_pair(words: list[str]) -> bool:
    """Whether words open with an "як" that pairs with "так і": "зловживання, як з боку ради, так і фірми"."""
    return words[0] == "як" and any(pair == ("так", "і") for pair in pairwise(words[:_PAIR]))


_PAIR = 14
"""Words in which "як …, так і" is looked for."""


def _addressee(noun: Token) -> bool:
    """Whether a noun is whom something is told, not what: "повідомив журналістам", "запевнив союзників"."""
    titles = ("appos", "flat:title", "flat:name", "nmod")
    while noun.pos_ in ("PROPN", "X") and noun.dep_ in titles and noun.head.i < noun.i:
        noun = noun.head
    return feature(noun, "Case") == "Dat" or (speaks(noun) and not is_document(noun))


def _of_speech(noun: Token) -> bool:
    """Whether a noun is one of speech, behind which a clause says what it is: "висловив надію, що повернеться"."""
    known = lexicon()
    return any(lemma in known.nouns or any(lemma in one.nouns for one in known.lights) for lemma in lemmas(noun.text))
