"""The subject of a verb, its own or shared, as a parse that may be wrong gives it, and what can be one that speaks.

Not for speakers that are no subjects (places, datives): those are in `kg.extract.sources`.
"""

from functools import cache
from typing import Any

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.phrases import NOMINAL, conjuncts, converb, finite, relative_head, times
from kg.model import Kind
from kg.nlp import gazetteer
from kg.nlp.forms import lemmas, parses
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

_WITHIN = 12
"""Tokens behind a first subject in which a second one may stand."""
_GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}


@cache
def _words(name: str) -> frozenset[str]:
    """A list of the table `subject`: words for parts of a group, for persons told before, for nobody."""
    return frozenset(load_toml("cues.toml")["subject"][name])


@cache
def _papers() -> frozenset[str]:
    return frozenset(load_toml("cues.toml")["layout"]["document_heads"])


def may_be_nominative(noun: Token) -> bool:
    """Whether the noun is in the nominative, or its form could be one and the tagger may have erred."""
    if feature(noun, "Case") in ("Nom", "") or noun.pos_ == "X":
        return True
    return any(map(_is_nominative, parses(noun.text)))


def _is_nominative(parse: Any) -> bool:
    """Whether a reading is in the nominative; some nouns on -ння have it without a case in the dictionary."""
    return parse.tag.case == "nomn" or (parse.tag.case is None and parse.tag.POS == "NOUN")


def agrees(verb: Token, noun: Token) -> bool:
    """Whether a verb can have the noun as its subject by case, number and gender, as far as dictionary and tagger
    know."""
    if not may_be_nominative(noun):
        return False
    number, gender = feature(verb, "Number"), feature(verb, "Gender")
    coordinated = any(child.dep_ == "conj" for child in noun.children)
    if number == "Plur" and not coordinated and noun.pos_ in ("X", "PROPN") and feature(noun, "Number") in ("Sing", ""):
        return False
    readings = [str(parse.tag) for parse in parses(noun.text) if parse.is_known and _is_nominative(parse)]
    if (
        not number
        or not readings
        or noun.pos_ == "NUM"
        or any(child.dep_ in ("conj", "nummod") for child in noun.children)
    ):
        return True
    wanted = "plur" if number == "Plur" else _GENDERS.get(gender)
    fits = [wanted in tag if wanted else "plur" not in tag for tag in readings]
    return any(
        fit or "Fixd" in tag or ("inan" not in tag and "NOUN" not in tag)
        for fit, tag in zip(fits, readings, strict=True)
    )


def subject_behind(verb: Token) -> Token | None:
    """The noun behind a verb that the parse has made its object, where the object stands before it and the noun alone
    agrees: "повідомлення підтвердило джерело", "про пожежу повідомило посольство", "як повідомляв проєкт"."""
    nouns = [child for child in verb.children if child.dep_ == "obj" and child.i > verb.i]
    if len(nouns) != 1 or not finite(verb) or feature(verb, "Number") != "Sing":
        return None
    noun, before = nouns[0], [child for child in verb.children if child.i < verb.i]
    if any(child.dep_.startswith("nsubj") and not _clash(verb, child) for child in before):
        return None
    told = any(_is_object(child, verb) or child.lower_ == "як" for child in before)
    return noun if told and noun.pos_ == "NOUN" and speaks(noun) and agrees(verb, noun) else None


def _is_object(child: Token, verb: Token) -> bool:
    """Whether a word before the verb is its object, though the parse may have it for a subject that does not agree, or
    what is told of."""
    topic = child.dep_ == "obl" and any(one.dep_ == "case" and one.lower_ == "про" for one in child.children)
    own = child.dep_ == "obj" and feature(child, "PronType") != "Rel"  # not "якого цитує «Думка»"
    return own or topic or (child.dep_ == "nsubj" and _clash(verb, child))


def _own_subjects(verb: Token) -> list[Token]:
    turned = subject_behind(verb)
    if turned is not None:
        return [turned]
    found = []
    first = feature(verb, "Person") == "1"
    for child in verb.children:
        if not child.dep_.startswith("nsubj") or child.pos_ not in NOMINAL or (first and child.pos_ != "PRON"):
            continue
        if child.i < verb.i - 1 and child.nbor().text == ":":  # a heading
            continue
        if feature(child, "PronType") == "Rel":
            head = _agreeing(relative_head(child) or _noun_before(child), child)
            if head is not None and speaks(head):
                found.append(head)
        elif speaks(child) and (may_be_nominative(child) or _counted(child)) and not _is_one_of_many(verb, child):
            found.append(child)
        elif child.lower_ == "слова" and (owner := owner_of(child)) is not None:
            found.append(owner)
    return found


