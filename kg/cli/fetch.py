"""`kg fetch`: articles from feeds, sitemaps and lists of addresses; the one command that asks servers of others."""

from pathlib import Path

import click

from kg.cli.common import DONE, FAILED, Progress, Seconds, command, say
from kg.cli.texts import t
from kg.errors import InputError

EXAMPLES = (
    "kg fetch https://example.org/rss.xml --to feed",
    "kg fetch https://example.org/sitemap.xml addresses.txt --to feed --limit 200 && kg build feed -o out",
)


@command("fetch", EXAMPLES, "fetch_more")
@click.argument("sources", nargs=-1, required=True)
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help=t("fetch_to"))
@click.option("--limit", "pages", type=click.IntRange(min=1), default=1000, show_default=True, help=t("fetch_limit"))
@click.option("--pause", type=Seconds(min=0), default=1, show_default=True, help=t("fetch_pause"))
@click.option("--seconds", type=Seconds(min=0, min_open=True), default=30, show_default=True, help=t("fetch_seconds"))
@click.option("--again", "known", is_flag=True, help=t("fetch_again"))
@click.option("--allow-private", "private", is_flag=True, help=t("fetch_private"))
@click.option("--strict", is_flag=True, help=t("strict"))
def fetch(sources: tuple[str, ...], folder: Path, strict: bool, **given: object) -> int:
    """Fetches and says what came of it."""
    try:
        from kg.fetch import ARTICLES, Limits
        from kg.fetch import fetch as fetch_all
    except ImportError as error:
        raise InputError(t("fetch_missing", name=error.name)) from error
    progress = Progress()

    def failed(error: InputError) -> None:
        progress.clear()
        say("  " + t("error_line", where=error.where, reason=error.reason), always=True)

    try:
        outcome = fetch_all(sources, folder, Limits(**given), failed, progress)  # type: ignore[arg-type]
    finally:
        progress.clear()
    counts = {name: getattr(outcome, name) for name in ("articles", "unchanged", "errors", "left")}
    say(t("fetched", path=folder / ARTICLES, **counts))
    return FAILED if outcome.errors and (strict or not (outcome.articles or outcome.unchanged)) else DONE
