"""`kg export`: the graph in another format; not for the formats themselves."""

from pathlib import Path

import click

from kg.cli.common import DONE, command, put, refuse_existing, say, tell_of, to_stdout
from kg.cli.texts import t

EXAMPLES = ("kg export out turtle -o graph.ttl", "kg export out nquads -o graph.nq --force")


@command("export", EXAMPLES)
@click.argument("out", type=click.Path(path_type=Path), required=False)
@click.argument("form", metavar="FORMAT", required=False)
@click.option("-o", "--to-file", "target", type=click.Path(path_type=Path), help=t("target"))
@click.option("--list", "listing", is_flag=True, help=t("export_list"))
@click.option("--force", is_flag=True, help=t("force"))
def export(out: Path | None, form: str | None, target: Path | None, listing: bool, force: bool) -> int:
    """Writes one file (or folder) in the format."""
    from kg import export as room
    from kg.errors import ExportError
    from kg.pipeline import Folder

    if listing:
        put("\n".join(sorted(room.formats())))
        return DONE
    known = ", ".join(sorted(room.formats()))
    if out is None or form is None or target is None:
        raise click.UsageError(f"kg export OUT FORMAT -o PATH; {known}")
    if form not in room.formats():
        raise click.UsageError(f"no format {form!a}: use one of {known}")
    Folder(out).require()
    tell_of("kg.export")
    if target == Path("-"):
        if not to_stdout(lambda path: room.export(out, form, path)):
            raise ExportError(f"{form} makes several files: give a folder with -o PATH")
        return DONE
    refuse_existing(target, force)
    room.export(out, form, target, force)
    say(t("written", path=target))
    return DONE
