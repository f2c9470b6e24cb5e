"""Writes docs/ontology.md from ontologies/kg.ttl; with --check only says whether the page is up to date (exit 1)."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import ids
from kg.graph.ontology import ontology_triples
from kg.graph.vocabulary import PREFIXES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "ontology.md"
HEAD = """# The ontology · Онтологія

Made from `ontologies/kg.ttl` by `tools/ontology_page.py`; edit that file, not this page.
Зроблено з `ontologies/kg.ttl`; змінюйте той файл, а не цю сторінку.

Namespace `kg:` is <{ontology}>. The graph says that a source says something; it never says it itself: a statement
asserts, denies, confirms … a claim, and a claim's gist is a node (`kg:Proposition`), never a triple between actors.
Граф каже, що джерело щось каже; сам він цього не твердить.

Files: `kg.ttl` (OWL 2 DL, nothing imported), `acts.ttl` (acts and stances in SKOS), `alignments.ttl` (PROV-O,
schema.org, Web Annotation, OWL-Time, SEM, CiTO, GRaSP), `shapes.ttl` (SHACL), `context.jsonld`, `catalog-v001.xml` (for
Protégé).
"""
SECTIONS = (
    ("Classes · Класи", "owl:Class"),
    ("Object properties · Відношення", "owl:ObjectProperty"),
    ("Data properties · Властивості", "owl:DatatypeProperty"),
)
Node = dict[str, list[object]]


def short(term: object) -> str:
    """A compact IRI."""
    text = term.value if isinstance(term, NamedNode) else str(term)
    return next((f"{name}:{text[len(iri) :]}" for name, iri in PREFIXES.items() if text.startswith(iri)), text)


def read() -> dict[object, Node]:
    """Everything that the ontology says, by subject and compact name of the property."""
    found: dict[object, Node] = defaultdict(lambda: defaultdict(list))
    one: Triple
    for one in ontology_triples():
        found[one.subject][short(one.predicate)].append(one.object)
    return found


def texts(node: Node, name: str, language: str) -> str:
    """The literals of a property in one language."""
    return " ".join(
        one.value for one in node.get(name, []) if isinstance(one, Literal) and (one.language or "") == language
    )


def members(terms: dict[object, Node], place: object) -> Iterator[object]:
    """The members of a list."""
    while place in terms and "rdf:first" in terms[place]:
        yield terms[place]["rdf:first"][0]
        place = terms[place]["rdf:rest"][0]


def ends(terms: dict[object, Node], node: Node, name: str) -> str:
    """Domain or range: one class or several."""
    shown = []
    for one in node.get(name, []):
        if isinstance(one, BlankNode):
            union = terms[one].get("owl:unionOf")
            shown += [short(part) for part in members(terms, union[0])] if union else ["xsd:decimal 0…1"]
        else:
            shown.append(short(one))
    return " or ".join(f"`{part}`" for part in shown)


def entry(terms: dict[object, Node], iri: object) -> Iterator[str]:
    """One term."""
    node = terms[iri]
    yield f"### {short(iri)}\n\n**{texts(node, 'rdfs:label', 'uk')}** · {texts(node, 'rdfs:label', 'en')}\n\n"
    yield f"{texts(node, 'skos:definition', 'uk')}\n{texts(node, 'skos:definition', 'en')}\n\n"
    if note := texts(node, "skos:scopeNote", "uk"):
        yield f"_{note} {texts(node, 'skos:scopeNote', 'en')}_\n\n"
    if parents := [f"`{short(one)}`" for one in node.get("rdfs:subClassOf", []) if isinstance(one, NamedNode)]:
        yield f"* under · під: {', '.join(parents)}\n"
    if "rdfs:domain" in node:
        yield f"* {ends(terms, node, 'rdfs:domain')} → {ends(terms, node, 'rdfs:range')}\n"
    yield f"* example · приклад: {texts(node, 'skos:example', '')}\n\n"


def vocabularies(terms: dict[object, Node]) -> Iterator[str]:
    """The closed vocabularies as tables."""
    families: dict[str, list[object]] = defaultdict(list)
    for iri, node in terms.items():
        if NamedNode(PREFIXES["owl"] + "NamedIndividual") in node.get("rdf:type", []):
            families[short(next(one for one in node["rdf:type"] if short(one).startswith("kg:")))].append(iri)
    for family, iris in families.items():
        yield f"### {family}\n\n| term | українською | English | означення · definition | приклад · example |\n"
        yield "|---|---|---|---|---|\n"
        for iri in iris:
            node = terms[iri]
            definition = f"{texts(node, 'skos:definition', 'uk')} {texts(node, 'skos:definition', 'en')}"
            labels = f"{texts(node, 'rdfs:label', 'uk')} | {texts(node, 'rdfs:label', 'en')}"
            yield f"| `{short(iri)}` | {labels} | {definition} | {texts(node, 'skos:example', '')} |\n"
        yield "\n"


def page() -> str:
    """The whole page."""
    terms = read()
    parts = [HEAD.format(ontology=ids.ONTOLOGY)]
    for title, kind in SECTIONS:
        parts.append(f"\n## {title}\n\n")
        for iri, node in terms.items():
            if short(iri).startswith("kg:") and kind in [short(one) for one in node.get("rdf:type", [])]:
                parts += entry(terms, iri)
    parts.append("\n## Closed vocabularies · Закриті словники\n\n")
    parts += vocabularies(terms)
    parts.append("\n## Terms of other vocabularies · Терміни інших словників\n\n")
    for iri, node in terms.items():
        if isinstance(iri, NamedNode) and not iri.value.startswith(ids.ONTOLOGY) and "rdfs:label" in node:
            parts.append(f"* `{short(iri)}` – {texts(node, 'rdfs:label', 'uk')} · {texts(node, 'rdfs:label', 'en')}\n")
    return "".join(parts).rstrip("\n") + "\n"


def main() -> int:
    """Write or check."""
    text = page()
    if "--check" in sys.argv[1:]:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text
        if not fresh:
            print(f"{PAGE} is not up to date: run tools/ontology_page.py", file=sys.stderr)
        return 0 if fresh else 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
