"""What is said: the stretch that a cue governs, by frame; nothing here decides who says it."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.attributive import is_attributive, is_pair
from kg.extract.draft import Stretch
from kg.extract.phrases import converb, finite, infinitive
from kg.extract.reading import Reading, end_of
from kg.extract.subjects import parted
from kg.nlp.tagged import feature

COMPLEMENTIZERS = {"що", "щоб", "чи", "як", "нібито", "начебто", "ніби", "мовляв", "буцім", "буцімто", "аби", "щоби"}
INTERROGATIVES = COMPLEMENTIZERS | {
    "хто", "де", "коли", "чому", "скільки", "куди", "звідки", "який", "яка", "яке", "які", "яких", "якого", "якої",
    "яку", "якому", "яким", "якими", "якій", "наскільки", "навіщо", "кого", "кому", "ким", "чого", "чим", "чиї", "чий",
}  # fmt: skip
MANNER = {"як"}  # opens a clause of content only behind verbs of telling and showing
SEEMINGLY = {"нібито", "начебто"}
ADVERBIAL = frozenset({"адже", "бо", "оскільки", "коли", "тоді", "після", "тому"})
"""Words that open an adverbial clause or a main one behind an object."""
_SUCH = frozenset({"такі", "таких", "таким", "такими", "такий", "така", "таке"})
_OPENING = 4  # tokens at the start of a clause among which an opening "про" stands
QUOTES = '"«»“”„'
"""Quotation marks of any kind."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence (or the part of it outside or inside a quotation) in which a cue stands, as token numbers."""

    low: int
    high: int


def clause_of(reading: Reading, cue: Token) -> Clause:
    """The tokens of the cue's sentence that lie on its side of the quotation marks."""
    start, end = reading.sentence_of(cue.idx)
    quotation = reading.quotation_at(cue.idx)
    if quotation:
        inner = quotation.inner
        start, end = max(start, inner[0]), min(end, inner[1])
    numbers = reading.numbers(start, end)
    if not numbers:
        return Clause(cue.i, cue.i + 1)
    return Clause(numbers.start, min(_relative_end(reading, cue, numbers.stop), _main_clause(cue, numbers.stop)))


def _main_clause(cue: Token, high: int) -> int:
    """The comma behind which the main clause begins in whose adverbial clause the cue stands: "Коли мер попросив
    зачекати, рада пішла"; else `high`."""
    main = cue.head
    before = [child for child in cue.children if child.i < cue.i and child.lower_ not in MANNER]
    opened = any(child.dep_ == "mark" or child.lower_ == "коли" for child in before)
    if not (cue.dep_.startswith("advcl") and opened) or main.i < cue.i or not finite(cue):
        return high
    first = min([main.i, *(child.left_edge.i for child in main.children if child.left_edge.i > cue.i)])
    return next((place for place in range(first - 1, cue.i, -1) if cue.doc[place].text == ","), high)


def _relative_end(reading: Reading, cue: Token, high: int) -> int:
    """Where the relative clause of the cue ends: at the comma behind which the main clause's verb goes on."""
    if not any(child.i < cue.i and feature(child, "PronType") == "Rel" for child in cue.children):
        return high
    return relative_end(reading, cue.i + 1, high)


def relative_end(reading: Reading, first: int, high: int) -> int:
    """Where a relative clause ends that goes on from token `first`, its verb or a word before it, to `high` at most."""
    verb = next((number for number in range(first - 1, high) if finite(reading.doc[number])), first)
    for number in range(max(first, verb + 1), high - 1):
        following = reading.doc[number + 1]
        if following.lower_ in ("не", "також", "і", "й", "теж") and number + 2 < high:
            following = reading.doc[number + 2]
        if reading.doc[number].text == "," and finite(following) and following.dep_ not in ("conj", "parataxis"):
            return number
    return high


def _stops(token: Token, cue: Token) -> bool:
    return token.text in ";:" or (finite(token) and token.dep_ not in ("aux", "cop") and token != cue)


def complement_start(reading: Reading, cue: Token, clause: Clause, words: set[str] = COMPLEMENTIZERS) -> int | None:
    """The number of the first token of the complement clause, its complementizer left out; None where there is none.

    Looks for ", що" after the cue with no finite verb between; ", про те, що" counts, a relative "що" after a noun
    may slip in.
    """
    linked = _linked_complement(cue, clause, words)
    for number in range(cue.i + 1, min(clause.high - 1, cue.i + 40)):
        token = reading.doc[number]
        if reading.words[number - 1] in ("того", "тим") and reading.words[number + 1] == "як":
            break
        opened = number + 2 if reading.words[number + 1] in QUOTES else number + 1  # 'заявив, "що не піде"'
        if token.text in ",–—" and _complementizer(reading, opened, clause, words):
            return _content_from(reading, opened, clause)
        if token.text != "," and (_stops(token, cue) or converb(token)):
            break
    return _content_from(reading, linked, clause) if linked is not None else None


