"""What somebody calls or rates something: "назвав заяву фейком", "називають його «Стасом»", "оцінили збитки у мільйон".

Not for whether what is called false is denied (`kg.extract.rejections`).
"""

from spacy.tokens import Span, Token

from kg.data import load_toml
from kg.extract import contents
from kg.extract.contents import Clause
from kg.extract.draft import Stretch
from kg.extract.lexicon import Frame
from kg.extract.phrases import finite, no_preposition
from kg.extract.reading import Reading
from kg.extract.sources import locative
from kg.extract.state import Found, State
from kg.model import Kind
from kg.nlp.forms import fold_text, lemmas
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun


def naming(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    if frame.group == "think" and frame.lemma != "вважати":
        return None
    sentence = reading.doc[token.i + 1 : token.sent.end]
    following = reading.doc[token.i + 1 : clause.high]
    instrumental = any(
        feature(one, "Case") == "Ins" and (one.pos_ in ("NOUN", "ADJ", "PROPN") or "такий" in lemmas(one.text))
        for one in following
    )
    many = feature(token, "Number") == "Plur" and not any(child.dep_ == "nsubj" for child in token.children)
    judged = _judging(state, sentence)
    titled = frame.lemma == "називати" and not judged and (many or not instrumental)
    if titled and (called := _called(reading, token)) is not None:
        return Found("called", called)
    if frame.group == "name" and (front := _fronted(reading, token, clause)) is not None:
        return Found("naming", front)
    placed = frame.group == "name" and _body_before(reading, token, clause)
    if not instrumental or (frame.group != "explain" and many and not (judged or placed)):
        return None
    moved = [child for child in token.children if child.dep_ == "obj" and child.i < token.i]
    low = token.i + 1
    if moved:
        placed = reading.words[clause.low] in ("у", "в") and frame.group == "name"
        first = moved[0].left_edge.i if frame.group == "explain" or placed else clause.low
        low = first if frame.group == "explain" or moved[0].i < token.i - 1 or placed else low
    content = contents.stretch(reading, low, contents.object_end(reading, token.i + 1, clause))
    return Found("naming", content) if content else None


def _fronted(reading: Reading, token: Token, clause: Clause) -> Stretch | None:
    """The clause where what something is called stands before the verb: "Причиною аварії інженери називають іржу"."""
    before = [one for one in token.children if clause.low <= one.i < token.i]
    called = any(feature(one, "Case") == "Ins" and one.pos_ == "NOUN" and no_preposition(one) for one in before)
    subject = any(one.dep_ == "nsubj" for one in before)
    thing = any(one.dep_ in ("obj", "iobj") and one.i > token.i for one in token.children)
    if not (called and subject and thing):
        return None
    return contents.stretch(reading, clause.low, contents.object_end(reading, token.i + 1, clause))


def _body_before(reading: Reading, token: Token, clause: Clause) -> bool:
    """Whether a body is the place before the verb: "у міністерстві звинувачення назвали замовленням"."""
    place = locative(reading, token, clause.low, token.i)
    return place is not None and (place.ent_type_ == "ORG" or kind_of_noun(place.lemma_) is Kind.ORGANIZATION)


def _called(reading: Reading, token: Token) -> Stretch | None:
    """What somebody is called in quotation marks right behind the verb, with "його" between at the most: "називають
    «Стасом»", "називав його «Губатий»"."""
    objects = [child for child in token.children if child.dep_ == "obj" and child.i < token.i]
    if any(one.pos_ not in ("PRON", "DET") and feature(one, "Animacy") != "Anim" for one in objects):
        return None  # "гурт називають «Ранок»"
    for number in range(token.i + 1, min(len(reading.doc), token.i + 3)):
        if reading.doc[number].text in contents.QUOTES:
            ends = (end for start, end in reading.marked if start == reading.doc[number].idx)
            end = next(ends, None)
            return None if end is None else contents.stretch(reading, token.i + 1, reading.token_index(end - 1) + 1)
        if feature(reading.doc[number], "PronType") != "Prs":
            return None
    return None


def _judging(state: State, words: Span) -> bool:
    """Whether one of the words calls something false: "у міністерстві новину назвали фейком"."""
    table = state.lexicon.raw["rejection"]
    false = {*table["nouns"], *table["adjectives"], *table["forged"]}
    text = fold_text(words.text)
    if any(phrase in text for phrase in table["phrases"]):  # "назвали такою, що не відповідає дійсності"
        return True
    return any(feature(one, "Case") == "Ins" and not false.isdisjoint(lemmas(one.text)) for one in words)


def rated(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    """ "Оцінюють збитки у мільярд", "оцінювали рівень як недостатній": what is rated, before or behind the verb, and
    how."""
    reading = state.reading
    for number in range(token.i + 1, min(clause.high - 1, token.i + _TO_RATE)):
        if finite(reading.doc[number]) or reading.doc[number].text in ",;:":
            return None
        if not _opens_sum(reading, number) and reading.words[number] != "як":
            continue
        before = [child for child in token.children if child.dep_ in ("obj", "nsubj") and child.i < token.i]
        moved = before and not any(child.dep_ == "obj" and child.i > token.i for child in token.children)
        first = before[0].left_edge.i if moved else token.i + 1
        content = contents.stretch(reading, first, contents.object_end(reading, number, clause))
        return Found("rated", content) if content else None
    return None


def _opens_sum(reading: Reading, number: int) -> bool:
    """Whether "у" opens a sum there: "у 2 млн гривень", "у мільярд"."""
    if reading.words[number] not in ("у", "в"):
        return False
    titles = load_toml("titles.toml")
    sums = {*titles["large"], *titles["money"], *titles["currency_signs"]}
    for token in reading.doc[number + 1 : number + _SUM]:
        if token.text[0] in sums or not lemmas(token.text).isdisjoint(sums):
            return True
        if token.pos_ not in ("NUM", "PUNCT") and not token.text[0].isdigit():
            return False
    return False


_TO_RATE = 14
"""Tokens from a verb of rating to the rate."""
_SUM = 6
"""Tokens from "у" to the word or sign by which figures are a sum."""
