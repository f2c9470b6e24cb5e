"""`kg validate`: checks of a graph, one line a finding; not for mending."""

from pathlib import Path

import click

from kg.cli.common import DONE, FINDINGS, command, out_argument, put, say
from kg.cli.texts import t

EXAMPLES = ("kg validate out", "kg validate out --json")


@command("validate", EXAMPLES)
@out_argument
@click.option("--json", "as_json", is_flag=True, help=t("json"))
def validate(out: Path, as_json: bool) -> int:
    """Prints findings to stdout; exit 3 where there are any."""
    import json
    from dataclasses import asdict

    from kg import open_graph

    graph = open_graph(out)
    count = 0
    for one in graph.findings():
        count += 1
        put(json.dumps(asdict(one), ensure_ascii=False, default=str) if as_json else str(one))
    say(t("findings", count=count) if count else t("validated", out=out, articles=graph.report["counts"]["articles"]))
    return FINDINGS if count else DONE
