"""`kg load`: the graph into a running Neo4j; not for files, which `kg export` writes."""

import os
from pathlib import Path

import click

from kg.cli.common import DONE, Progress, command, out_argument, say, tell_of
from kg.cli.texts import t

EXAMPLES = ("kg load out bolt://localhost:7687", "kg load out neo4j+s://graph.example.org --database news")


@command("load", EXAMPLES, "load_more")
@out_argument
@click.argument("url", metavar="URL")
@click.option("--database", help=t("load_database"))
@click.option("--again", is_flag=True, help=t("load_again"))
@click.option("--keep", is_flag=True, help=t("load_keep"))
def load(out: Path, url: str, database: str | None, again: bool, keep: bool) -> int:
    """Loads and says how much."""
    from kg.export.bolt import Target
    from kg.export.bolt import load as send
    from kg.pipeline import Folder

    Folder(out).require()
    tell_of("kg.export")
    target = Target(url, os.environ.get("NEO4J_USERNAME"), os.environ.get("NEO4J_PASSWORD"), database)
    progress = Progress()
    try:
        loaded = send(out, target, progress, again, keep)
    finally:
        progress.clear()
    say(t("loaded_none", url=url) if loaded.unchanged else t("loaded", url=url, rows=loaded.rows))
    if loaded.removed:
        say(t("loaded_removed", removed=loaded.removed))
    if loaded.held:
        say(t("loaded_held", held=loaded.held))
    return DONE