def _is_one_of_many(verb: Token, noun: Token) -> bool:
    """Whether a noun is one person where the verb is in the plural, and so its object: "Губарєва називають"."""
    single = noun.ent_type_ == "PERS" and feature(noun, "Number") == "Sing"
    together = any(child.dep_ == "conj" or child.dep_ in ("flat:name", "flat") for child in noun.children)
    return single and feature(verb, "Number") == "Plur" and feature(noun, "Case") in ("Gen", "Acc") and not together


def _counted(noun: Token) -> bool:
    """Whether a numeral before the noun stands in the nominative for it: "кілька джерел", "близько ста лікарів"."""
    roughly = load_toml("titles.toml")["roughly"]
    return any(
        child.dep_ in ("nummod:gov", "det:numgov")
        or child.lower_ in _words("plenty")
        or (child.dep_ == "nummod" and child.i > 0 and child.nbor(-1).lower_ in roughly)
        for child in noun.children
    )


def _agreeing(noun: Token | None, pronoun: Token) -> Token | None:
    """The noun, or the one that it hangs on where it is no antecedent by its number: "заява України і ще 57 країн,
    яка …"."""
    number, gender = feature(pronoun, "Number"), feature(pronoun, "Gender")
    if noun is not None and gender not in ("", feature(noun, "Gender") or gender):
        nearer = _noun_before(pronoun)  # "заперечення Росії, яка …"
        return nearer if nearer is not None and feature(nearer, "Gender") == gender else noun
    if noun is None or not number or feature(noun, "Number") in ("", number):
        return noun
    above = noun.head
    fits = above.pos_ in ("NOUN", "PROPN") and above.i < noun.i and feature(above, "Number") == number
    return above if fits and noun.dep_ in ("nmod", "conj", "appos") else noun


def _noun_before(pronoun: Token) -> Token | None:
    """The noun right before ", який", where the parse has not tied the relative clause to it."""
    comma = pronoun.i - 1
    if comma < 1 or pronoun.doc[comma].text != ",":
        return None
    noun = pronoun.doc[comma - 1]
    return topmost(noun) if noun.pos_ in NOMINAL and feature(noun, "Number") == feature(pronoun, "Number") else None


def nobody(verb: Token) -> bool:
    """Whether the verb's subject is "ніхто" or a question's "хто"."""
    return any(child.lower_ in _words("nobody") and child.dep_.startswith("nsubj") for child in verb.children)


def is_none(noun: Token) -> bool:
    """Whether the noun stands for nobody: "жодним свідком"."""
    return any(not lemmas(one.text).isdisjoint(_words("none")) for one in (noun, *noun.children))


def mute_subject(verb: Token) -> bool:
    """Whether the verb has a subject of its own that cannot speak: "ранок підтвердив, що …"."""
    if nobody(verb):
        return True
    return any(
        child.dep_ == "nsubj"
        and (
            child.lower_ in _words("empty")
            or (child.pos_ == "NOUN" and feature(child, "Case") == "Nom" and not speaks(child))
        )
        for child in verb.children
    )


def joined(head: Token) -> list[Token]:
    """The head and its conjuncts as far as they stand together: no verb, and no new prepositional phrase, between."""
    found = [head]
    for one in sorted([*conjuncts(head)[1:], *_listed(head)], key=lambda token: token.i):
        between = head.doc[min(found[-1].i, one.i) + 1 : max(found[-1].i, one.i)]
        cut = any(finite(token) or converb(token) or token.text in ";:" for token in between)
        comma = any(token.text == "," and token.nbor().pos_ == "ADP" for token in between)
        own = any(child.dep_ == "case" for child in head.children)
        if cut or (comma and not own):
            break
        found.append(one)
    return found


def _listed(head: Token) -> list[Token]:
    """Further names behind a noun in the plural: "видання Зоря, Голос і Луна"."""
    titles = (child for child in head.children if child.dep_.startswith(("flat", "appos")))
    if feature(head, "Number") != "Plur":
        return []
    return [one for title in titles for one in conjuncts(title)[1:]]


