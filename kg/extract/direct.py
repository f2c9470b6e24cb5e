"""Whom a phrase names itself: the name that is its head or stands in apposition to it.

Not for what refers back: that is `kg.extract.nounrefs` for nouns and `kg.extract.antecedents` for pronouns.
"""

from functools import cache

from spacy.tokens import Token

from kg.data import load_toml
from kg.extract.aides import served
from kg.extract.bodies import first_word
from kg.extract.draft import Stretch
from kg.extract.holders import groups
from kg.extract.mentions import Names
from kg.extract.phrases import finite
from kg.extract.reading import Reading
from kg.ids import normal_name
from kg.model import Actor, Kind, Mention, MentionType, Span
from kg.nlp.forms import lemmas
from kg.nlp.morph import gender
from kg.nlp.tagged import feature
from kg.nlp.titles import is_post, kind_of_noun

_BRACKET = 60
"""Characters to the end of a bracket that the parse has torn."""
_BREAKS = frozenset({":", ";", "(", ")", "–", "—", "про", "який", "яка", "«", "»"})


@cache
def _spokespersons() -> frozenset[str]:
    return frozenset(load_toml("cues.toml")["spokesperson"]["lemmas"])


def lemma_of(names: Names, head: Token) -> str:
    """The lemma by which a noun of a phrase is known; "соціальні мережі" are known as соцмережа."""
    if "мережа" in lemmas(head.text) and any("соціальний" in lemmas(child.text) for child in head.children):
        return "соцмережа"
    for phrase in names.phrases_near(head.idx, head.idx):
        word = first_word(names.text, phrase.head)
        if phrase.head <= head.idx < phrase.head + len(word) and "-" in word:
            return phrase.lemma
    known = sorted(one for one in lemmas(head.text) if kind_of_noun(one) is not None)
    return known[0] if known else head.lemma_.lower()


def gender_of(actor: Actor, tagged: str) -> str:
    given = gender(actor.name) if actor.kind is Kind.PERSON else None
    return {"masc": "Masc", "femn": "Fem"}.get(given or "", tagged)


def actor_of(reading: Reading, names: Names, stretch: Stretch, head: Token) -> Actor | None:
    """The actor that the phrase names itself: its head is in a name, or a name in apposition follows a title."""
    best: Actor | None = None
    if head.pos_ == "ADJ" and (state := names.gazetteer.by_adjective(head.text)) is not None:
        return names.intern(state.name, state.kind, state)  # "російська дезінформація"
    for mention in names.near(min(stretch[0] - 1, head.idx), max(stretch[1] + 1, head.idx)):
        covers = mention.span.start <= head.idx < mention.span.end
        outside = mention.span.start < stretch[0] - 1 or mention.span.end > stretch[1] + 1
        if mention.actor is None or (outside and not covers):
            continue
        actor = names.by_id(mention.actor)
        meant = (
            covers
            or (mention.type is MentionType.PERS and _apposed(reading, names, mention, head))
            or _titled(reading, names, mention.span, head, actor)
        )
        outlet = actor.kind is Kind.MEDIA and actor.gazetteer is not None  # "державна агенція Сіньхуа"
        if meant and (best is None or outlet or mention.type is MentionType.PERS):
            best = actor
    return best


def with_title(reading: Reading, names: Names, stretch: Stretch, head: Token) -> Stretch:
    """The phrase with the name of a body or an outlet right behind it, where the parse has cut it off."""
    stretch = _without_outlet(names, stretch, head)
    for phrase in names.phrases_near(head.idx, head.idx):
        if phrase.head == head.idx and phrase.kind is Kind.DOCUMENT and phrase.named and phrase.end > stretch[1]:
            return stretch[0], phrase.end  # "документ Білого дому" whose parse is torn
    for mention in names.beginning(stretch[1] + 1, stretch[1] + 2):
        gap = reading.text[stretch[1] : mention.span.start]
        actor = names.by_id(mention.actor) if mention.actor else None
        if (
            actor is not None
            and gap in (" ", ' "', " «", " “", " „")
            and (_titled(reading, names, mention.span, head, actor) or _whose(actor, head))
        ):
            return stretch[0], mention.span.end + len(gap) - 1
    return stretch


