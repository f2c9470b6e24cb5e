"""JSON-LD 1.1 with the short keys of the ontology's context: one object a named graph, one line a node.

Not for contexts of others: keys that the context does not know are written as full IRIs.
"""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, TextIO

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg.graph.ontology import ontology_dir
from kg.graph.vocabulary import PREFIXES, TYPE

_STRING = PREFIXES["xsd"] + "string"
_INTEGER = "xsd:integer"


class Keys:
    """The context turned round: IRI -> key and the kind of value that the key stands for."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._keys: dict[str, tuple[str, str | None]] = {}
        for key, entry in context.items():
            if not key.startswith("@") and isinstance(entry, dict):
                language = f"@{entry['@language']}" if "@language" in entry else None
                self._keys[_expanded(entry["@id"])] = (key, entry.get("@type", language))
        self._classes = {iri: key for iri, (key, kind) in self._keys.items() if kind is None}

    def of(self, predicate: str) -> tuple[str, str | None]:
        """Key of a property and the type of its values, or their language behind an @."""
        return self._keys.get(predicate, (predicate, None))

    def name(self, iri: str) -> str:
        """The key of a class or of a member of a closed vocabulary, else the IRI itself."""
        return self._classes.get(iri, iri)


def load_context() -> dict[str, Any]:
    """The content of `ontologies/context.jsonld`."""
    data = json.loads((ontology_dir() / "context.jsonld").read_text(encoding="utf-8"))
    context: dict[str, Any] = data["@context"]
    return context


def write_jsonld(quads: Iterable[Quad], base: str, file: TextIO) -> None:
    """Write the quads, those of one graph and of one subject standing together, with the context at the head."""
    context = load_context() | {"@base": base.rstrip("/") + "/"}
    keys = Keys(context)
    file.write('{"@context": ' + _dumps(context) + ',\n"@graph": [')
    for number, (graph, members) in enumerate(groupby(quads, key=lambda quad: quad.graph_name)):
        name = f'"@id": {_dumps(_local(graph.value, base))}, ' if isinstance(graph, NamedNode) else ""
        file.write((",\n" if number else "\n") + "{" + name + '"@graph": [\n')
        nodes = groupby(members, key=lambda quad: quad.subject)
        file.write(",\n".join(_dumps(_node(subject, list(group), keys, base)) for subject, group in nodes))
        file.write("\n]}")
    file.write("\n]}\n")


def _node(subject: Any, quads: list[Quad], keys: Keys, base: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _reference(subject, base)}
    for quad in quads:
        if quad.predicate == TYPE:
            key, value = "@type", keys.name(quad.object.value) if isinstance(quad.object, NamedNode) else None
        else:
            key, kind = keys.of(quad.predicate.value)
            value = _value(quad.object, kind, keys, base)
        node.setdefault(key, []).append(value)
    return {key: value[0] if len(value) == 1 and key != "@id" else value for key, value in node.items()}


def _value(term: Any, kind: str | None, keys: Keys, base: str) -> Any:
    if not isinstance(term, Literal):
        if kind == "@vocab" and isinstance(term, NamedNode):
            return keys.name(term.value)
        reference = _reference(term, base)
        return reference if kind == "@id" else {"@id": reference}
    if term.language:
        plain = kind == f"@{term.language}"
        return term.value if plain else {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if kind is not None and datatype == _expanded(kind):
        return int(term.value) if kind == _INTEGER else term.value
    if datatype == _STRING:
        return term.value if kind is None else {"@value": term.value}
    return {"@value": term.value, "@type": datatype}


def _reference(term: Any, base: str) -> str:
    return str(term) if isinstance(term, BlankNode) else _local(term.value, base)


def _local(iri: str, base: str) -> str:
    """The IRI, relative to the base where it stands below it in the flat form `kind/local`."""
    home = base.rstrip("/") + "/"
    rest = iri.removeprefix(home)
    return rest if rest != iri and rest.count("/") == 1 and ":" not in rest else iri


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
