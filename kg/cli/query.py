"""`kg query`: named questions and SPARQL over the store of a graph; not for writing questions."""

import sys
from pathlib import Path

import click

from kg.cli.common import DONE, command, out_argument, put, say
from kg.cli.texts import language, t

EXAMPLES = ("kg query out denials", "kg query out claims-about -p actor=Alibaba --format csv")
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


@command("query", EXAMPLES, "query_more")
@out_argument
@click.argument("question", required=False)
@click.option("-e", "--text", help=t("query_text"))
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help=t("query_parameter"))
@click.option("--list", "listing", is_flag=True, help=t("query_list"))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help=t("query_format")
)
@click.option("--json", "as_json", is_flag=True, help=t("json"))
@click.option("--limit", type=click.IntRange(min=1), help=t("query_limit"))
@click.option("--seconds", type=click.FloatRange(min=0, min_open=True), help=t("query_seconds"))
def query(
    out: Path,
    question: str | None,
    text: str | None,
    parameters: tuple[str, ...],
    listing: bool,
    form: str,
    as_json: bool,
    limit: int | None,
    seconds: float | None,
) -> int:
    """Prints the answer."""
    from kg.pipeline import Folder
    from kg.store import Limits, open_store

    if listing:
        _list()
        return DONE
    if (question is None) == (text is None):
        raise click.UsageError(t("query_more"))
    folder = Folder(out)
    folder.require()
    store = open_store(folder.store_folder)
    limits = Limits(rows=limit, seconds=seconds)
    sparql = text or _sparql(question or "")
    if sparql is None:
        result = store.ask(question or "", _pairs(parameters), limits)
    else:
        result = store.query(sparql, None, limits)
    put(result.write("json" if as_json else form).rstrip("\n"))
    if result.cut:
        say(t("cut", rows=limit))
    return DONE


def _list() -> None:
    from kg.graph import questions

    for one in questions.catalogue():
        names = " ".join(f"[-p {p.name}=…]" if p.optional else f"-p {p.name}=…" for p in one.parameters)
        put(f"{one.name:<18} {one.title_uk if language() == 'uk' else one.title_en}" + (f"   {names}" if names else ""))


def _sparql(question: str) -> str | None:
    """The text of a file or of stdin; None for the name of a question."""
    if question == "-":
        return sys.stdin.read()
    path = Path(question)
    return path.read_text(encoding="utf-8-sig") if path.is_file() else None


def _pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs = [one.partition("=") for one in parameters]
    if wrong := [name for name, mark, value in pairs if not (name and mark and value)]:
        raise click.UsageError(f"-p {wrong[0]}: NAME=VALUE")
    return {name: value for name, _, value in pairs}
