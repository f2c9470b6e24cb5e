"""`kg judge`: decisions of people on who and what is the same; the graph follows at the next build."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import DONE, command, out_argument, put, say
from kg.cli.texts import t

if TYPE_CHECKING:
    from kg.resolve import Judgement, Resolution

EXAMPLES = (
    "kg judge out Alibaba 'Financial Times' different --reason 'company and newspaper'",
    "kg judge out",
    "kg judge out --by-rule",
)
_VERDICTS = ("same", "different", "unsure", "undo")


@command("judge", EXAMPLES, "judge_more")
@out_argument
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.argument("verdict", required=False, type=click.Choice(_VERDICTS))
@click.option("--kind", type=click.Choice(["actor", "claim"]), default="actor", show_default=True, help=t("judge_kind"))
@click.option("--reason", "reasons", multiple=True, help=t("judge_reason"))
@click.option("--by-rule", is_flag=True, help=t("judge_by_rule"))
@click.option("--from", "other", type=click.Path(path_type=Path, exists=True), help=t("judge_from"))
def judge(
    out: Path,
    a: str | None,
    b: str | None,
    verdict: str | None,
    kind: str,
    reasons: tuple[str, ...],
    by_rule: bool,
    other: Path | None,
) -> int:
    """Records, takes back or carries over judgements in the journal, or lists them."""
    from kg.pipeline import Folder
    from kg.resolve import read_judgements, record, resolve

    folder = Folder(out)
    folder.require()
    there = read_judgements(folder.judgements_file)
    if other is not None:
        made = _carried(other)
        say(t("recorded", out=out) if record(folder.judgements_file, made) else t("recorded_already"))
        return DONE
    if a is None:
        _list(resolve(folder.extractions(), there), by_rule)
        return DONE
    if b is None or verdict is None:
        raise click.UsageError(f"kg judge OUT A B {'|'.join(_VERDICTS)}")
    if kind == "actor":
        resolution = resolve(folder.extractions(), there)
        a, b = _own(resolution, a), _own(resolution, b)
    if a == b:
        raise click.UsageError(f"A = B = {a}")
    made = [_made(kind, a, b, verdict, reasons)]
    say(t("recorded", out=out) if record(folder.judgements_file, made) else t("recorded_already"))
    return DONE


def _made(kind: str, a: str, b: str, verdict: str, reasons: tuple[str, ...]) -> "Judgement":
    """The judgement of a person; `undo` gives the pair back to the rules."""
    from kg.resolve import BY_RULE, Judgement, Verdict

    if verdict == "undo":
        return Judgement.of(kind, a, b, Verdict.UNSURE, rule="undone", reasons=reasons, by=BY_RULE)
    return Judgement.of(kind, a, b, Verdict(verdict), reasons=reasons)


def _carried(other: Path) -> "list[Judgement]":
    """What people have the last word on in another build's folder, or in a journal."""
    from kg.pipeline import Folder
    from kg.resolve import BY_RULE, latest, read_judgements

    path = Folder(other).judgements_file if other.is_dir() else other
    return [one for one in latest(read_judgements(path)).values() if one.by != BY_RULE]


def _list(resolution: "Resolution", by_rule: bool) -> None:
    """One JSON line a judgement: those of people that hold, or those by rule with their scores and reasons."""
    import json

    by = (*resolution.made, *resolution.undecided, *resolution.contradictions)
    for one in by if by_rule else resolution.given:
        put(json.dumps(one.to_json(), ensure_ascii=False))


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
