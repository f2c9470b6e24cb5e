"""`kg query`: named questions and SPARQL over the store of a graph; not for writing questions."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import interrupts
from kg.cli.common import DONE, Seconds, command, put, say
from kg.cli.texts import language, t

if TYPE_CHECKING:
    from kg.store import GraphStore, RemoteStore
    from kg.store.results import Result

EXAMPLES = ("kg query out denials", "kg query out claims-about -p actor=Alibaba --format csv")
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


@command("query", EXAMPLES, "query_more")
@click.argument("out", type=click.Path(path_type=Path), required=False)
@click.argument("question", required=False)
@click.option("--store", "url", metavar="URL", help=t("query_store"))
@click.option("-e", "--text", help=t("query_text"))
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help=t("query_parameter"))
@click.option("--list", "listing", is_flag=True, help=t("query_list"))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help=t("query_format")
)
@click.option("--json", "as_json", is_flag=True, help=t("json"))
@click.option("--limit", type=click.IntRange(min=1), help=t("query_limit"))
@click.option("--seconds", type=Seconds(min=0, min_open=True), help=t("query_seconds"))
def query(
    out: Path | None,
    question: str | None,
    url: str | None,
    text: str | None,
    parameters: tuple[str, ...],
    listing: bool,
    form: str,
    as_json: bool,
    limit: int | None,
    seconds: float | None,
) -> int:
    """Prints the answer."""
    from kg.store import Limits

    if listing:
        _list()
        return DONE
    if url is not None and question is None and out is not None:
        out, question = None, str(out)
    if (question is None) == (text is None) or (out is None) == (url is None):
        raise click.UsageError(t("query_more"))
    sparql, given = text or _sparql(question or ""), _pairs(parameters)
    _check(question or "", given, sparql)
    store = _store(out, url)
    limits = Limits(rows=limit, seconds=seconds)
    interrupts.leave_at_once()
    result = store.ask(question or "", given, limits) if sparql is None else store.query(sparql, None, limits)
    if form == "table" and language() == "uk":
        result = _headed(result, question if sparql is None else None)
    put(result.write("json" if as_json else form).rstrip("\n"))
    if result.kind == "table" and not result.rows:
        say(t("no_rows"))
    if result.cut:
        say(t("cut", rows=limit))
    return DONE


def _headed(result: "Result", question: str | None) -> "Result":
    """The result under Ukrainian headings, where a ready question was asked."""
    from kg.graph import questions

    if question is None:
        return result
    headings = questions.get(question).columns
    return replace(result, columns=tuple(headings[one][0] if one in headings else one for one in result.columns))


def _check(question: str, given: dict[str, str], sparql: str | None) -> None:
    """UsageError for a question that there is not, or parameters that it does not take."""
    from kg.errors import QueryError
    from kg.store.asking import check_question

    if sparql is not None:
        if given:
            raise click.UsageError(t("query_no_parameters"))
        return
    try:
        check_question(question, given)
    except QueryError as error:
        raise click.UsageError(str(error)) from error


def _store(out: Path | None, url: str | None) -> "GraphStore | RemoteStore":
    """The store of a folder, or the server at a URL."""
    from kg.pipeline import Folder
    from kg.store import RemoteStore, open_store

    if out is None:
        return RemoteStore(url or "")
    folder = Folder(out)
    folder.require()
    return open_store(folder.store_folder)


def _list() -> None:
    from kg.graph import questions

    for one in questions.catalogue():
        names = " ".join(f"[-p {p.name}=…]" if p.optional else f"-p {p.name}=…" for p in one.parameters)
        put(f"{one.name:<18} {one.title_uk if language() == 'uk' else one.title_en}" + (f"   {names}" if names else ""))


def _sparql(question: str) -> str | None:
    """The text of a file or of stdin; None for the name of a question, also where a file is called so."""
    from kg.graph import questions

    if question == "-":
        return _decoded(sys.stdin.buffer.read() if sys.stdin else b"", question)
    path = Path(question)
    return _decoded(path.read_bytes(), question) if question not in questions.ORDER and path.is_file() else None


def _decoded(data: bytes, name: str) -> str:
    from kg.errors import QueryError

    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{name}: no UTF-8 at byte {error.start + 1:,}: save the query as UTF-8") from error


def _pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in parameters]
    if wrong := [name for name, mark, value in pairs if not (name and mark and value)]:
        raise click.UsageError(f"-p {wrong[0]}: NAME=VALUE")
    return {name: value for name, _, value in pairs}
