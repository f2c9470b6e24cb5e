"""`kg explain`: one statement in full, with what it rests on; not for judging it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import DONE, command, out_argument, put
from kg.cli.texts import t

if TYPE_CHECKING:
    from kg.model import Article, Extraction, Statement
    from kg.pipeline import Folder
    from kg.store.oxigraph import GraphStore

EXAMPLES = ("kg explain out 000_cc26da4d9c726f5c:s3", "kg explain out 000_cc26da4d9c726f5c:s1 --json")

_WIDTH = 16
_FIND = """SELECT ?statement ?document ?local WHERE {
  ?statement kg:inArticle ?article ; kg:localId ?local . ?article schema:identifier ?document
}"""


@command("explain", EXAMPLES)
@out_argument
@click.argument("statement", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help=t("json"))
def explain(out: Path, statement: str, as_json: bool) -> int:
    """Prints sentence, cue, rule, source, content, links, paths in the tree and triples."""
    import json

    from kg.graph import statement_iris
    from kg.graph.terms import clean
    from kg.pipeline import Folder
    from kg.store import open_store

    folder = Folder(out)
    base = folder.require()["base"]
    store = open_store(folder.store_folder)
    article, extraction, found = _find(folder, store, statement)
    node = statement_iris(extraction, base)[found.id]
    triples = sorted(f"{quad.predicate} {quad.object}" for quad in store.quads(node))
    if as_json:
        more = {"doc": article.id, "iri": node.value, "triples": triples, "tree": _tree(folder, article, found)}
        put(json.dumps(found.to_json() | more, ensure_ascii=False, indent=1))
        return DONE
    paths = [(f"path_{name}", way) for name, way in _tree(folder, article, found).items()]
    for name, value in (*_rows(article, extraction, found), *paths):
        if value:
            put(clean(f"{t(f'explain_{name}'):<{_WIDTH}}{value}"))
    put(f"\n{node}")
    for triple in triples:
        put(f"  {triple}")
    return DONE


def _find(folder: "Folder", store: "GraphStore", text: str) -> "tuple[Article, Extraction, Statement]":
    """The statement called `ARTICLE:s3` or by its IRI; QueryError if there is none."""
    from pyoxigraph import NamedNode

    from kg.errors import QueryError

    text = text.removeprefix("<").removesuffix(">")
    document, _, local = text.rpartition(":")
    if text.startswith(("http://", "https://")):  # an IRI, or an article whose id is an address
        try:
            rows = store.query(_FIND, {"statement": NamedNode(text)}).values()
        except ValueError as error:
            raise QueryError(f"{text!r} is no IRI: {error}") from error
        if rows:
            document, local = rows[0]["document"], rows[0]["local"]
    for article, extraction in folder.pairs():
        if article.id == document:
            for one in extraction.statements:
                if one.id == local:
                    return article, extraction, one
    raise QueryError(f"{folder.path}: no statement {text!r}: give ARTICLE:s3 or the IRI of a statement")


def _rows(article: "Article", extraction: "Extraction", one: "Statement") -> list[tuple[str, str]]:
    """Names and values of what is shown; the empty ones are left out by the caller."""
    actor = next((actor for actor in extraction.actors if actor.name == one.source.name), None)
    by_id = {other.id: other for other in extraction.statements}
    targets = [f"{key} ({by_id[key].source.name}: {_squeeze(by_id[key].content)})" for key in one.denies]
    source = f"{one.source.name} ({one.source.kind.value}{f', {actor.gazetteer}' if actor and actor.gazetteer else ''})"
    here = t("explain_here")
    named = f", {here}: {_squeeze(one.source.span)} {_place(one.source.span)}" if one.source.span else ""
    return [
        ("article", " · ".join(part for part in (article.id, article.outlet, article.date, article.title) if part)),
        ("sentence", f"{_squeeze(one.sentence)} {_place(one.sentence)}"),
        ("source", source + named),
        ("stance", t("explain_how", stance=one.stance.value, act=one.act.value, quote=one.quote.value)),
        (
            "cue",
            f"{_squeeze(one.cue)} {_place(one.cue)}"
            + (f", {t('explain_lemma')} {one.cue_lemma}" if one.cue_lemma else "")
            if one.cue
            else "",
        ),
        ("content", f"{_squeeze(one.content)} {_place(one.content)}" if one.content else ""),
        ("via", " ← ".join(one.via)),
        ("about", ", ".join(one.about)),
        ("for", one.on_behalf_of or ""),
        ("to", one.addressee or ""),
        ("said_at", one.said_at or ""),
        ("valid_time", one.valid_time or ""),
        ("denies" if one.stance.value == "denies" else "target", "; ".join(targets)),
        ("found_by", one.target_resolution or ""),
        ("inside", one.part_of or ""),
        ("rule", f"{one.rule}, {t('explain_confidence')} {one.confidence:.2f}"),
    ]


def _tree(folder: "Folder", article: "Article", one: "Statement") -> dict[str, str]:
    """The paths in the tree from the cue, by the analyzer that the folder was made with; why not, where it is not
    here."""
    from kg.errors import AnalyzerError
    from kg.nlp import load, spare_torch

    name = folder.require()["analyzer"]["name"]
    spare_torch(name)
    from kg.extract.paths import tree_paths

    try:
        doc = load(name)(article.text)
    except AnalyzerError as error:
        return {"error": str(error)}
    return dict(tree_paths(doc, one))


def _squeeze(span: object) -> str:
    text = getattr(span, "text", "")
    return "«" + " ".join(str(text).split()) + "»"


def _place(span: object) -> str:
    return f"[{getattr(span, 'start', 0)}–{getattr(span, 'end', 0)}]"
