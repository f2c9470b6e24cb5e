"""Names of one article that mean the same: full name and surname, acronym and expansion, known aliases, inflected
variants.

Not for pronouns and common nouns; never joins two people with different first names.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.data import load_toml
from kg.extract.alike import SMALL, Alike
from kg.extract.people import is_patronymic
from kg.extract.samenames import INITIAL, is_first, name_words, same_person
from kg.extract.stretches import Found
from kg.ids import normal_name
from kg.model import Kind, MentionType
from kg.nlp.forms import lemmas
from kg.nlp.gazetteer import WORD, Entry, keys, same_word
from kg.nlp.morph import gender
from kg.nlp.titles import kind_of_noun
from kg.nlp.words import fold

_MEDIA_SITE = re.compile(
    r"[\w-]+\.(?:com|net|org|info|news|media|tv|[a-z]{2})(?:\.[a-z]{2})?$", re.IGNORECASE | re.ASCII
)
_WRITES = re.compile(
    r"\b(?:(?:пиш|циту)(?:е|уть|ють)|писал[аи]|(?:із?|з) посиланням на|за матеріалами) [«\"“]?$", re.IGNORECASE
)
"""What stands before the Latin name of an outlet that nobody knows."""
_MEDIA_WORD = re.compile(
    r"\b(?:Times|Post|Journal|News|Herald|Tribune|Telegraph|Gazette|Daily|Today|Magazine|Review|Radio|TV|Zeitung)\b"
)
_TELLING = 3
"""Letters of an acronym that is known without the name of its state: МВС, not МО."""


@dataclass
class Cluster:
    """One actor in the making: its namings, and each naming's nominative form with how often it came."""

    kind: Kind
    number: int = 0
    entry: Entry | None = None
    members: list[Found] = field(default_factory=list)
    surfaces: set[str] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)

    def add(self, one: Found, surface: str, form: str) -> None:
        """Take one naming in."""
        self.members.append(one)
        self.surfaces.add(surface)
        self.forms[form] += 2 if surface == form else 1
        self.entry = self.entry or one.entry

    @property
    def names(self) -> set[str]:
        """All nominative forms, the actor's own name among them."""
        return set(self.forms)

    @property
    def name(self) -> str:
        """The form that a reader expects: a known state's usual name, else the fullest form in the article."""
        if self.entry is not None and self.kind is Kind.STATE and self.entry.kind is Kind.STATE:
            return self.entry.name
        if self.entry is not None and self.entry.name[0].islower():  # "росЗМІ": no name but a clipped phrase
            return self.entry.name
        if self.entry is not None and self.entry.usual in self.forms:
            return self.entry.usual or ""
        if self.entry is not None and self._of_ukraine(self.entry):
            return self.entry.name
        proper = [form for form in self.forms if not form.islower()] or list(self.forms)
        if self.kind is Kind.PERSON:  # "Олафа Шольца (Olaf Scholz)"
            proper = [form for form in proper if not form.isascii()] or proper
        best = max(proper, key=lambda form: (_fullness(form, self.kind), self.forms[form], self._spelled(form), form))
        if best.isupper() and " " not in best:  # "тимчасова слідча комісія (ТСК)"
            best = max((form for form in self.forms if is_acronym(best, form)), key=len, default=best)
        if self.entry is not None and _mixed(best):
            return self.entry.name
        if self.kind is Kind.MEDIA:
            titles = (*self.forms, self.entry.name) if self.entry is not None else (*self.forms,)
            return min((one for one in titles if _ends_with(best, one)), key=lambda one: (len(one), one), default=best)
        return best[0].upper() + best[1:] if self.entry is not None and self.entry.name[0].isupper() else best

    def _spelled(self, form: str) -> int:
        """How often the last word of a form is written so in the article."""
        last = form.rpartition(" ")[2]
        return sum(times for other, times in self.forms.items() if other.rpartition(" ")[2] == last)

    def _of_ukraine(self, entry: Entry) -> bool:
        """Whether an acronym that says little by itself stands for a body of Ukraine: "МО України"."""
        short = any(form.endswith(" України") and form.index(" ") < _TELLING for form in self.forms)
        return short and entry.name.endswith(" України")


def _ends_with(form: str, title: str) -> bool:
    """Whether the form is the title with a word for an outlet before it: "телеканал «1+1»" beside "1+1"."""
    words, own = WORD.findall(form), WORD.findall(title)
    before = words[: -len(own)] if own else []
    worded = not before or (before[-1].islower() and all(word.islower() for word in before[1:]))
    return bool(own) and words[-len(own) :] == own and worded


def in_full(word: str) -> str:
    """A compound short name in full: Генштаб, Генеральний штаб."""
    full: dict[str, str] = load_toml("titles.toml")["full"]
    return full.get(fold(word), word)


def _mixed(form: str) -> bool:
    """Whether a word mixes Latin and Cyrillic letters (CNN with a Cyrillic С)."""
    return any(re.search(r"[A-Za-z]", word) and re.search(r"[а-яіїєґА-ЯІЇЄҐ]", word) for word in form.split())