def _linked_complement(cue: Token, clause: Clause, words: set[str]) -> int | None:
    for child in cue.children:
        if child.dep_ in ("ccomp", "csubj") and child.i > cue.i:
            marks = [
                one.i
                for one in child.children
                if one.dep_ == "mark" and one.lower_ in words and cue.i < one.i < clause.high
            ]
            if marks:
                return marks[0]
    return None


def _complementizer(reading: Reading, number: int, clause: Clause, words: set[str]) -> bool:
    if number >= clause.high:
        return False
    if reading.words[number] in words:
        such = reading.words[number] == "як" and not _SUCH.isdisjoint(reading.words[max(0, number - 6) : number])
        such = such or is_pair(reading.words[number : clause.high])
        return not such and not is_attributive(reading, number)  # not "такі видання, як Луна"
    if "який" not in words or reading.doc[number].pos_ != "ADP" or reading.doc[number - 2].pos_ == "NOUN":
        return False
    first, second = (*reading.words[number + 1 : min(number + 3, clause.high)], "", "")[:2]
    on_noun = reading.doc[number + 1].pos_ == "NOUN" if first else False  # "на основі яких даних"
    return first in words or (on_noun and second in words - COMPLEMENTIZERS)


def that_clause(reading: Reading, number: int, clause: Clause) -> int | None:
    """Where the clause of "на тому, що …", "за те, щоб …" begins."""
    if reading.words[number + 1] not in ("те", "тому", "тім"):
        return None
    return complement_start(reading, reading.doc[number], clause)


def _content_from(reading: Reading, number: int, clause: Clause) -> int | None:
    word = reading.words[number]
    if word in ("що", "мовляв"):
        number += 1
        while number < clause.high and reading.words[number] in {",", "мовляв"} | SEEMINGLY:
            number += 1
    elif word in ("нібито", "начебто", "буцім", "буцімто"):
        number += 1
    return number if number < clause.high else None


def stretch(reading: Reading, low: int, high: int) -> Stretch | None:
    """Tokens `low`..`high` as a stretch without outer quotation marks and closing punctuation; None where nothing is
    left."""
    if low >= high:
        return None
    start, end = reading.strip(reading.doc[low].idx, end_of(reading.doc[high - 1]))
    start, end = _unquoted(reading, start, end)
    words = reading.text[start:end]
    if words.endswith('"') and words.count('"') % 2:
        end -= 1  # 'заявив, "що не піде"'
    return (start, end) if end - start > 1 else None


def _unquoted(reading: Reading, start: int, end: int) -> Stretch:
    one = reading.marked.get((start, end))
    return reading.strip(*one.inner, chars=" .,;\r\n") if one is not None else (start, end)


def clause_end(reading: Reading, cue: Token, first: int, clause: Clause, cues: list[int], refusals: list[int]) -> int:
    """The token number where the content that begins at `first` ends: the clause's end, or where a coordinated or
    trailing cue begins.

    `cues` are the token numbers of the other cue words in the clause, `refusals` those of verbs that may refuse.
    """
    if converb(cue) and first < cue.head.i < clause.high and finite(cue.head):
        commas = [number for number in range(first, cue.head.i) if reading.doc[number].text == ","]
        if commas:
            return commas[-1]
    high = _semicolon(reading, first, clause, [*cues, *refusals])
    for other in cues:
        if other <= first or other >= high:
            continue
        edge = _cut_before(reading, cue, reading.doc[other], first)
        if edge is None and not any(_told_by(reading.doc[one]) for one in cues if first < one < other):
            edge = _opposed(reading, reading.doc[other], first)
        if edge is not None and edge > first:
            return edge
    return high


def _semicolon(reading: Reading, first: int, clause: Clause, cues: list[int]) -> int:
    """The first semicolon behind which somebody speaks in a clause of its own ("…; у компанії це заперечують"), else
    the clause's end."""
    for number in range(first + 1, clause.high - 1):
        if reading.doc[number].text == ";" and reading.words[number + 1] not in COMPLEMENTIZERS:
            end = next((n for n in range(number + 1, clause.high) if reading.doc[n].text == ";"), clause.high)
            if any(number < other < end and finite(reading.doc[other]) for other in cues):
                return number
    return clause.high


