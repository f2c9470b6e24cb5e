"""`kg extract`: what is said in articles, as JSON Lines in the annotation format; no graph."""

import click

from kg.cli.common import (
    DONE,
    FAILED,
    Progress,
    analyzer_options,
    command,
    engine_options,
    say,
    seconds_option,
    writing,
)
from kg.cli.texts import t

EXAMPLES = ("kg extract seeds", "kg extract seeds -o statements.jsonl")


@command("extract", EXAMPLES)
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--out", "target", default="-", help=t("target"))
@analyzer_options
@engine_options
@seconds_option
@click.option("--strict", is_flag=True, help=t("strict"))
@click.option("--force", is_flag=True, help=t("force"))
def extract(sources: tuple[str, ...], target: str, strict: bool, force: bool, **given: object) -> int:
    """Prints one line an article."""
    import json

    from kg import pipeline

    errors: list[pipeline.ArticleError] = []
    progress = Progress(sources if target != "-" else ())

    def failed(error: pipeline.ArticleError) -> None:
        errors.append(error)
        progress.clear()
        say(t("error_line", where=error.where, reason=error.reason), always=True)

    options = pipeline.Options(**given)  # type: ignore[arg-type]
    done = 0
    with writing(target, force) as file:
        for done, one in enumerate(pipeline.extract(sources, options, failed), 1):
            file.write(json.dumps(one.to_json(), ensure_ascii=False) + "\n")
            if target == "-":
                file.flush()
            else:
                progress("analyse", done)
    progress.clear()
    return FAILED if errors and (strict or not done) else DONE