def _without_outlet(names: Names, stretch: Stretch, head: Token) -> Stretch:
    """The phrase without the outlet in an oblique case before it, whom it was told: "розповів Суспільному експерт"."""
    for mention in names.beginning(stretch[0], stretch[0] + 1):
        actor = names.by_id(mention.actor) if mention.actor else None
        oblique = actor is not None and actor.kind is Kind.MEDIA and mention.span.text.strip('«»"') != actor.name
        if oblique and feature(head, "Case") == "Nom" and mention.span.end < head.idx:
            return mention.span.end + 1, stretch[1]
    return stretch


def _whose(outlet: Actor, head: Token) -> bool:
    """Whether an outlet stands behind its own unnamed sources: "за даними джерел РБК-Україна"."""
    return outlet.kind is Kind.MEDIA and not lemmas(head.text).isdisjoint(groups()["informers"])


def behind(reading: Reading, names: Names, stretch: Stretch, head: Token, gender: str) -> Actor | None:
    """A person named after a post and what completes it ("голова фракції «Воля» у парламенті Олена Коваль")."""
    end = reading.sentence_of(head.idx)[1]
    words = reading.text[slice(*stretch)]
    if words.count("(") > words.count(")"):  # "директор комітету (Jewish Committee, JC) Тед Коваль"
        closed = reading.text.find(")", stretch[1], stretch[1] + _BRACKET)
        stretch = (stretch[0], closed + 1) if closed >= 0 else stretch
    for mention in names.beginning(stretch[1], min(end, stretch[1] + 150)):
        if mention.type is not MentionType.PERS or not mention.actor:
            continue
        actor = names.by_id(mention.actor)
        own = gender_of(actor, "")
        fits = gender in ("", own) or not own
        if feature(head, "Case") == "Nom" and _has_both(reading, names, stretch[1], mention, head):
            return actor
        if fits and _completes(reading, stretch[1], mention, head):
            return actor
        if feature(head, "Case") != "Nom" or _unchanged(mention):
            return None  # else it belongs to the post: "голова ОП часів Петренка Андрій Бондар"
    return None


def _has_both(reading: Reading, names: Names, start: int, name: Mention, head: Token) -> bool:
    """Whether a second post stands between a post and the name, whatever its gender: "координаторка спілки, заступник
    міністра Олег Бондар"."""
    between = reading.text[start : name.span.start]
    if not between.startswith(", ") or any(map(finite, reading.tokens(start, name.span.start))):
        return False
    if finite(head.head) and head.head.idx < name.span.start:  # "як каже вчителька, директор Бойко хворіє"
        return False
    return _unchanged(name) and any(
        one.kind is Kind.PERSON and not one.plural and one.start == start + 2 and between.count(",") == 1
        for one in names.phrases_near(start, name.span.start)
    )


def _completes(reading: Reading, start: int, name: Mention, head: Token) -> bool:
    """Whether all from `start` to the name belongs to a post, and the name stands in the head's case."""
    between = list(reading.tokens(start, name.span.start))
    if _hangs_on(reading, name, head):
        return _unchanged(name)
    if len(between) > 2 and between[0].text == "(" and between[-1].text == ")":  # "експосол в США (2015-2019) Чалий"
        between = []
    if any(one.pos_ in ("VERB", "AUX", "PRON", "SCONJ") or one.text in _BREAKS for one in between):
        return False
    if between and between[-1].pos_ == "CCONJ":
        return False
    if feature(head, "Case") in ("Nom", ""):
        return _unchanged(name)
    return not _unchanged(name) and not any(one.text == "," for one in between)


def _hangs_on(reading: Reading, name: Mention, head: Token) -> bool:
    """Whether the parse has a name as that of a noun in the nominative, whatever stands between them."""
    first = next(iter(reading.tokens(name.span.start, name.span.end)), None)
    named = first is not None and first.head == head and first.dep_ in ("flat:title", "appos")
    between = reading.text[head.idx : name.span.start]
    return named and not any(mark in between for mark in ".!?;:") and feature(head, "Case") == "Nom"