def _cut_before(reading: Reading, cue: Token, other: Token, first: int) -> int | None:
    edge = other.i
    while edge > first and reading.doc[edge - 1].pos_ in ("ADV", "PART", "AUX") and reading.doc[edge - 1].text != ",":
        edge -= 1
    before = reading.doc[edge - 1]
    coordinator = before.pos_ in ("CCONJ", "SCONJ") and reading.words[edge - 1] in (
        "і",
        "та",
        "й",
        "а",
        "але",
        "однак",
        "проте",
    )
    closes = coordinator and edge - 2 > first and reading.doc[edge - 2].text == ","
    alike = _same_form(cue, other) or (closes and finite(other) and _same_number(cue, other))
    if coordinator and (alike or parted(other)):
        return edge - 1
    if other.dep_ == "conj" and other.head == cue:
        return _coordinator_edge(reading, other, first)
    if before.text in ",–—" and _trailing(reading, other) and not _predicates(reading, first, edge - 1, other):
        return edge - 1
    if converb(other) and other.head == cue and before.text == ",":
        return edge - 1
    return None


def _predicates(reading: Reading, first: int, end: int, verb: Token) -> bool:
    """Whether what stands there with a relative clause is subject or object of the verb behind it: "дітей, які поїхали,
    попросили вернутися"."""
    words = reading.doc[first:end]
    tag = any(one.dep_ == "nsubj" and one.i > verb.i for one in verb.children)
    own = any(one.head == verb and (one.dep_ in ("obj", "iobj") or (one.dep_ == "nsubj" and not tag)) for one in words)
    return own and all(one.dep_ == "acl:relcl" for one in words if finite(one)) and any(map(finite, words))


def _told_by(verb: Token) -> Token | None:
    """The subject before a finite verb."""
    return next((child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i and finite(verb)), None)


def _opposed(reading: Reading, other: Token, first: int) -> int | None:
    """The comma before another's words that are set against these: "кажуть, що …, а поліція стверджує, що …"."""
    subject = _told_by(other)
    if subject is None or reading.words[other.i + 1 : other.i + 3] != [",", "що"]:
        return None
    number = subject.left_edge.i - 1
    while number > first and reading.words[number] in _OPPOSING:
        number -= 1
    opposed = number < subject.left_edge.i - 1 and number > first
    return number if opposed and reading.doc[number].text == "," else None


_OPPOSING = ("а", "але", "однак", "проте", "натомість", "водночас", "тоді", "як", "і", "й", "та")


def _same_form(one: Token, other: Token) -> bool:
    keys = ("Number", "Gender", "Tense", "Person", "VerbForm")
    return all(feature(one, key) == feature(other, key) for key in keys)


def _same_number(one: Token, other: Token) -> bool:
    return feature(one, "Number") == feature(other, "Number")


def _coordinator_edge(reading: Reading, other: Token, first: int) -> int | None:
    for number in range(other.i - 1, max(first, other.i - 12), -1):
        token = reading.doc[number]
        if token.text == "," or (token.pos_ == "CCONJ" and token.head.i >= other.i):
            while number - 1 > first and (
                reading.doc[number - 1].text == "," or reading.doc[number - 1].pos_ == "CCONJ"
            ):
                number -= 1
            return number
    return None


def behind_relative(reading: Reading, first: int, clause: Clause) -> int:
    """Where the content begins if a relative clause or a participle with its words opens at `first`, behind the source
    and its comma ("За словами мера, який очолює раду, …"): behind the comma that closes it; else `first`."""
    if first >= clause.high:
        return first
    token = reading.doc[first]
    pronoun = reading.doc[first + 1] if token.pos_ == "ADP" and first + 1 < clause.high else token
    if reading.words[pronoun.i] in _RELATIVE:
        verb = next((number for number in range(first, clause.high) if finite(reading.doc[number])), first)
    elif token.pos_ in ("ADJ", "VERB") and token.dep_.startswith(("acl", "amod")) and token.head.i < first:
        verb = first
    else:
        return first
    for number in range(verb + 1, clause.high - 1):
        if reading.doc[number].text == ",":
            goes_on = any(finite(one) or one.pos_ in ("VERB", "ADJ") for one in reading.doc[number + 1 : clause.high])
            return behind_relative(reading, number + 1, clause) if goes_on else first
    return first


