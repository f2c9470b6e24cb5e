"""Making RDF terms out of Python values: clean, canonical literals and flat IRIs.

Not for the ontology's own names (`vocabulary`).
"""

import re
from datetime import UTC, date, datetime

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import ids
from kg.errors import DataError
from kg.graph.vocabulary import term

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BASE = re.compile(r"https?://[A-Za-z0-9.:@_~%/+-]+")
_XSD = {name: term(f"xsd:{name}") for name in ("integer", "decimal", "date", "dateTime")}


def clean(text: str) -> str:
    """The text with U+FFFD for each character that XML or UTF-8 cannot carry: same length, so offsets keep."""
    return _UNFIT.sub("\ufffd", text)


def string(text: str, language: str | None = None) -> Literal:
    """A plain or language-tagged literal of the cleaned text."""
    return Literal(clean(text), language=language)


def value(one: NamedNode | BlankNode | Literal | Triple) -> str:
    """The IRI, the label of a blank node or the text of a literal; the graph holds no triple terms."""
    assert not isinstance(one, Triple)
    return one.value


def integer(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(int(number)), datatype=_XSD["integer"])


def decimal(number: float) -> Literal:
    """An xsd:decimal of at most two places in canonical form (0.9, 1)."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return Literal("0" if text in ("-0", "") else text, datatype=_XSD["decimal"])


def moment(text: str) -> Literal:
    """A date or time in ISO 8601 as xsd:date or xsd:dateTime (UTC where the zone is known); other text as it is."""
    try:
        if len(text) == 10:
            return Literal(date.fromisoformat(text).isoformat(), datatype=_XSD["date"])
        parsed = datetime.fromisoformat(text).replace(microsecond=0)
        shown = parsed.astimezone(UTC).isoformat().replace("+00:00", "Z") if parsed.tzinfo else parsed.isoformat()
        return Literal(shown, datatype=_XSD["dateTime"])
    except (ValueError, OverflowError):
        return string(text)


def check_base(base: str) -> str:
    """The base IRI without closing slashes; DataError unless it is a plain ASCII http(s) IRI."""
    try:
        NamedNode(base if _BASE.fullmatch(base) else "")
    except ValueError as error:
        raise DataError(
            f"--base {base!a}: not an ASCII http(s) IRI without query and fragment, such as {ids.DEFAULT_BASE}"
        ) from error
    return base.rstrip("/")


def node(base: str, kind: str, *parts: object) -> NamedNode:
    """The node `base/kind/digest(parts)`."""
    return NamedNode(ids.iri(base, kind, ids.digest(kind, *parts)))


def article_iri(base: str, article: str) -> NamedNode:
    """The article's node."""
    return node(base, "article", article)


def graph_iri(base: str, article: str) -> NamedNode:
    """The named graph that holds what the article says."""
    return node(base, "graph", article)


def corpus_iri(base: str) -> NamedNode:
    """The named graph of actors, judged claims and judgements."""
    return NamedNode(ids.iri(base, "graph", "corpus"))


def actor_iri(base: str, local: str) -> NamedNode:
    """The node of an actor's cluster."""
    return NamedNode(ids.iri(base, "actor", local))


def claim_iri(base: str, local: str) -> NamedNode:
    """The node of a claim."""
    return NamedNode(ids.iri(base, "claim", local))
