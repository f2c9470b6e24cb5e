"""Whose aide or lawyer somebody is, told by the surname right behind the noun: "за словами адвоката Трампа".

The surname may also be the aide's own ("за словами адвоката Бойка"), where both stand in the genitive.
"""

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.mentions import Names
from kg.model import Mention, MentionType
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature

_BEFORE = 60
"""Characters before a name in which its own post may stand."""


def served(names: Names, noun: Token) -> Mention | None:
    """The person right behind the noun whose aide it names; None where the name is, or may be, the aide's own.

    It is another's where that person is one whom everybody knows, or is named in full elsewhere, and nowhere with that
    noun.
    """
    aides = frozenset(load_toml("titles.toml")["back"]["aides"])
    if feature(noun, "Case") == "Nom" or lemmas(noun.text).isdisjoint(aides) or noun.i + 1 >= len(noun.doc):
        return None
    surname = noun.nbor()
    mention = names.covering(surname.idx)
    if mention is None or mention.type is not MentionType.PERS or not mention.actor or " " in mention.span.text:
        return None
    if feature(surname, "Case") != "Gen":
        return None
    actor = names.by_id(mention.actor)
    others = [one for one in names.mentions if one.actor == mention.actor and one.span != mention.span]
    own = lemmas(noun.text)
    if any(own & {lemma for word in _words_before(names, one) for lemma in lemmas(word)} for one in others):
        return None
    return mention if actor.gazetteer is not None or " " in actor.name else None


def _words_before(names: Names, mention: Mention) -> list[str]:
    start = mention.span.start
    before = names.text[max(0, start - _BEFORE) : start]
    return before[max(before.rfind(mark) for mark in ".\n!?") + 1 :].split()
