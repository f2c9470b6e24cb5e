"""What carries the content of a cue verb, frame by frame: clauses, pointing back, topics, demands, charges, objects.

Not for deciding whether the verb is an act of speech (`verbs`) or where a stretch ends (`contents`).
"""

from collections.abc import Callable

from spacy.tokens import Token

from kg.extract import contents, turned
from kg.extract.awaited import expected, threatened
from kg.extract.contents import Clause
from kg.extract.demanded import demanded
from kg.extract.draft import Stretch
from kg.extract.judging import naming, rated
from kg.extract.lexicon import Frame, lexicon
from kg.extract.phrases import converb, finite, infinitive, times
from kg.extract.pointing import POINTED, back
from kg.extract.reading import Reading
from kg.extract.sources import in_dative, origin_of
from kg.extract.state import Found, State
from kg.extract.subjects import speaks, subject_behind
from kg.extract.targets import bare, deniable, moved_target, object_before, target_content
from kg.model import Kind, QuoteType, Stance
from kg.nlp.forms import lemmas, parses
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

_TELLING = ("tell", "announce", "say", "show", "write", "write down", "explain")
_ASKED = ("tell", "announce", "say", "explain", "forecast")  # "пояснив, чому ціни зросли"
_FIRST = {"demand": ("infinitive",), "promise": ("infinitive",), "accuse": ("charge",)}  # tried before the others
_QUOTED = ("clause", "infinitive", "charge", "object", "on", "stand", "link", "topic", "threat")
"""Frames that count for a verb inside a quotation; "Думаю, …" besides."""


