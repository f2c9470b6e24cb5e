"""Labels for nodes that have none of their own, so that tools show words and not hashes.

Those of other nodes differ from the names of actors, so that a name in a DL query means the actor.

Not for the names of actors, which the graph has already.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Quad

from kg.graph.ontology import ontology_labels
from kg.graph.terms import value
from kg.graph.vocabulary import PREFIXES, term

_WIDEST = 80
"""Most characters in a label."""

Node = dict[str, list[str]]
"""The values of one node by the compact names of its properties."""


def labels(quads: Iterable[Quad], name_of: Callable[[str], str]) -> dict[str, str]:
    """Node IRI -> label in Ukrainian, for all nodes described in the quads of one article or of the corpus."""
    nodes: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        nodes[value(quad.subject)][quad.predicate.value].append(value(quad.object))
    return {iri: _short(text) for iri, node in nodes.items() if (text := _label(node, nodes, name_of))}


def _label(node: Node, nodes: dict[str, Node], name_of: Callable[[str], str]) -> str:
    for kind in _get(node, "rdf:type"):
        if kind in _MAKERS:
            return _MAKERS[kind](node, nodes, name_of)
    return _first(node, "skos:prefLabel")


def _article(node: Node, _nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return _first(node, "schema:headline") or _first(node, "schema:identifier")


def _statement(node: Node, nodes: dict[str, Node], name: Callable[[str], str]) -> str:
    said = _exact(_first(node, "kg:content") or _first(node, "kg:sentence"), nodes)
    return f"{name(_first(node, 'kg:source'))} · {_word(node, 'kg:stance')} · «{said}»"


def _claim(node: Node, _nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return _first(node, "kg:text")  # in the corpus graph a claim has none: the articles' graphs give its label


def _evidence(node: Node, nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return f"«{_of_selectors(node, 'oa:exact', nodes)}»"


def _position(node: Node, _nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return f"{_first(node, 'oa:start')}–{_first(node, 'oa:end')}"


def _quote(node: Node, _nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return f"дослівно: {_first(node, 'oa:exact')}"


def _mention(node: Node, nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return f"«{_exact(_first(node, 'oa:hasTarget'), nodes)}» ({_word(node, 'kg:mentionType')})"


def _relation(node: Node, _nodes: dict[str, Node], name: Callable[[str], str]) -> str:
    ends = (name(_first(node, curie)) for curie in ("kg:relationSubject", "kg:relationObject"))
    return f" · {_word(node, 'kg:relationType')} · ".join(ends)


def _step(node: Node, _nodes: dict[str, Node], name: Callable[[str], str]) -> str:
    return f"{_first(node, 'kg:position')}. {name(_first(node, 'kg:actor'))}"


def _span(node: Node, _nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return _first(node, "kg:timeText")


def _instant(node: Node, _nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return _first(node, "time:inXSDDateTime")


def _run(node: Node, _nodes: dict[str, Node], _name: Callable[[str], str]) -> str:
    return " ".join(_first(node, curie) for curie in ("kg:tool", "kg:toolVersion", "kg:analyzer")).strip()


def _judgement(node: Node, _nodes: dict[str, Node], name: Callable[[str], str]) -> str:
    return f"{_word(node, 'kg:verdict')}: " + " / ".join(sorted({name(one) for one in _get(node, "kg:judges")}))


_MAKERS = {
    term(curie).value: make
    for curie, make in {
        "kg:Article": _article,
        "kg:Statement": _statement,
        "kg:Claim": _claim,
        "kg:Evidence": _evidence,
        "oa:TextPositionSelector": _position,
        "oa:TextQuoteSelector": _quote,
        "kg:Mention": _mention,
        "kg:Relation": _relation,
        "kg:ViaStep": _step,
        "kg:TimeSpan": _span,
        "time:Instant": _instant,
        "kg:Run": _run,
        "kg:Judgement": _judgement,
    }.items()
}


def _get(node: Node, curie: str) -> list[str]:
    prefix, _, local = curie.partition(":")
    return node.get(PREFIXES[prefix] + local, [])


def _first(node: Node, curie: str) -> str:
    return min(_get(node, curie), default="")


def _word(node: Node, curie: str) -> str:
    """The Ukrainian label of the member of a closed vocabulary that the node has."""
    return ontology_labels("uk").get(_first(node, curie), "")


def _exact(evidence: str, nodes: dict[str, Node]) -> str:
    return _of_selectors(nodes[evidence], "oa:exact", nodes) if evidence in nodes else ""


def _of_selectors(evidence: Node, curie: str, nodes: dict[str, Node]) -> str:
    found: Iterator[str] = (_first(nodes[one], curie) for one in _get(evidence, "oa:hasSelector") if one in nodes)
    return next(filter(None, found), "")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
