"""What a node is called where a tool draws it: Ukrainian captions, English ones where the words differ.

Not for the full texts, which are properties of their own.
"""

from collections.abc import Callable, Mapping, Sequence

from kg.export.words import kind, shortened, stance, word
from kg.graph.ontology import ontology_labels
from kg.graph.vocabulary import member

Texts = Mapping[str, str]


def captions(family: str, labels: Sequence[str], texts: Texts, names: Sequence[str]) -> dict[str, str]:
    """Properties to be shown, by family: `name` and what goes with it. `names` are those of the actors involved."""
    if family == "Actor":
        return _actor(labels)
    if family == "Statement":
        return _statement(texts, names)
    if family in ("Relation", "Proposition"):
        return {key: f" {_relation(texts, lang)} → ".join(names) for key, lang in _LANGUAGES}
    if family == "Judgement":
        ends = " / ".join(sorted({*names} - {""}))
        return {key: f"{_verdict(texts['verdict'], lang)}: {ends}" for key, lang in _LANGUAGES}
    made = {"name": shortened(_NAMES[family](texts, names))}
    return made | {"text": texts["texts"]} if texts.get("texts") else made


_LANGUAGES = (("name", "uk"), ("nameEn", "en"))
_NAMES: dict[str, Callable[[Texts, Sequence[str]], str]] = {
    "Article": lambda texts, _: texts.get("title") or texts["key"],
    "Claim": lambda texts, _: texts.get("texts") or "…",
    "Mention": lambda texts, _: texts["evidence"],
    "Run": lambda texts, _: " ".join(texts[key] for key in ("tool", "version", "analyzer") if key in texts),
}


def _relation(texts: Texts, language: str) -> str:
    """The word for a relation, with the post where there is one: посада (президент)."""
    made = word("relation", texts["type"], language)
    return f"{made} ({texts['role']})" if texts.get("role") else made


def _verdict(name: str, language: str) -> str:
    return ontology_labels(language)[member("verdict", name).value]


def _actor(labels: Sequence[str]) -> dict[str, str]:
    name = KINDS[labels[1]] if len(labels) > 1 else ""
    return {"kind": name, "kindUk": kind(name), "kindEn": kind(name, "en")} if name else {}


KINDS = {
    "Person": "person",
    "Organization": "organization",
    "State": "state",
    "MediaOutlet": "media",
    "Document": "document",
    "Group": "group",
    "UnnamedSource": "unnamed",
    "Place": "place",
}
"""Label of an actor's kind -> the kind."""


def _statement(texts: Texts, names: Sequence[str]) -> dict[str, str]:
    said = shortened(texts.get("content") or texts.get("cue") or texts.get("sentence") or "")
    made = {key: f"{names[0]} · {stance(texts['stance'], lang)} · «{said}»" for key, lang in _LANGUAGES}
    return made | {"stanceUk": stance(texts["stance"])}