def within_relative(reading: Reading, tag: int, after: int, clause: Clause) -> Stretch | None:
    """What a tag right behind a relative pronoun is about: the rest of that clause ("мер, який, за словами сусідів,
    брав хабарі, втік"). `tag` is the first token of the tag, `after` the first behind it and its comma; None where no
    relative pronoun stands before the tag or the clause goes on to the end."""
    pronoun = tag - 2
    if pronoun < 1 or reading.doc[tag - 1].text != "," or reading.words[pronoun] not in _RELATIVE:
        return None
    if reading.doc[pronoun - 1].text != "," and reading.doc[pronoun - 1].pos_ != "ADP":
        return None
    end = relative_break(reading, after, clause.high)
    return stretch(reading, after, end) if end is not None else None


def relative_break(reading: Reading, first: int, high: int) -> int | None:
    """The comma behind the verb of a relative clause that goes on from `first`, if another verb follows it."""
    verb = next((number for number in range(first, high) if finite(reading.doc[number])), high)
    for number in range(verb + 1, high - 1):
        behind = reading.doc[number + 1 : high]
        if reading.doc[number].text == "," and (reading.words[number + 1] == "це" or any(map(finite, behind))):
            return number
    return None


_RELATIVE = (
    "де", "що", "який", "яка", "яке", "які", "якого", "якої", "яких", "якому", "якій", "яким", "якою", "якими", "яку",
)  # fmt: skip


def _trailing(reading: Reading, verb: Token) -> bool:
    """Whether the verb heads a closing tag such as ", передає агенція": nothing but its phrase up to the sentence's
    end."""
    end = reading.sentence_of(verb.idx)[1]
    rest = list(reading.tokens(end_of(verb), end))
    return 0 < len(rest) <= 14 and not any(token.text in ",:;" or finite(token) for token in rest)


def topic(reading: Reading, cue: Token, clause: Clause) -> Stretch | None:
    """The noun phrase after "про" or "щодо" ("повідомив про обшук"), its preposition left out."""
    for number in range(cue.i + 1, min(clause.high - 1, cue.i + 12)):
        if reading.doc[number].text in ",:;" or finite(reading.doc[number]):
            return None
        if reading.words[number] in _ABOUT and reading.words[number + 1] not in _VAGUE:
            return stretch(reading, number + 1, object_end(reading, number + 1, clause))
    return None


_ABOUT = ("про", "щодо", "стосовно")
_VAGUE = ("це", "те", "себе", "нього", "цього")


def moved_topic(reading: Reading, cue: Token, clause: Clause) -> Stretch | None:
    """The noun phrase of an opening "про" before the cue: "Про обшук у мерії повідомило джерело"."""
    opening = range(clause.low, min(clause.low + _OPENING, cue.i - 1))
    number = next((n for n in opening if reading.words[n] == "про"), None)
    if number is None or any(one.text in ",;:" or finite(one) for one in reading.doc[clause.low : cue.i]):
        return None
    noun = reading.doc[number].head
    if noun.i <= number or reading.words[number + 1] in ("це", "те", "себе", "нього", "таке"):
        return None
    return stretch(reading, number + 1, min(noun.right_edge.i + 1, cue.i))


def object_end(reading: Reading, first: int, clause: Clause, breaks: frozenset[str] = ADVERBIAL) -> int:
    """Where the object that begins at `first` ends: the clause's end, or a comma that opens a new main clause or one of
    those that `breaks` open."""
    for number in range(first, clause.high):
        token = reading.doc[number]
        if token.text in ";:" and number > first:
            return number
        if token.text == "," and number + 1 < clause.high:
            following = reading.doc[number + 1]
            word = reading.words[number + 1]
            goes_on = word == "а" and _also(reading, number + 1, clause)
            if (
                (following.pos_ == "CCONJ" and word in ("а", "але", "однак", "проте") and not goes_on)
                or converb(following)
                or word in breaks
            ):
                return number
        if token.pos_ == "CCONJ" and _goes_on_acting(reading, first, number + 1, clause):
            return number
    return clause.high


def _goes_on_acting(reading: Reading, first: int, number: int, clause: Clause) -> bool:
    """Whether a verb that is not coordinated with one of the object's stands at token `number` or behind adverbs."""
    for verb in reading.doc[number : min(number + 3, clause.high)]:
        if finite(verb):
            return not (verb.dep_ == "conj" and first <= verb.head.i < number and finite(verb.head))
        if verb.pos_ not in ("ADV", "PART"):
            return False
    return False


def _also(reading: Reading, number: int, clause: Clause) -> bool:
    """Whether "а також" at token `number` joins another object, not another verb: "про дефіцит, а також про страйк"."""
    if number + 2 >= clause.high or reading.words[number + 1] != "також":
        return False
    for token in reading.doc[number + 2 : clause.high]:
        if token.text in ",;:" or finite(token) or infinitive(token):
            return token.text in ",;:"
    return True
