"""Statements whose cue is a fixed phrase: "стало відомо, що", "висловив надію, що", "…, мовляв, …"."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import contents
from kg.extract.contents import Clause, clause_of
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.lexicon import Light, lexicon
from kg.extract.listed import with_listed
from kg.extract.phrases import finite, infinitive, no_preposition
from kg.extract.pointing import back_content
from kg.extract.reading import Reading, end_of
from kg.extract.sources import agent_of, locative, named, sources_of
from kg.extract.state import State, hypothetical, negation
from kg.extract.subjects import joined, may_be_nominative, mute_subject
from kg.extract.verbs import stance_of
from kg.model import Act, CueKind, Kind, QuoteType, Stance
from kg.nlp.forms import lemmas, parses
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

_BEFORE_TOPIC = ("у", "в", "щодо", "про", "на", "до")
"""Prepositions behind a noun of speech that open what it is about."""
_ABOUT = ("щодо", "про")
_POINTING = ("таку", "таке", "такий", "такою", "таким", "такими", "цю", "ці")
_SPREADERS = 6
"""Tokens behind a verb of spreading within which the noun for the outlets stands."""
_OWNER = 6
"""Tokens behind a noun of speech within which the infinitive of what is asked for begins."""


def fixed_drafts(state: State) -> Iterator[Draft]:
    """Drafts for fixed phrases in reading order."""
    first = {words[0] for words in state.lexicon.phrases}
    for token in state.reading.doc:
        word = state.reading.words[token.i]
        if word == "мовляв":
            yield from _particle(state, token)
        elif token.i not in state.used:
            if word in first:
                yield from _phrase(state, token)
            if token.pos_ == "VERB":
                yield from _light(state, token)


def _phrase(state: State, token: Token) -> Iterator[Draft]:
    reading = state.reading
    frame = state.lexicon.phrases.get(tuple(reading.words[token.i : token.i + 2]))
    if frame is None:
        return
    clause, last = clause_of(reading, token), reading.doc[token.i + 1]
    first = contents.complement_start(reading, last, clause)
    content = contents.stretch(reading, first, clause.high) if first else contents.topic(reading, last, clause)
    if content is None:
        return
    source = SourceRef(Voice.UNKNOWN, None, None, "impersonal")
    yield Draft(
        token.idx, (token.idx, end_of(last)), source, frame.stance, frame.act, f"phrase/{frame.lemma}", content,
        QuoteType.INDIRECT, CueKind.VERB, frame.lemma,
    )  # fmt: skip


def _light(state: State, token: Token) -> Iterator[Draft]:
    reading = state.reading
    verbs = lemmas(token.text)
    lights = [light for light in state.lexicon.lights if not verbs.isdisjoint(light.verbs)]
    if not lights or hypothetical(reading, token) or _to_come(token):
        return
    clause = clause_of(reading, token)
    for light in lights:
        noun = None if light.before else _speech_noun(state, token, clause, light.nouns)
        if light.before or (noun is None and light.frame.impersonal):
            noun = _told_before(token, clause, light)
        if noun is not None and light.frame.impersonal and not _is_subject(noun):
            return  # "туристи ходять із новиною до мера"
        if noun is not None:
            yield from _light_drafts(state, token, noun, light, clause)
            return


def _is_subject(noun: Token) -> bool:
    """Whether the noun can be what goes round: in the nominative, or the object of a participle in -но and -то."""
    return no_preposition(noun) and (may_be_nominative(noun) or feature(noun, "Case") == "Acc")


def _to_come(verb: Token) -> bool:
    """Whether it is still to be said, whatever the tagger says of a perfective form: "новину опублікує газета"."""
    return feature(verb, "Tense") == "Fut" or any({"perf", "futr"} <= one.tag.grammemes for one in parses(verb.text))


def _light_drafts(state: State, token: Token, noun: Token, light: Light, clause: Clause) -> Iterator[Draft]:
    reading, denied = state.reading, negation(state.reading, token)
    content = _noun_content(state, noun, clause, light)
    pointing = noun.i > 0 and reading.words[noun.i - 1] in _POINTING and not (light.before and content)
    content = back_content(state, token) if pointing else content
    stance, act = stance_of(light.frame, denied is not None)
    if (content is None and not (light.bare or light.feeling)) or stance is None:
        return
    if content is not None and noun.i < token.i and content[0] < token.idx < content[1]:
        # "чутки про міст знов ширяться"
        edge = end_of(noun.right_edge)
        content = reading.strip(content[0], edge if content[0] < edge < token.idx else token.idx)
    start = reading.doc[noun.i - 1].idx if pointing else noun.idx
    cue = min(start, denied.idx if denied is not None else token.idx), max(end_of(noun), end_of(token))
    if not pointing and content is not None and noun.i < token.i and content[0] < token.idx:
        cue = token.idx, end_of(token)
    kind = QuoteType.POINTING_BACK if pointing else QuoteType.INDIRECT if content else QuoteType.NONE
    sources = [one for one in sources_of(reading, token, clause.low, clause.high) if one.head != noun.i]
    if light.before and not (sources and sources[0].voice is Voice.NAMED and sources[0].rule != "locative"):
        owned = any(child.dep_ == "nmod" and feature(child, "Case") == "Gen" for child in noun.children)
        sources = [] if owned else _spread_by(reading, token, clause)
    if not sources:
        return
    if light.frame.impersonal and agent_of(token) is None:
        sources = _places(reading, token, clause) or [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]
    elif sources[0].voice is Voice.DROPPED and mute_subject(token):
        return
    for source in sources:
        yield Draft(
            token.idx, cue, source, stance, act, "light", None if light.bare else content, kind, CueKind.VERB,
            token.lemma_, target="bare" if light.bare else None, back=pointing,
        )  # fmt: skip


def _spread_by(reading: Reading, verb: Token, clause: Clause) -> list[SourceRef]:
    """The outlets behind the verb, whatever the parse makes of them: "фейк поширили десятки сайтів, такі як …"."""
    for token in reading.doc[verb.i + 1 : min(clause.high, verb.i + _SPREADERS)]:
        if finite(token) or token.pos_ == "ADP" or token.text in ",.;:":
            return []
        if token.pos_ == "NOUN" and kind_of_noun(token.lemma_, feature(token, "Number") == "Plur") is Kind.MEDIA:
            return with_listed(reading, [named(reading, token, "subject")])
    return []


def _places(reading: Reading, verb: Token, clause: Clause) -> list[SourceRef]:
    """The outlets in which something goes round: "поширилася в кремлівських ЗМІ"."""
    place = locative(reading, verb, clause.low, clause.high)
    names = lemmas(place.text) if place is not None else frozenset[str]()
    inside = not names.isdisjoint(lexicon().raw["locative"]["inside"])
    if place is None or inside or not any(kind_of_noun(lemma) is Kind.MEDIA for lemma in names):
        return []
    return with_listed(reading, [named(reading, head, "locative") for head in joined(place)])


def _told_before(verb: Token, clause: Clause, light: Light) -> Token | None:
    """What is told, before the verb: "новину про обшук поширила газета", "брехня про обшук знов поширюється"."""
    if any(child.lower_ == "щоб" for child in verb.children):
        return None
    for child in verb.children:
        if child.dep_ in ("obj", "nsubj") and clause.low <= child.i < verb.i and lemmas(child.text) & light.nouns:
            return child
    return None


def _speech_noun(state: State, verb: Token, clause: Clause, nouns: frozenset[str]) -> Token | None:
    right = range(verb.i + 1, min(verb.i + 5, clause.high))
    left = range(verb.i - 1, max(verb.i - 4, clause.low) - 1, -1)
    for number in (*right, *left):
        token: Token = state.reading.doc[number]
        between = state.reading.doc[min(number, verb.i) + 1 : max(number, verb.i)]
        if any(one.text in ",.;:" or finite(one) for one in between):
            continue
        if (token.pos_ == "NOUN" or infinitive(token)) and lemmas(token.text) & nouns:
            return token
    return None


def _noun_content(state: State, noun: Token, clause: Clause, light: Light) -> Stretch | None:
    if light.feeling and noun.i + 1 < clause.high and infinitive(state.reading.doc[noun.i + 1]):
        return _felt(state.reading, noun, clause)
    first = contents.complement_start(state.reading, noun, clause)
    if first is not None:
        return contents.stretch(state.reading, first, clause.high)
    if noun.i + 1 >= clause.high:
        return None
    if light.feeling:
        return _felt(state.reading, noun, clause)
    told = _infinitive_after(state.reading, noun, clause)
    if told is not None:
        return contents.stretch(state.reading, told, contents.object_end(state.reading, told, clause))
    if infinitive(noun):
        thing = state.reading.doc[noun.i + 1]
        if noun not in (thing.head, thing.head.head):
            return None
        return contents.stretch(state.reading, thing.i, contents.object_end(state.reading, thing.i, clause))
    to_whom = state.reading.doc[noun.i + 1]
    if light.to_whom and feature(to_whom, "Case") == "Dat":
        return contents.stretch(state.reading, to_whom.i, contents.object_end(state.reading, to_whom.i, clause))
    if noun.i + 2 >= clause.high or state.reading.words[noun.i + 1] not in (_ABOUT if light.about else _BEFORE_TOPIC):
        return None
    first = noun.i + 2 + (state.reading.words[noun.i + 1 : noun.i + 3] == ["на", "тему"])
    return contents.stretch(state.reading, first, contents.object_end(state.reading, first, clause))


def _felt(reading: Reading, noun: Token, clause: Clause) -> Stretch | None:
    """What a feeling is about: an infinitive or a noun in the genitive or instrumental right behind it, or one behind
    "щодо" and the like; not where or to whom it was expressed."""
    first = noun.i + 1
    if reading.words[first : first + 2] == ["з", "приводу"]:
        first += 2
    elif reading.words[first] in (*_ABOUT, "через"):
        first += 1
    else:
        token = reading.doc[first]
        own = (token.head if token.pos_ in ("ADJ", "DET") else token).pos_ in ("NOUN", "PROPN")
        told = infinitive(token) or (own and feature(token, "Case") in ("Gen", "Ins"))
        inside = reading.words[first] in ("у", "в") and lemmas(noun.text) & set(lexicon().raw["felt_in"]["nouns"])
        if not (told or inside) and reading.words[first] != "до":
            return None
    end = contents.object_end(reading, first, clause)
    tag = (n for n in range(first, end - 1) if reading.doc[n].text == "," and finite(reading.doc[n + 1]))
    return contents.stretch(reading, first, next(tag, end))


def _infinitive_after(reading: Reading, noun: Token, clause: Clause) -> int | None:
    """Where what is asked for begins behind the noun, its owner and a dash: "умову – підписати", "пропозицію мерки
    продати"."""
    for number in range(noun.i + 1, min(clause.high, noun.i + _OWNER)):
        token = reading.doc[number]
        if infinitive(token):
            return None if infinitive(noun) else number
        if token.text not in "–—-" and feature(token, "Case") != "Gen":
            return None
    return None


def _particle(state: State, token: Token) -> Iterator[Draft]:
    """ "…, мовляв, …" where no verb of speech stands before it in the clause."""
    reading, clause = state.reading, clause_of(state.reading, token)
    if any(number < token.i for number in state.cue_tokens(clause)) or token.i == clause.low:
        return
    verb = next((one for one in reversed(reading.doc[clause.low : token.i]) if finite(one)), None)
    first = token.i + 2 if token.i + 1 < clause.high and reading.doc[token.i + 1].text == "," else token.i + 1
    content = contents.stretch(reading, first, clause.high)
    if verb is None or content is None:
        return
    entry = state.lexicon.raw["particle"][0]
    for source in sources_of(reading, verb, clause.low, token.i):
        yield Draft(
            token.idx, (token.idx, end_of(token)), source, Stance(entry["stance"]), Act(entry["act"]), "particle",
            content, QuoteType.INDIRECT, CueKind.PARENTHETICAL, "мовляв", confidence=0.6,
        )  # fmt: skip
