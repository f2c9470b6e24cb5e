"""`kg judge`: decisions of people on who and what is the same; the graph follows at the next build."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import DONE, command, out_argument, put, say
from kg.cli.texts import t

if TYPE_CHECKING:
    from kg.resolve import Resolution

EXAMPLES = ("kg judge out Alibaba 'Financial Times' different --reason 'company and newspaper'", "kg judge out")


@command("judge", EXAMPLES, "judge_more")
@out_argument
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.argument("verdict", required=False, type=click.Choice(["same", "different", "unsure"]))
@click.option("--kind", type=click.Choice(["actor", "claim"]), default="actor", show_default=True, help=t("judge_kind"))
@click.option("--reason", "reasons", multiple=True, help=t("judge_reason"))
def judge(out: Path, a: str | None, b: str | None, verdict: str | None, kind: str, reasons: tuple[str, ...]) -> int:
    """Records a judgement in the journal, or lists those of people."""
    import json

    from kg.pipeline import Folder
    from kg.resolve import Judgement, Verdict, read_judgements, record, resolve

    folder = Folder(out)
    folder.require()
    there = read_judgements(folder.judgements_file)
    if a is None:
        for one in there:
            if one.by != "kg":
                put(json.dumps(one.to_json(), ensure_ascii=False))
        return DONE
    if b is None or verdict is None:
        raise click.UsageError("kg judge OUT A B same|different|unsure")
    if kind == "actor":
        resolution = resolve(folder.extractions(), there)
        a, b = _own(resolution, a), _own(resolution, b)
    if a == b:
        raise click.UsageError(f"A = B = {a}")
    made = Judgement.of(kind, a, b, Verdict(verdict), reasons=reasons)
    say(t("recorded", out=out) if record(folder.judgements_file, [made]) else t("recorded_already"))
    return DONE


def _own(resolution: "Resolution", text: str) -> str:
    """An own id for a name, an id or an IRI of an actor; QueryError where none or several bear the name."""
    from kg.errors import QueryError
    from kg.ids import normal_name

    found = resolution.find(text)
    if found:
        return found
    key = normal_name(text)
    named = [
        one for one in resolution.actors.values() if key in {normal_name(name) for name in (one.name, *one.aliases)}
    ]
    if len(named) != 1:
        ids = ", ".join(f"{one.name} ({one.node})" for one in named[:5])
        raise QueryError(f"{len(named)} actors are named {text!r}" + (f": give the id of one of {ids}" if ids else ""))
    return named[0].own_ids[0]
