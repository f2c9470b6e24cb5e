"""`kg evaluate`: scores against gold; not for how they are counted."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import DONE, FINDINGS, Progress, analyzer_options, command, put, say
from kg.cli.texts import language, t

if TYPE_CHECKING:
    from kg.evaluate import Report
    from kg.model import Extraction

_BOUND = re.compile(r"0?\.\d+|[01](?:\.0*)?")
"""An F1 between 0 and 1."""
EXAMPLES = ("kg evaluate gold.jsonl seeds", "kg evaluate gold.jsonl --predictions statements.jsonl --gate full=0.5")


@command("evaluate", EXAMPLES, "evaluate_more")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1)
@click.option("--predictions", type=click.Path(path_type=Path), help=t("evaluate_predictions"))
@click.option("--part", type=click.Choice(["tune", "check"]), help=t("evaluate_part"))
@click.option("--errors", "listing", is_flag=True, help=t("evaluate_errors"))
@click.option("--gate", "gates", multiple=True, metavar="LEVEL=F1", help=t("evaluate_gate"))
@click.option("--json", "as_json", is_flag=True, help=t("json"))
@analyzer_options
def evaluate(
    gold: Path,
    sources: tuple[str, ...],
    predictions: Path | None,
    part: str | None,
    listing: bool,
    gates: tuple[str, ...],
    as_json: bool,
    analyzer: str,
    stanza_dir: str | None,
) -> int:
    """Prints a table of all levels, and the errors where they are asked for."""
    import json

    from kg import evaluate as room

    if bool(sources) == bool(predictions):
        raise click.UsageError(t("evaluate_needs"))
    if [str(gold), str(predictions), *sources].count("-") > 1:
        raise click.UsageError(t("stdin_once"))
    wanted = room.read_gold(gold, part)  # type: ignore[arg-type]
    if predictions:
        found = room.read_gold(predictions)
    else:
        found = _extracted(sources, {one.doc for one in wanted}, analyzer, stanza_dir)
    report = room.score(wanted, found)
    put(json.dumps(report.to_json(), ensure_ascii=False, indent=1) if as_json else room.table(report, language()))
    if listing:
        for case in room.errors(wanted, found):
            put(json.dumps(case.to_json(), ensure_ascii=False) if as_json else case.line())
    return FINDINGS if _below(report, gates) else DONE


def _extracted(sources: tuple[str, ...], docs: set[str], analyzer: str, stanza_dir: str | None) -> "list[Extraction]":
    from kg import pipeline

    progress = Progress()
    found: list[Extraction] = []

    def failed(error: pipeline.ArticleError) -> None:
        progress.clear()
        say(t("error_line", where=error.where, reason=error.reason), always=True)

    options = pipeline.Options(analyzer, stanza_dir)
    for one in pipeline.extract(sources, options, failed, keep=lambda article: article.id in docs):
        found.append(one)
        progress("analyse", len(found))
    progress.clear()
    return found


def _below(report: "Report", gates: tuple[str, ...]) -> bool:
    """Whether a level is lower than its gate says; each is told."""
    failed = False
    for gate in gates:
        level, _, bound = gate.partition("=")
        if level not in report.levels or not _BOUND.fullmatch(bound):
            raise click.UsageError(f"--gate {gate}: LEVEL=F1 ({', '.join(report.levels)})")
        value = report.levels[level].f1 or 0.0
        if value < float(bound):
            failed = True
            say(t("gate_failed", level=level, value=f"{value:.3f}", bound=bound), always=True)
    return failed