@lru_cache(maxsize=1 << 10)
def _words(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(name))


def _is_form(one: str, other: str) -> bool:
    ours, theirs = _words(one), _words(other)
    return len(ours) == len(theirs) and all(map(same_word, ours, theirs))


def _fullness(form: str, kind: Kind) -> tuple[int, int, bool]:
    """How full a form is: by whole words, then by a proper name at its end; initials and acronyms count less, a
    person's surname before the first name too."""
    *others, last = form.split() or [form]
    words = [word for word in others if not INITIAL.match(word)]
    if not INITIAL.match(last) or (words and not last.endswith(".")) or not words:  # "Джозеф У"
        words.append(last)
    if kind is Kind.PERSON:
        addressed = len(words) == 2 and is_patronymic(words[1])  # "Олена Іванівна" has no surname
        return (1 if addressed else min(len(words), 3), words[-1].count("-"), not is_first(words[-1]))
    acronym = len(words) == 1 and form.isupper()
    return (0 if acronym else 1, min(len(words), 8) * 2 + bool(words and words[-1][:1].isupper()), True)


def cluster(text: str, named: Sequence[tuple[Found, str]]) -> list[Cluster]:
    """The namings (each with its nominative form) as actors, in order of first mention."""
    known: Alike[Cluster] = Alike()
    brackets = _bracketed(text, [one for one, _ in named])
    forms = {form for _, form in named}
    owned = frozenset(form.rpartition(" ")[0] for form in forms if not form.endswith(" України"))
    order = sorted(
        named, key=lambda pair: (pair[0].type is MentionType.PERS and len(name_words(pair[1])) < 2, pair[0].start)
    )
    for one, form in order:
        surface = text[one.start : one.end]
        partner = brackets.get(one)
        near = known.to(one, surface, form, partner)
        home = _home(near, one, surface, form, partner, owned) or _misprinted(known, one, form)
        if home is None:
            home = Cluster(_kind(text, one, form), len(known.all))
            known.all.append(home)
        home.add(one, surface, form)
        known.add(home.number, one, surface, form)
    return sorted(known.all, key=lambda group: min(one.start for one in group.members))


def _home(
    clusters: list[Cluster], one: Found, surface: str, form: str, partner: Found | None, owned: frozenset[str]
) -> Cluster | None:
    """The cluster that a naming belongs to: the nearest before it among those that fit, else the first after."""
    fits = [
        group
        for group in clusters
        if (partner is not None and partner in group.members and _class(group.kind) == _class_of(one))
        or _fit(group, one, surface, form)
        or _without_state(group, one, form, owned)
    ]
    before = [group for group in fits if any(other.start <= one.start for other in group.members)]
    if not before:
        return fits[0] if fits else None
    last = max(before, key=lambda group: max(other.start for other in group.members if other.start <= one.start))
    surname = one.type is MentionType.PERS and " " not in form and len(before) > 1
    if surname and last.entry is None and gender(last.name) == "femn":  # "Трамп" is Donald, not Melania, named last
        return next((group for group in before if group.entry is not None), last)
    return last


def _misprinted(known: Alike[Cluster], one: Found, form: str) -> Cluster | None:
    """The only person named in full of whose surname another one, alone or behind the same first name, is a
    misprint."""
    if one.type is not MentionType.PERS:
        return None
    found = [group for group in known.misprints(form) if group.kind is Kind.PERSON]
    return found[0] if len(found) == 1 else None


def _class(kind: Kind) -> str:
    return "person" if kind is Kind.PERSON else "place" if kind in (Kind.PLACE, Kind.STATE) else "body"


def _class_of(one: Found) -> str:
    return {MentionType.PERS: "person", MentionType.LOC: "place"}.get(one.type, "body")


def _fit(group: Cluster, one: Found, surface: str, form: str) -> bool:
    if one.entry is not None and group.entry is not None:
        return one.entry.key == group.entry.key
    if one.sense is not None and any(one.sense == other.sense for other in group.members):
        return True
    if one.entry is not None and surface.isupper() and any(_abroad(one.entry, other) for other in group.members):
        return True
    if _class(group.kind) != _class_of(one):
        return False
    if group.kind is Kind.PERSON:
        return any(same_person(surface, other) for other in group.surfaces)
    name = normal_name(form)
    if any(name == normal_name(other) for other in group.forms):
        return True
    if one.entry is None and any(is_head(surface, other) for other in group.surfaces):
        return True
    if one.entry is None and group.entry is not None and any(is_acronym(surface, other) for other in group.surfaces):
        return True
    acronyms = (one.entry is None) == (group.entry is None)
    return any(_same_body(surface, other, acronyms) for other in group.surfaces)


def _abroad(entry: Entry, other: Found) -> bool:
    """Whether a naming is of another state's body that is called as one of Ukraine's is: "ЦВК Білорусі"."""
    return other.entry is None and (other.sense or "").split(" ")[0] == entry.key


