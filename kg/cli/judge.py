"""`kg judge`: decisions of people on who and what is the same; the graph follows at the next build."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg import config
from kg.cli.common import DONE, command, out_argument, put, say
from kg.cli.texts import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Actor
    from kg.pipeline import Folder
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
    from kg.resolve import of_people, read_judgements, record, resolve

    folder = Folder(out)
    folder.require()
    there = read_judgements(folder.judgements_file)
    if other is not None:
        made = _carried(other)
        _recorded(folder, record(folder.judgements_file, made))
        return DONE
    if a is None:
        _list(_by_rule(resolve(folder.extractions(), there)) if by_rule else of_people(there))
        return DONE
    if b is None or verdict is None:
        raise click.UsageError(f"kg judge OUT A B {'|'.join(_VERDICTS)}")
    find = _claims if kind == "claim" else _actors
    made = find(folder, there, a, b, verdict, reasons)
    _recorded(folder, record(folder.judgements_file, made))
    return DONE


def _recorded(folder: "Folder", new: int) -> None:
    """Says how the graph follows: by a build with what it was built with, where that is not the default here."""
    if not new:
        say(t("recorded_already"))
        return
    settings, report = config.load(), folder.require()
    command = ["kg", "build", "-o", str(folder.path)]
    if report["base"] != settings.base:
        command += ["--base", report["base"]]
    analyzer = report.get("analyzer", {}).get("name", settings.analyzer)
    if analyzer != settings.analyzer:
        command += ["--analyzer", analyzer]
    say(t("recorded", command=shlex.join(command)))


def _actors(
    folder: "Folder", there: "tuple[Judgement, ...]", a: str, b: str, verdict: str, reasons: tuple[str, ...]
) -> "list[Judgement]":
    """What a person says of two actors; QueryError where none or several bear a name."""
    from kg.resolve import resolve

    resolution = resolve(folder.extractions(), there)
    if verdict == "undo":
        return _taken_back(_said_of(folder, resolution, a, b), a, b)
    one, other = _own(resolution, a), _own(resolution, b)
    if one == other:
        raise click.UsageError(t("one_actor", a=a, b=b))
    return _made("actor", one, other, verdict, reasons)


def _claims(
    folder: "Folder", there: "tuple[Judgement, ...]", a: str, b: str, verdict: str, reasons: tuple[str, ...]
) -> "list[Judgement]":
    """What a person says of two claims, given by their ids or IRIs; QueryError for one that is not there."""
    from kg.errors import QueryError
    from kg.ids import claim_id
    from kg.resolve import BY_RULE, latest

    one, other = (text.rstrip("/").rsplit("/", 1)[-1] for text in (a, b))
    if verdict == "undo":
        said = (one for one in latest(there).values() if one.kind == "claim" and one.by != BY_RULE)
        return _taken_back([judged for judged in said if {judged.a, judged.b} == {one, other}], a, b)
    known = {
        claim_id(found.doc, told.content.start, told.content.end)
        for found in folder.extractions()
        for told in found.statements
        if told.content
    }
    for text, local in ((a, one), (b, other)):
        if local not in known:
            raise QueryError(t("no_claim", text=text))
    if one == other:
        raise click.UsageError(f"A = B = {a}")
    return _made("claim", one, other, verdict, reasons)


def _made(kind: str, a: str, b: str, verdict: str, reasons: tuple[str, ...]) -> "list[Judgement]":
    """The judgement of a person on two ids."""
    from kg.graph.terms import clean
    from kg.resolve import Judgement, Verdict

    return [Judgement.of(kind, a, b, Verdict(verdict), reasons=tuple(map(clean, reasons)))]


def _taken_back(said: "Iterable[Judgement]", a: str, b: str) -> "list[Judgement]":
    """What gives the pairs back to the rules; QueryError where nobody has judged any."""
    from kg.errors import QueryError
    from kg.resolve import BY_RULE, Judgement, Verdict

    back = [Judgement.of(one.kind, one.a, one.b, Verdict.UNSURE, rule="undone", by=BY_RULE) for one in said]
    if not back:
        raise QueryError(t("never_judged", a=a, b=b))
    return back


def _said_of(folder: "Folder", resolution: "Resolution", a: str, b: str) -> "list[Judgement]":
    """The judgements of people on two actors, each given by a name or id that it has in the judged article or now."""
    said = [one for one in resolution.given if one.kind == "actor"]
    judged = {own for one in said for own in (one.a, one.b)}
    called = {
        actor.id: _names(actor, resolution)
        for found in folder.extractions()
        for actor in found.actors
        if actor.id in judged
    }

    def fits(own: str, text: str) -> bool:
        return not _keys(text).isdisjoint(called.get(own, {own}))

    exact = [one for one in said if {one.a, one.b} == {a, b}]
    return exact or [one for one in said if (fits(one.a, a) and fits(one.b, b)) or (fits(one.a, b) and fits(one.b, a))]


def _names(actor: "Actor", resolution: "Resolution") -> set[str]:
    """By what an actor of an article can be given: its names, and its ids now and by itself."""
    from kg.ids import normal_name
    from kg.nlp.gazetteer import load

    entry = load().entries.get(actor.gazetteer) if actor.gazetteer else None
    names = {normal_name(name) for name in (actor.name, *actor.aliases, *((entry.name,) if entry else ()))}
    return names | {actor.id, actor.gazetteer or "", resolution.node(actor.id)} - {""}


def _keys(text: str) -> set[str]:
    """What a user's text can be: a name, or an id or IRI."""
    from kg.ids import normal_name

    return {normal_name(text), text.rstrip("/").rsplit("/", 1)[-1]}


def _carried(other: Path) -> "list[Judgement]":
    """What people have the last word on in another build's folder, or in a journal."""
    from kg.errors import DataError
    from kg.pipeline import Folder
    from kg.resolve import BY_RULE, latest, read_judgements

    path = Folder(other).judgements_file if other.is_dir() else other
    if not path.exists():
        raise DataError(t("no_journal", path=path))
    return [one for one in latest(read_judgements(path)).values() if one.by != BY_RULE]


def _by_rule(resolution: "Resolution") -> "Iterable[Judgement]":
    """The judgements by rule, with their scores and reasons."""
    return (*resolution.made, *resolution.undecided, *resolution.contradictions)


def _list(judgements: "Iterable[Judgement]") -> None:
    """One JSON line a judgement."""
    import json

    for one in judgements:
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
    if not named:
        raise QueryError(t("no_actor", text=text))
    if len(named) > 1:
        ids = ", ".join(f"{one.name} ({one.node})" for one in named[:5])
        raise QueryError(t("several_actors", count=len(named), text=text, ids=ids))
    return named[0].own_ids[0]
