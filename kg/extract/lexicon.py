"""The cue lexicon of `data/cues.toml`, ready to look words up by form; not for deciding whether a word is a cue in
its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.data import load_toml
from kg.model import Act, Kind, Stance
from kg.nlp.forms import fold, parses


@dataclass(frozen=True, slots=True)
class Frame:
    """What a cue word means and what may carry its content (see the head of `cues.toml`)."""

    lemma: str
    stance: Stance
    act: Act
    frames: frozenset[str] = frozenset()
    group: str = ""
    adjective: bool = False
    impersonal: bool = False
    passive: bool = False
    documents: bool = False
    behind: frozenset[Kind] = frozenset()
    exclude: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    negated: Stance | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A verb that, negated or with one of the objects, makes a refusal to say; `details` limits what is not said;
    `asked`: whoever did not answer stands behind "від", not as its subject."""

    act: Act
    negated: bool
    objects: frozenset[str]
    details: frozenset[str] = frozenset()
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Light:
    """A light verb with nouns of speech; `bare` where the noun carries no content of its own, `before` where it stands
    before the verb, `about` where nothing but "про", "щодо" and "що" opens the content behind it, `to_whom` where
    those whom it is for are content ("висловив вдячність лікарям"), `feeling` where it may be
    about something or about nothing that is told."""

    verbs: frozenset[str]
    nouns: frozenset[str]
    frame: Frame
    bare: bool
    before: bool
    about: bool
    to_whom: bool
    feeling: bool


@dataclass(frozen=True)
class Lexicon:
    """All cues: verbs by folded form, phrases by their words, refusals by verb lemma."""

    verbs: dict[str, Frame]
    prepositions: dict[tuple[str, ...], Frame]
    phrases: dict[tuple[str, ...], Frame]
    relays: frozenset[tuple[str, ...]]
    nouns: dict[str, Frame]
    lights: tuple[Light, ...]
    targets: frozenset[str]
    guilts: frozenset[str]
    refusals: dict[str, tuple[Refusal, ...]]
    lemmas: dict[str, str]
    raw: dict[str, Any]


def _forms(lemma: str, adjective: bool) -> Iterator[str]:
    """All finite and converb forms of a verb lemma (or the nominatives of an adjective), folded; imperatives are left
    out."""
    wanted = {"ADJF"} if adjective else {"VERB", "INFN", "GRND"}
    for parse in parses(lemma):
        if fold(parse.normal_form) != fold(lemma) or not wanted & set(str(parse.tag).replace(" ", ",").split(",")):
            continue
        for form in parse.lexeme:
            grammemes = set(str(form.tag).replace(" ", ",").split(","))
            if "impr" in grammemes or (adjective and "nomn" not in grammemes):
                continue
            yield from _with_converb(fold(form.word), grammemes)


def _with_converb(form: str, grammemes: set[str]) -> Iterator[str]:
    """The form and the converb made from it, which the dictionary lists apart: заявив – заявивши, кажуть – кажучи."""
    yield form
    stem, reflexive = (form[:-2], "сь") if form.endswith(("ся", "сь")) else (form, "")
    if {"masc", "past"} <= grammemes and stem.endswith("в"):
        yield stem + "ши" + reflexive
    if {"plur", "3per", "pres"} <= grammemes:
        yield stem.removesuffix("ть") + "чи" + reflexive


def _participles(lemma: str) -> Iterator[str]:
    """The nominatives of the passive participle, made from the impersonal form: "спростовано", "спростована"."""
    for form in _forms(lemma, adjective=False):
        if form.endswith(("но", "то")):
            yield from (form[:-1] + ending for ending in ("ий", "а", "е", "і"))


def _frame(entry: dict[str, Any], lemma: str) -> Frame:
    flags = {key: bool(entry.get(key)) for key in ("adjective", "impersonal", "documents")}
    return Frame(
        lemma,
        Stance(entry["stance"]),
        Act(entry["act"]),
        frozenset(entry.get("frames", ())),
        entry.get("group", ""),
        exclude=frozenset(entry.get("exclude", ())),
        objects=frozenset(entry.get("objects", ())),
        behind=frozenset(map(Kind, entry.get("behind", ()))),
        negated=Stance(entry["negated"]) if "negated" in entry else None,
        **flags,
    )


def _verbs(data: dict[str, Any]) -> dict[str, Frame]:
    table: dict[str, Frame] = {}
    for given in data["verb"]:
        things = given.get("objects", ())
        entry = given | {"objects": data["things"][things] if isinstance(things, str) else things}
        for lemma in entry["lemmas"]:
            frame = _frame(entry, lemma)
            for form in _forms(lemma, frame.adjective):
                table.setdefault(form, frame)
            passive = replace(frame, passive=True, frames=frozenset({"object", "bare"}))
            for form in _participles(lemma) if entry.get("passive") else ():
                table.setdefault(form, passive)
    for entry in data["predicative"]:
        for form in entry["forms"]:
            table[fold(form)] = _frame(entry | {"impersonal": True}, form)
    for form in data["layout"]["not_cues"]:
        table.pop(fold(form), None)
    return table


def _phrases(entries: Iterable[dict[str, Any]]) -> dict[tuple[str, ...], Frame]:
    return {tuple(words.split()): _frame(entry, words) for entry in entries for words in entry["words"]}


def _refusals(data: dict[str, Any]) -> tuple[dict[str, tuple[Refusal, ...]], dict[str, str]]:
    table: dict[str, tuple[Refusal, ...]] = {}
    lemmas: dict[str, str] = {}
    for entry in data["decline"]:
        refusal = Refusal(
            Act(entry["act"]), entry["negated"], frozenset(entry["objects"]), frozenset(entry.get("details", ())),
            entry.get("asked", False),
        )  # fmt: skip
        for lemma in entry["verbs"]:
            table[lemma] = (*table.get(lemma, ()), refusal)
            lemmas |= dict.fromkeys(_forms(lemma, adjective=False), lemma)
    verifying = (*data["unverified"]["verbs"], *data["unverified"]["modals"])
    lemmas |= {form: lemma for lemma in verifying for form in _forms(lemma, adjective=False)}
    return table, lemmas


def _light(entry: dict[str, Any]) -> Light:
    frame = _frame(entry, "")
    own = (bool(entry.get(name)) for name in ("bare", "before", "about", "to_whom", "feeling"))
    return Light(frozenset(entry["verbs"]), frozenset(entry["nouns"]), frame, *own)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = load_toml("cues.toml")
    refusals, lemmas = _refusals(data)
    return Lexicon(
        verbs=_verbs(data),
        prepositions=_phrases(data["preposition"]),
        phrases=_phrases(data["phrase"]),
        relays=frozenset(tuple(words.split()) for entry in data["relay"] for words in entry["words"]),
        nouns={lemma: _frame(entry, lemma) for entry in data["noun"] for lemma in entry["lemmas"]},
        lights=tuple(_light(entry) for entry in data["light"]),
        targets=frozenset(data["target"][0]["lemmas"]),
        guilts=frozenset(data["target"][0]["guilts"]),
        refusals=refusals,
        lemmas=lemmas,
        raw=data,
    )


def checks_facts(outlet: str | None) -> bool:
    """Whether the outlet is one that checks facts and so denies in its own voice."""
    return any(name in fold(outlet or "") for name in lexicon().raw["factcheck"]["outlets"])