def governors(verb: Token) -> list[Token]:
    """The verb and the verbs whose subject it may share, nearest first (conjuncts, phase verbs, main verbs of
    converbs)."""
    chain, current = [verb], verb
    for _ in range(4):
        up = current.head
        where = any(child.lower_ == "де" and child.i < current.i and _on_paper(child) for child in current.children)
        where = where and feature(current, "Number") == feature(
            up if current.dep_ != "acl:relcl" else up.head, "Number"
        )
        within = any(feature(child, "PronType") == "Rel" and child.dep_ == "obl" for child in current.children)
        paper = bool(lemmas(up.text) & _papers()) or (within and _is_paper(up))
        if current.dep_ == "acl:relcl" and (where or paper):
            chain.append(up.head)  # "виступив із заявою, в якій спростував …", "написав листа, де заявив …"
            current = up.head
            continue
        shares = current.dep_ in ("conj", "xcomp", "aux", "cop", "xcomp:sp", "xcomp:pred", "csubj") or (
            current.dep_.startswith("advcl") and converb(current)
        )
        shares = shares or where or any(child.lower_ == "чим" and child.i < current.i for child in current.children)
        if up == current or not shares:
            break
        chain.append(up)
        current = up
    chain += [child for child in verb.children if child.dep_ in ("aux", "cop")]
    return chain


def _on_paper(where: Token) -> bool:
    """Whether "де" stands behind a paper, which then holds what is said: "написав допис, де заявив …", not "подзвонив
    до банку, де пояснили …"."""
    if where.i < 2 or where.nbor(-1).text != ",":
        return False
    noun = where.nbor(-2)
    return any(one.pos_ == "NOUN" and _is_paper(one) for one in (noun, noun.head))


def _is_paper(noun: Token) -> bool:
    return bool(lemmas(noun.text) & _papers()) or kind_of_noun(noun.lemma_) is Kind.DOCUMENT


def subjects(verb: Token) -> list[Token]:
    """Heads of the subjects of the verb, its own or shared, coordinated ones apart."""
    for governor in [*governors(verb), *_above(verb)]:
        own = _own_subjects(governor)
        if own and not (governor != verb and _clash(verb, own[0])):
            heads = _one_person(verb, joined(own[0]))
            return heads if len(heads) > 1 else [*heads, *_second(verb, heads[0])]
    beside = _uninflected_before(verb)
    return [beside] if beside is not None else []


def _uninflected_before(verb: Token) -> Token | None:
    """A name that has one form for all cases right before a verb without a subject, which the parse has made something
    else of: "в районах МОЗ радить …"; not the outlet of "в інтерв'ю CNN сказав"."""
    if verb.i == 0 or not finite(verb):
        return None
    name = verb.nbor(-1)
    if name.pos_ not in ("PROPN", "X", "NOUN") or name.sent != verb.sent or not _uninflected(name):
        return None
    governed = any(child.dep_ == "case" for child in name.children) or (name.i > 0 and name.nbor(-1).pos_ == "ADP")
    owned = name.i > 0 and lemmas(name.nbor(-1).text)
    titled = owned and (bool(owned & _papers()) or any(map(kind_of_noun, owned)))
    return name if not governed and not titled and agrees(verb, name) and speaks(name) else None


def _uninflected(name: Token) -> bool:
    """Whether a name is an acronym, or a surname of which the dictionary has one form."""
    if sum(char.isupper() for char in name.text) > 1:
        return True
    known = [parse for parse in parses(name.text) if parse.is_known]
    return name.text[:1].isupper() and bool(known) and all("Fixd" in parse.tag for parse in known)


def _above(verb: Token) -> list[Token]:
    """The verb in whose clause with "що" the parse has put another's: "Мер певен, що сила переможе, та закликав …"."""
    above = verb.head.head if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" else None
    return [above] if above is not None and above.i < verb.head.i else []


def _clash(verb: Token, noun: Token) -> bool:
    """Whether a verb in the past is of another gender than the noun that is to be its subject, or singular beside a
    plural; nothing is known of persons' names."""
    wanted, own = feature(verb, "Gender"), feature(noun, "Gender")
    if wanted and feature(verb, "Number") == "Sing" and feature(noun, "Number") == "Plur" and noun.pos_ == "NOUN":
        return True
    known = feature(noun, "Number") == "Sing" and noun.ent_type_ != "PERS" and noun.pos_ in ("NOUN", "PROPN")
    return bool(known and wanted and own and wanted != own)


def parted(verb: Token) -> bool:
    """Whether the verb goes on not with the verb before it in a clause with "що" but with the one above, by gender."""
    inner = [child for child in verb.head.children if child.dep_ == "nsubj"]
    outer = [one for above in _above(verb) for one in _own_subjects(above)]
    return bool(inner and outer and _clash(verb, inner[0]) and not _clash(verb, outer[0]))