def _apposed(reading: Reading, names: Names, mention: Mention, head: Token) -> bool:
    """Whether a person's name stands in apposition to the head noun, not in the genitive behind it ("представник
    Туна")."""
    tokens = list(reading.tokens(mention.span.start, mention.span.end))
    if not tokens:
        return False
    root = next((one for one in tokens if one.head.i < tokens[0].i or one.head.i > tokens[-1].i), tokens[0])
    case, as_it_is = feature(head, "Case"), _unchanged(mention)
    if case == "Nom":
        return as_it_is and (root.dep_.split(":")[0] != "conj" or tokens[0].i == head.i + 1)
    if served(names, head) == mention:
        return False
    if root.dep_.split(":")[0] in ("flat", "appos"):
        return True
    if root.dep_ not in ("nmod", "conj", "dep") or case != feature(root, "Case"):
        return False
    return case != "Gen" or (len(tokens) > 1 and is_post(lemma_of(names, head)) and _one_gender(names, mention, head))


def _one_gender(names: Names, mention: Mention, head: Token) -> bool:
    own = gender_of(names.by_id(mention.actor or ""), "")
    return bool(own) and own == feature(head, "Gender")


def _titled(reading: Reading, names: Names, name: Span, head: Token, actor: Actor) -> bool:
    """ "компанія Alibaba", "видання «Страна»": an undeclined name right behind a noun of its kind."""
    first = reading.token_index(name.start)
    if actor.kind not in (Kind.ORGANIZATION, Kind.MEDIA) or head.i + 3 < first:
        return False
    if lemmas(head.text) & _spokespersons() or any(one.pos_ == "ADP" for one in reading.doc[head.i : first]):
        return False
    quoted = reading.text[name.start - 1] in '«“„"' or name.text[0] in '«“„"'
    latin = any(char.isascii() and char.isalpha() for char in name.text)
    outlet = actor.kind is Kind.MEDIA and actor.gazetteer is not None
    return (quoted or latin or outlet) and kind_of_noun(lemma_of(names, head)) in (Kind.ORGANIZATION, Kind.MEDIA)


def _unchanged(mention: Mention) -> bool:
    """Whether a name stands in the text as it is in the nominative."""
    return _loose(mention.span.text) == _loose(mention.name)


def kind_by_form(head: Token, plural: bool) -> Kind:
    """What an unknown noun names, as its form shows."""
    if plural:
        return Kind.GROUP
    if head.ent_type_ == "PERS" or feature(head, "NameType"):
        return Kind.PERSON
    units: dict[str, str] = load_toml("titles.toml")["units"]
    adjectives = {units[lemma] for lemma in lemmas(head.text) if lemma in units}
    if head.pos_ in ("PROPN", "X") or any(adjectives & lemmas(child.text) for child in head.children):
        return Kind.ORGANIZATION
    return Kind.PERSON if feature(head, "Animacy") == "Anim" else Kind.UNNAMED


def spoken_gender(head: Token, lemma: str = "") -> str:
    """The gender by the verb, or by a feminine noun; a masculine noun for a post may mean a woman. `lemma` is the
    noun's, where the tagger may have another one ("за словами політика": no "політика")."""
    if lemma and lemma != head.lemma_.lower() and kind_of_noun(head.lemma_) is None:
        return ""
    own, verb = feature(head, "Gender"), feature(head.head, "Gender")
    if head.dep_.startswith("nsubj") and verb in ("Masc", "Fem"):
        return verb
    return own if own == "Fem" else ""


def is_plural(head: Token) -> bool:
    """Whether a noun is in the plural; its verb decides where the form says nothing ("видання")."""
    if feature(head, "Number") != "Plur":
        return False
    verb = feature(head.head, "Number") if head.dep_.startswith("nsubj") else ""
    return not (verb == "Sing" and head.lower_ in lemmas(head.text))


def _loose(name: str) -> str:
    """The normalised name with ґ as г, which outlets write differently."""
    return normal_name(name).replace("ґ", "г")
