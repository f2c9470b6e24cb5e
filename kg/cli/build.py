"""`kg build`: the whole way; not for any single stage."""

import shlex
from dataclasses import replace
from pathlib import Path

import click

from kg import config
from kg.cli.common import DONE, FAILED, Progress, analyzer_options, command, engine_options, put, say, seconds_option
from kg.cli.texts import t
from kg.scale import ENGINES

EXAMPLES = (
    "kg build seeds -o out",
    "kg build seeds -o out --engine ray",
    "kg build seeds -o out --base https://example.org/kg/ --strict",
)


@command("build", EXAMPLES, "build_more")
@click.argument("sources", nargs=-1)
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=t("build_out"))
@analyzer_options
@click.option("--base", default=config.load().base, show_default=True, help=t("base"))
@engine_options
@seconds_option
@click.option("--strict", is_flag=True, help=t("strict"))
@click.option("--force", is_flag=True, help=t("force"))
@click.option("--json", "as_json", is_flag=True, help=t("json"))
def build(sources: tuple[str, ...], out: Path, as_json: bool, strict: bool, **given: object) -> int:
    """Builds and says in five lines what was found and what to do next."""
    from kg import pipeline

    if not sources and pipeline.Folder(out).report() is None:
        raise click.UsageError(t("build_needs", out=out))
    progress = Progress(sources)
    options = pipeline.Options(**given)  # type: ignore[arg-type]
    if options.engine == ENGINES[0] and options.jobs is None:
        options = replace(options, jobs=1)  # its memory is free for what follows, and its death costs an article alone

    def failed(error: pipeline.ArticleError) -> None:
        progress.clear()
        say("  " + t("error_line", where=error.where, reason=error.reason), always=True)

    try:
        report = pipeline.build(sources, out, options, failed, progress)
    finally:
        progress.clear()
    _tell(report, out, as_json)
    return FAILED if report.errors and (strict or not (report.analysed or report.known)) else DONE


def _tell(report: "object", out: Path, as_json: bool) -> None:
    import json

    from kg.pipeline import Folder, Report

    assert isinstance(report, Report)
    data = report.data
    if as_json:
        numbers = {name: getattr(report, name) for name in ("analysed", "known", "replaced", "errors")}
        put(json.dumps(data | numbers, ensure_ascii=False, indent=1))
    counts = data["counts"]
    if report.unchanged:
        say(t("built_none", out=out, **counts))
    else:
        say(t("built_1", **counts, **counts["stances"]))
    see = t("built_see", path=Folder(out).errors_file) if report.errors else ""
    say(t("built_2", analysed=report.analysed, known=report.known, errors=report.errors, see=see))
    if report.replaced:
        say(t("built_replaced", replaced=report.replaced))
    typed = shlex.quote(str(out))
    say(t("built_3", page=Folder(out).page_file) if data["page"] else t("built_3_none", out=typed))
    say(t("built_4", out=typed))
    say(t("built_5", out=typed, example=shlex.quote(_example(out))))


def _example(out: Path) -> str:
    """The first statement of the graph, as `ARTICLE:s1`; a pattern where there is none."""
    from itertools import islice

    from kg.pipeline import Folder

    first = islice(Folder(out).extractions(), 100)
    return next((f"{one.doc}:{one.statements[0].id}" for one in first if one.statements), "ARTICLE:s1")