def _without_state(group: Cluster, one: Found, form: str, owned: frozenset[str]) -> bool:
    """Whether one of the two is Ukraine's body, the other its name without the state: "Міноборони" beside "Міністерство
    оборони"; not where that has another owner in the article (`owned`): "Міністерство оборони Росії"."""
    entry, bare = (one.entry, group.forms) if one.entry is not None else (group.entry, [form])
    if entry is None or (one.entry is not None and group.entry is not None) or _class(group.kind) != _class_of(one):
        return False
    return any(normal_name(f"{other} України") == normal_name(entry.name) for other in bare if other not in owned)


def _same_body(one: str, other: str, acronyms: bool) -> bool:
    """Whether two names of bodies are one in different cases, or (if `acronyms`) one the acronym of the other."""
    if _is_form(one, other):
        return True
    return acronyms and (
        is_acronym(one, other) or is_acronym(other, one) or is_clipped(one, other) or is_clipped(other, one)
    )


@lru_cache(maxsize=1 << 10)
def is_head(short: str, long: str) -> bool:
    """Whether `short` is the noun of a body and `long` its name: "в Інституті" after "Інститут вивчення війни"."""
    if not short[:1].isupper() or short.isupper() or not WORD.fullmatch(short):
        return False
    words = _words(long)
    if len(words) < 2:
        return False
    named = any(kind_of_noun(lemma) is Kind.ORGANIZATION for lemma in lemmas(short))
    return named and (same_word(short, words[0]) or (len(words) > 2 and same_word(short, words[1])))


@lru_cache(maxsize=1 << 10)
def is_acronym(short: str, long: str) -> bool:
    """Whether `short` is made of the first letters of the words of `long` (small words may be left out)."""
    if not short.isupper() or not 2 <= len(short) <= 8 or " " in short:
        return False
    words = [part for word in _words(long) for part in word.split("-")]
    if len(words) > 2 and words[-1].isupper():
        words.pop()  # "Повітряні сили ЗСУ"
    if len(words) < 2:
        return False
    every = "".join(word[0] for word in words).upper()
    main = "".join(word[0] for word in words if word.lower() not in SMALL).upper()
    return short in (every, main)


@lru_cache(maxsize=1 << 10)
def is_clipped(short: str, long: str) -> bool:
    """Whether `short` is one word made of the beginnings of the words of `long` and one of them whole (Нацбюро)."""
    if " " in short or len(short) < 6 or short.isupper():
        return False
    words = tuple(map(fold, _words(long)))
    if len(words) < 2 or words[0][:2] != fold(short)[:2]:
        return False
    return _clipped(fold(short), words, first=True)


def _clipped(rest: str, words: tuple[str, ...], first: bool) -> bool:
    if not words or len(rest) < 3:
        return False
    if not first and same_word(rest, words[0]):
        return True
    cuts = [size for size in range(3, 7) if size < min(len(rest), len(words[0])) and words[0].startswith(rest[:size])]
    if any(_clipped(rest[size:], words[1:], first=False) for size in cuts):
        return True
    return not first and _clipped(rest, words[1:], first=False)


def _bracketed(text: str, found: Iterable[Found]) -> dict[Found, Found]:
    """Each naming in brackets right after another one, with that one: "Народно-визвольна армія Китаю (НВАК)"."""
    pairs: dict[Found, Found] = {}
    before: Found | None = None
    for one in sorted(found, key=lambda one: (one.start, one.end)):
        if before is not None:
            gap = text[before.end : one.start]
            if (
                re.fullmatch(r"[»\"”]? ?\((?:англ\. |далі ?[–—-] ?|скорочено )?[«\"]?", gap)
                and text[one.end : one.end + 2].lstrip('»"”')[:1] == ")"
            ):
                pairs[one] = before
        before = one
    return pairs


def _kind(text: str, one: Found, form: str) -> Kind:
    """What an actor is, by gazetteer, type, head noun, and the word before it."""
    if one.entry is not None:
        return one.entry.kind
    if one.kind is not None:
        return one.kind
    if one.type is MentionType.PERS:
        return Kind.PERSON
    if one.type is MentionType.LOC:
        return Kind.PLACE
    if _MEDIA_SITE.search(form) or _MEDIA_WORD.search(form):
        return Kind.MEDIA
    if one.type in (MentionType.DOC, MentionType.ART):
        return Kind.DOCUMENT
    if form[0].isascii() and not form.isupper() and _WRITES.search(text[max(0, one.start - 30) : one.start]):
        return Kind.MEDIA
    before = WORD.findall(text[max(0, one.start - 40) : one.start])
    for word in (*(before[-1:] if text[max(0, one.start - 1)] in ' \u00a0«"“' else ()), *WORD.findall(form)[:3]):
        kinds = {kind_of_noun(lemma) for lemma in keys(word)} - {None}
        if Kind.MEDIA in kinds:
            return Kind.MEDIA
    first = {kind_of_noun(lemma) for word in WORD.findall(form)[:1] for lemma in keys(word)} - {None}
    return Kind.DOCUMENT if first == {Kind.DOCUMENT} else Kind.ORGANIZATION
