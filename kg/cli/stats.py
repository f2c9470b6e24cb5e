"""`kg stats`: what a graph holds, counted; not for questions about it (see `kg query`)."""

from pathlib import Path

import click

from kg.cli.common import DONE, command, out_argument, put
from kg.cli.texts import t

_WIDTH = 20
EXAMPLES = ("kg stats out", "kg stats out --json")


@command("stats", EXAMPLES)
@out_argument
@click.option("--json", "as_json", is_flag=True, help=t("json"))
def stats(out: Path, as_json: bool) -> int:
    """Prints the report of the last build."""
    import json

    from kg.pipeline import Folder

    data = Folder(out).require()
    if as_json:
        put(json.dumps(data, ensure_ascii=False, indent=1))
        return DONE
    counts = dict(data["counts"])
    rows = [(t(f"stats_{name}"), value) for name, value in counts.items() if name != "stances"]
    rows += [("  " + t(f"stance_{name}"), value) for name, value in counts["stances"].items()]
    for name, value in rows:
        put(f"{name:<{_WIDTH}}{value:>10}")
    put(f"kg {data['kg']}, {data['analyzer']['name']} {data['analyzer']['version']}, rules {data['rules']}")
    return DONE
