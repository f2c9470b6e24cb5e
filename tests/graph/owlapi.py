"""The OWL API and HermiT on files, in a process of its own: `python owlapi.py FILE …` writes one JSON line a file.

The Java archives come with the package mowl-borg, which is never imported (it would want torch).
"""

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

UNFIT = ("osgidistribution", "standalone", "elk-protege", "log4j-1", "owlapi-compatibility")
"""Archives that would shadow others."""


def archives() -> list[str]:
    """The class path; empty where the package is not there."""
    found = importlib.util.find_spec("mowl")
    if found is None or found.origin is None:
        return []
    jars = sorted(Path(found.origin).parent.rglob("*.jar"))
    return [str(jar) for jar in jars if not any(part in jar.name for part in UNFIT)]


def report(path: str, catalog: str | None, reason: bool) -> dict[str, Any]:
    """Profile violations, consistency, unsatisfiable classes and members of the defined classes of one file."""
    import jpype

    load = jpype.JClass
    manager = load("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    if catalog:
        _map(manager, catalog)
    file = load("java.io.File")(path)
    ontology = manager.loadOntologyFromOntologyDocument(file)
    profile = load("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology)
    found: dict[str, Any] = {
        "file": path,
        "axioms": int(ontology.getAxiomCount()),
        "individuals": int(ontology.getIndividualsInSignature().size()),
        "violations": [str(one) for one in profile.getViolations()][:10],
    }
    return found | (_reasoned(ontology, manager) if reason else {})


def _map(manager: Any, catalog: str) -> None:
    """What Protégé does with `catalog-v001.xml`: ontology IRIs become files beside it."""
    import xml.etree.ElementTree as ET

    import jpype

    iri = jpype.JClass("org.semanticweb.owlapi.model.IRI")
    mapper = jpype.JClass("org.semanticweb.owlapi.util.SimpleIRIMapper")
    for entry in ET.parse(catalog).getroot():
        document = iri.create(jpype.JClass("java.io.File")(str(Path(catalog).parent / entry.attrib["uri"])))
        manager.getIRIMappers().add(mapper(iri.create(entry.attrib["name"]), document))


def _reasoned(ontology: Any, manager: Any) -> dict[str, Any]:
    import jpype

    reasoner = jpype.JClass("org.semanticweb.HermiT.Reasoner$ReasonerFactory")().createNonBufferingReasoner(ontology)
    if not reasoner.isConsistent():
        return {"consistent": False}
    factory = manager.getOWLDataFactory()
    iri = jpype.JClass("org.semanticweb.owlapi.model.IRI")
    names = ("Denial", "Refusal", "RelayedStatement", "AnonymousStatement", "DeniedClaim", "UnverifiedClaim")
    nothing = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
    members = {}
    for name in names:
        one = factory.getOWLClass(iri.create(f"https://w3id.org/kg-uk/ontology#{name}"))
        members[name] = int(reasoner.getInstances(one, False).getFlattened().size())
    return {"consistent": True, "unsatisfiable": [str(one) for one in nothing], "members": members}


def instances(path: str, queries: list[str]) -> list[int]:
    """How many individuals each DL query finds, names read as Protégé does: labels in Ukrainian, quoted."""
    import jpype

    load = jpype.JClass
    manager = load("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(load("java.io.File")(path))
    reasoner = load("org.semanticweb.HermiT.Reasoner$ReasonerFactory")().createNonBufferingReasoner(ontology)
    both = load("org.semanticweb.owlapi.util.BidirectionalShortFormProviderAdapter")(
        manager, load("java.util.Collections").singleton(ontology), _names(path)
    )
    checker = load("org.semanticweb.owlapi.expression.ShortFormEntityChecker")(both)
    counts = []
    for query in queries:
        parser = load("org.semanticweb.owlapi.apibinding.OWLManager").createManchesterParser()
        parser.setDefaultOntology(ontology)
        parser.setOWLEntityChecker(checker)
        parser.setStringToParse(query)
        counts.append(int(reasoner.getInstances(parser.parseClassExpression(), False).getFlattened().size()))
    return counts


def _names(path: str) -> Any:
    """Labels in Ukrainian in the place of IRIs, quoted where there is a space."""
    import jpype
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    labels = {
        quad.subject.value: quad.object.value
        for quad in parse(path=path, format=RdfFormat.TURTLE)
        if quad.predicate == label
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == "uk"
    }

    class Names:
        @jpype.JOverride
        def getShortForm(self, entity: Any) -> str:  # noqa: N802 - the name of the interface
            found = labels.get(str(entity.getIRI()), str(entity.getIRI()))
            return f"'{found}'" if " " in found else found

        @jpype.JOverride
        def dispose(self) -> None:
            labels.clear()

    return jpype.JImplements("org.semanticweb.owlapi.util.ShortFormProvider")(Names)()


def main(arguments: list[str]) -> None:
    """`[--catalog FILE] [--profile-only] FILE …` or `--queries FILE QUERY …`"""
    import jpype

    jpype.startJVM("-Xmx1g", classpath=archives(), convertStrings=True)
    if arguments[0] == "--queries":
        sys.stdout.write(json.dumps(instances(arguments[1], arguments[2:])) + "\n")
        return
    catalog = arguments[arguments.index("--catalog") + 1] if "--catalog" in arguments else None
    reason = "--profile-only" not in arguments
    for path in arguments:
        if path.endswith((".ttl", ".rdf")):
            sys.stdout.write(json.dumps(report(path, catalog, reason), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