def first_found(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    """The content by the first of the verb's frames that carries one; None where the verb has none."""
    quoted = state.reading.quotation_at(token.idx) is not None
    counted = (*_QUOTED, "colon") if _own(token) or (infinitive(token) and _own(token.head)) else _QUOTED
    for name in sorted(_FINDERS, key=lambda name: name not in _FIRST.get(frame.group, ())):
        if name not in frame.frames or (quoted and name not in counted):
            continue
        found = _FINDERS[name](state, token, frame, clause)
        if found is not None:
            return found
    return None


def _own(verb: Token) -> bool:
    """ "Думаю", "мені здається"."""
    who = in_dative(verb)
    return feature(verb, "Person") == "1" or (who is not None and who.lower_ in ("мені", "нам"))


def _clause(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    if turned.tagged(reading, token, clause) or turned.after_dash(reading, token):
        return None
    words = contents.INTERROGATIVES if frame.group in _ASKED else contents.COMPLEMENTIZERS
    if frame.group not in ("demand", "promise"):
        words = words - {"щоб", "щоби", "аби"}
    elif frame.group == "demand" and frame.lemma not in state.lexicon.raw["demanding"]["claiming"]:
        words = words - {"що"}  # "закликав держави, що є членами союзу, …"
    if frame.group not in _TELLING:
        words = words - contents.MANNER
    first = contents.complement_start(reading, token, clause, words)
    if first is None or (frame.group in ("confirm", "admit", "deny", "reject") and first - token.i > 7):
        return None
    if _is_question(reading, token.i, first):
        return None
    end = contents.clause_end(reading, token, first, clause, state.cue_tokens(clause), state.refusal_tokens(clause))
    content = contents.stretch(reading, first, end)
    if content is not None and reading.text[slice(*content)] in contents.INTERROGATIVES:  # "Пояснюємо, чому"
        return None
    return Found("clause", content, quote=_quote_type(reading, content)) if content else None


def _is_question(reading: Reading, cue: int, first: int) -> bool:
    """Whether the clause that begins at `first` is what was asked: "відповідаючи на запитання, чи міст цілий"."""
    comma = next((number for number in range(first - 1, cue, -1) if reading.doc[number].text == ","), cue)
    asked = lexicon().raw["asking"]["nouns"]
    return comma > cue + 1 and not lemmas(reading.words[comma - 1]).isdisjoint(asked)


def _colon(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    """ "Мер додав: міст відкриють", "лікар каже – буде краще", "речник додав, за планом роботи закінчать": no "що"."""
    reading = state.reading
    for number in range(token.i + 1, min(clause.high - 2, token.i + _TO_COLON)):
        mark = reading.doc[number]
        if mark.text in ":–—" or (mark.text == "," and number == token.i + 1):
            content = contents.stretch(reading, number + 1, clause.high)
            joined = mark.text == "," and (converb(token) or not _asyndetic(reading, number + 1, clause, _own(token)))
            return None if joined or content is None else Found("colon", content, quote=_quote_type(reading, content))
        if finite(mark) or mark.text in ",;" or mark.dep_ in ("obj", "obl"):
            return None
    return None


_TO_COLON = 9
"""Tokens between a cue and the colon behind its source."""


def _asyndetic(reading: Reading, number: int, clause: Clause, own: bool) -> bool:
    """Whether a main clause without a conjunction begins there; `own`: behind "думаю", which a condition may follow."""
    first = reading.doc[number]
    if own and reading.words[number] in ("коли", "якщо", "якби"):
        return True
    said = own and finite(first) and feature(first, "Person") != "2"  # "сподіваюся, впораємося"
    linked = first.pos_ in ("SCONJ", "CCONJ", "VERB", "AUX", "PUNCT") or feature(first, "PronType") in ("Rel", "Int")
    linked = linked and not said
    other = any(feature(one, "PronType") == "Rel" for one in reading.doc[number : number + 2])
    return not linked and not other and any(_predicates(one) for one in reading.doc[number : clause.high])


def _predicates(token: Token) -> bool:
    """Whether the word makes a clause: a finite verb, an adjective with a subject of its own ("ніхто не готовий")."""
    subject = any(child.dep_.startswith("nsubj") for child in token.children)
    nominal = token.pos_ in ("ADJ", "NOUN", "ADV", "ADP") and feature(token, "Case") in ("Nom", "")
    return finite(token) or (subject and (nominal or token.dep_ in ("ROOT", "ccomp", "parataxis")))


def _quote_type(reading: Reading, content: Stretch | None) -> QuoteType:
    if content is None:
        return QuoteType.NONE
    marked = any(
        content[0] <= one.start < content[1] for one in reading.beginning(*content) if one.end - one.start > 12
    )
    return QuoteType.MIXED if marked else QuoteType.INDIRECT


def _inverted(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    content = turned.as_reported(reading, token, clause) or turned.fronted(reading, token, clause)
    alone = token.i + 1 == len(reading.doc) or token.nbor().pos_ != "ADP"  # not "досвідчені, впевнені в собі лікарі"
    if content is None and (finite(token) or frame.impersonal or (frame.adjective and alone)):
        content = turned.inverted(reading, token, clause)
    if content and frame.stance is Stance.DENIES and not any(map(finite, reading.tokens(*content))):
        return None  # "інформацію, наведену в газеті, спростувала мерія"
    return Found("inverted", content, quote=_quote_type(reading, content)) if content else None


def _shown(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    """What a picture that is spread is to show, or news are about: "поширюють відео, на якому нібито видно вибух",
    "поширюють новину про вибух"."""
    table = state.lexicon.raw["locative"]
    if not lemmas(token.text) & set(table["spreading"]):
        return None
    reading = state.reading
    if (about := _matter(reading, token, clause, table["matters"])) is not None:
        return Found("shown", about)
    for number in range(token.i + 1, min(clause.high - 3, token.i + _PICTURE)):
        if reading.words[number] != ",":
            continue
        first = number + 2 if reading.doc[number + 1].pos_ == "ADP" else number + 1
        if not lemmas(reading.words[number - 1]) & set(table["pictures"]) or reading.words[first] not in _RELATIVE:
            return None
        first += 1 + (reading.words[first + 1] in contents.SEEMINGLY)
        content = contents.stretch(reading, first, contents.object_end(reading, first, clause))
        return Found("shown", content) if content else None
    return None


def _matter(reading: Reading, verb: Token, clause: Clause, nouns: list[str]) -> Stretch | None:
    """What stands behind "про" and the object of a verb of spreading."""
    noun = _object_of(verb)
    if noun is None or lemmas(noun.text).isdisjoint(nouns) or noun.i + 2 >= clause.high:
        return None
    if reading.words[noun.i + 1] not in ("про", "щодо") or reading.words[noun.i + 2] in ("те", "це"):
        return None
    return contents.stretch(reading, noun.i + 2, contents.object_end(reading, noun.i + 2, clause))


_PICTURE = 5
"""Tokens behind a verb of spreading within which the picture's noun ends."""
_RELATIVE = contents.INTERROGATIVES - contents.COMPLEMENTIZERS


def _topic(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    content = contents.topic(state.reading, token, clause)
    if content is not None:
        return Found("topic", content)
    moved = contents.moved_topic(state.reading, token, clause)
    return Found("about", moved) if moved else None


def _infinitive(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    content = demanded(state.reading, token, clause)
    return Found("infinitive", content) if content else None


def _on(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    """ "наполягала на домашньому арешті", "сподівається на угоду": the preposition belongs to the content."""
    reading = state.reading
    for number in range(token.i + 1, min(clause.high - 1, token.i + 3)):
        if reading.words[number] == "на" and not (frame.group == "refer" and _is_source(reading.doc[number].head)):
            first = contents.that_clause(reading, number, clause) or number
            content = contents.stretch(reading, first, contents.object_end(reading, first, clause))
            return Found("on", content) if content else None
    return None


def _is_source(noun: Token) -> bool:
    """Whether the one referred to is somebody's word, so that the phrase is a relay."""
    return speaks(noun) or bool(lemmas(noun.text) & POINTED) or origin_of(noun) is not None


def _stand(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    """ "виступили проти плану", "за ініціативу висловилися": for or against something."""
    reading = state.reading
    right = range(token.i + 1, min(clause.high - 1, token.i + 6))
    for number in (*right, *range(clause.low, max(clause.low, token.i - 1))):
        if number > token.i and (finite(reading.doc[number]) or reading.doc[number].text in ".,;:"):
            break
        against = reading.words[number] == "проти"
        if not against and not (reading.words[number] == "за" and _accusative(reading.doc[number + 1])):
            continue
        end = contents.object_end(reading, number, clause) if number > token.i else token.i
        content = contents.stretch(reading, number, end)
        told = content is not None and " " in reading.text[slice(*content)]  # not "двоє виступили проти"
        return Found("stand", content) if told else None
    return None


def _accusative(token: Token) -> bool:
    timed = bool(lemmas(token.text) & times())
    return (feature(token, "Case") in ("Acc", "") and not timed) or token.lower_ == "те"


def _link(state: State, token: Token, _frame: Frame, clause: Clause) -> Found | None:
    """ "пов'язує затримання з голосуванням": an object and what it is tied to."""
    reading = state.reading
    target = _object_of(token)
    tied = [n for n in range(token.i + 1, min(clause.high - 1, token.i + 14)) if reading.words[n] in ("з", "із", "зі")]
    if not tied or (target is None and reading.doc[token.i + 1].i != tied[0]):
        return None
    first = target.left_edge.i if target is not None and target.left_edge.i > token.i else token.i + 1
    content = contents.stretch(reading, first, contents.object_end(reading, first, clause))
    return Found("link", content) if content else None


def _locative_next(reading: Reading, number: int) -> bool:
    following = reading.doc[number + 1 : number + 3]
    return any(
        feature(one, "Case") == "Loc" or any("loct" in str(parse.tag) for parse in parses(one.text))
        for one in following
    )


def _charge(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading = state.reading
    if frame.group == "tell" and not _confessed(reading, token.i + 1):
        return None
    for number in range(token.i + 1, min(clause.high - 1, token.i + 14)):
        if finite(reading.doc[number]) or reading.doc[number].text in ".;:":
            break
        if (reading.words[number] in ("у", "в") and _locative_next(reading, number)) or reading.words[number] == "за":
            if reading.words[number + 1] == "тому":
                return None
            first = number + 1 if number == token.i + 1 else token.i + 1
            content = contents.stretch(reading, first, contents.object_end(reading, number, clause))
            return Found("charge", content) if content else None
    return None


def _confessed(reading: Reading, number: int) -> bool:
    """Whether what somebody confesses stands there: "зізнався у крадіжці", not "зізнався в ефірі", "у Києві"."""
    noun = reading.doc[number].head if number < len(reading.doc) and reading.words[number] in ("у", "в") else None
    return noun is not None and noun.i > number and bool(lemmas(noun.text) & set(lexicon().raw["confessing"]["what"]))


def _object_of(token: Token) -> Token | None:
    """The object behind the verb, its own or that of the verb it is coordinated with."""
    for governor in (token, token.head) if token.dep_ == "conj" else (token,):
        for child in governor.children:
            near = child.i > token.i and not any(one.text in ",;:" for one in token.doc[token.i : child.left_edge.i])
            if child.dep_ in ("obj", "iobj") and near and child.pos_ != "PRON" and child != subject_behind(governor):
                return child
    return None


def _object(state: State, token: Token, frame: Frame, clause: Clause) -> Found | None:
    reading, target = state.reading, _object_of(token)
    if frame.group == "rule out" and _by_paper(token):
        return None
    if frame.stance in (Stance.DENIES, Stance.CONFIRMS):
        before = object_before(token, clause)
        if target is None and before is not None and deniable(state, frame, before):
            return moved_target(state, token, before, clause)
        return target_content(state, token, target, clause) if target and deniable(state, frame, target) else None
    if frame.group == "judge" and target is None and any(map(_is_somebody, token.children)):
        return Found("object", None, quote=QuoteType.NONE)
    if target is None or not _sayable(frame, target):
        return None
    first = min(target.left_edge.i, target.i) if target.left_edge.i > token.i else target.i
    moved = [one for one in token.children if one.dep_ in ("obj", "nsubj") and one.i < token.i]
    if frame.group == "ascribe":
        behind = [one for one in token.children if one.i > token.i and one.dep_ in ("obj", "iobj", "obl")]
        to_whom = any(feature(one, "Case") == "Dat" for one in behind)
        if not to_whom or not (moved or len(behind) > 1) or _by_paper(token):
            return None  # it takes what is ascribed and to whom; not "закон приписує водіям"
        if len(behind) == 1:  # "вибух приписують рибалкам"
            first = moved[0].left_edge.i
    content = contents.stretch(reading, first, contents.object_end(reading, target.i, clause))
    return Found("object", content) if content else None


def _is_somebody(word: Token) -> bool:
    """Whether the word is a personal pronoun as an object: "її критикують"."""
    return word.dep_ in ("obj", "iobj") and feature(word, "PronType") == "Prs"


def _by_paper(verb: Token) -> bool:
    """Whether a document, and nobody, is the verb's subject: "договір виключає можливість оренди"."""
    subjects = (child for child in verb.children if child.dep_.startswith("nsubj"))
    return any(kind_of_noun(child.lemma_) in (Kind.DOCUMENT, None) and child.pos_ == "NOUN" for child in subjects)


def _sayable(frame: Frame, target: Token) -> bool:
    """Whether the object is something that one says: a demanded thing, a figure, a matter."""
    if frame.group == "demand":
        money = target.pos_ == "NUM" or any(child.dep_.startswith("nummod") for child in target.children)
        punished = lexicon().raw["sentence"]["nouns"]
        if money and any(lemmas(child.text) & set(punished) for child in target.children):
            return True  # "просить 5 років ув'язнення"
        genitive = feature(target, "Case") == "Gen" or any("gent" in str(parse.tag) for parse in parses(target.text))
        return genitive and not money and feature(target, "Animacy") != "Anim"
    if frame.group in ("await", "promise"):
        named = target.pos_ == "PROPN" or feature(target, "Animacy") == "Anim"
        denied = any(child.lower_ == "не" for child in target.head.children)
        if frame.group == "await" and not _foresees(target.head):
            return False
        return not (named or denied or _by_paper(target.head) or frame.lemma in lexicon().raw["doing"]["lemmas"])
    return not frame.objects or bool(lemmas(target.text) & frame.objects)


def _foresees(verb: Token) -> bool:
    """Whether the verb's subject is a speaker in the first person, a state or a body, none of which stands in a queue:
    "банк очікує зростання цін", not "пасажири очікують рейс"."""
    if feature(verb, "Person") == "1":
        return True
    for child in verb.children:
        if child.dep_ != "nsubj" and feature(child, "Case") != "Loc":
            continue
        state = child.dep_ == "nsubj" and child.ent_type_ == "LOC"
        if state or child.ent_type_ == "ORG" or kind_of_noun(child.lemma_) in _BODIES:
            return True
    return False


_BODIES = (Kind.ORGANIZATION, Kind.MEDIA, Kind.STATE)


_FINDERS: dict[str, Callable[[State, Token, Frame, Clause], Found | None]] = {
    "clause": _clause,
    "back": back,
    "inverted": _inverted,
    "shown": _shown,
    "charge": _charge,
    "infinitive": _infinitive,
    "on": _on,
    "stand": _stand,
    "link": _link,
    "topic": _topic,
    "naming": naming,
    "rated": rated,
    "object": _object,
    "from": expected,
    "threat": threatened,
    "bare": bare,
    "colon": _colon,
}