def _one_person(verb: Token, heads: list[Token]) -> list[Token]:
    """Two posts of one person, by the verb in the singular ("розповів експерт та співробітник СБУ Іван Коваль"), or of
    one body, the second behind a comma alone: "конкурент «Зорі», компанія «Луна» заявила"."""
    *posts, last = heads
    singular = feature(verb, "Number") == "Sing"
    apart = len(posts) == 1 and last.head == posts[0] and not any(child.pos_ == "CCONJ" for child in last.children)
    body = kind_of_noun(last.lemma_.lower()) in (Kind.ORGANIZATION, Kind.MEDIA)
    if apart and body and singular and last.i < verb.i and agrees(verb, last):
        return [last]
    bare = all(kind_of_noun(post.lemma_.lower()) in (Kind.PERSON, Kind.UNNAMED) for post in posts)
    titles = [child for head in heads for child in head.children if child.dep_.startswith(("flat", "appos"))]
    named = [child.i > last.i for child in titles if child.pos_ == "PROPN"]
    return heads[:1] if posts and bare and named == [True] and singular else heads


def _second(verb: Token, first: Token) -> list[Token]:
    """The second subject that a plural verb must have behind "і" or "та", where the parse has tied it elsewhere."""
    if feature(verb, "Number") != "Plur" or feature(first, "Number") != "Sing":
        return []
    for number in range(first.i + 1, min(first.i + _WITHIN, len(verb.doc) - 1)):
        token = verb.doc[number]
        if token.text in ".,;:" or finite(token):
            break
        following = token.nbor()
        if token.lower_ in ("і", "та", "й") and feature(following, "Case") == "Nom" and speaks(following):
            return [following]
    return []


def owner_of(noun: Token) -> Token | None:
    """Who stands in the genitive behind the noun and can speak."""
    owners = (child for child in noun.children if child.dep_ == "nmod" and feature(child, "Case") == "Gen")
    return next((child for child in owners if child.i > noun.i and speaks(child)), None)


def _is_title(noun: Token) -> bool:
    """Whether a word with a capital stands alone in quotation marks: "«Думка» заявила"."""
    doc, before, behind = noun.doc, noun.i - 1, noun.i + 1
    marked = before >= 0 and behind < len(doc) and doc[before].text in '«"„“' and doc[behind].text in '»"“”'
    return marked and noun.text[:1].isupper()


def speaks(noun: Token) -> bool:
    """Whether a noun can name who says something: a name, an acronym, a pronoun, an animate noun or one of a known
    kind."""
    if noun.text == "%":
        return any(child.dep_ == "nmod" and speaks(child) for child in noun.children)
    if not any(char.isalnum() for char in noun.text) or (
        noun.pos_ == "X" and any(char.isdigit() for char in noun.text)
    ):
        return False
    if noun.pos_ == "NUM" and noun.dep_.startswith("nummod") and lemmas(noun.head.text) & times():
        return False
    if noun.pos_ == "DET" and noun.lower_ in _words("empty"):
        return False
    if noun.pos_ == "PRON":
        return noun.lower_ not in _words("empty") and noun.lemma_.lower() not in _words("empty")
    if noun.text in load_toml("titles.toml")["things"]:
        return False
    if _is_title(noun):
        return True
    if noun.lower_ in _words("some") and noun.dep_.startswith("nsubj"):
        return True
    if lemmas(noun.text) & _words("parts") and any(child.dep_ == "nmod" and speaks(child) for child in noun.children):
        return True
    if not lemmas(noun.text).isdisjoint(load_toml("titles.toml")["back"]["outcomes"]) and any(
        child.dep_ == "nmod" and is_document(child) for child in noun.children
    ):
        return True
    if noun.pos_ in ("PROPN", "X") or noun.ent_type_ in ("PERS", "ORG") or (noun.text.isupper() and len(noun.text) > 1):
        return True
    if noun.pos_ not in ("NOUN", "ADJ", "NUM", "DET"):
        return False
    plural = feature(noun, "Number") == "Plur"
    known = any(kind_of_noun(lemma, plural) for lemma in lemmas(noun.text)) or proper(noun)
    return known or (noun.pos_ != "DET" and (feature(noun, "Animacy") == "Anim" or noun.pos_ == "NUM"))


def is_document(noun: Token) -> bool:
    """Whether the noun is one for documents, in any of its readings."""
    return any(kind_of_noun(lemma) is Kind.DOCUMENT for lemma in lemmas(noun.text))


def proper(noun: Token) -> bool:
    """Whether the noun is a known name ("Тегеран"), or is one with the capitalised word before it: "Білий дім"."""
    before, known = noun.nbor(-1).text if noun.i else "", gazetteer.load()
    if noun.text[:1].isupper() and (entry := known.find(noun.text)) is not None and not entry.common:
        return True
    return before[:1].isupper() and known.find(f"{before} {noun.text}") is not None


def topmost(token: Token) -> Token:
    """The noun that a word stands in apposition to."""
    while token.dep_.split(":")[0] in ("flat", "appos") and token.head.i < token.i:
        token = token.head
    return token
