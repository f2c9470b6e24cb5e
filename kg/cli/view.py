"""`kg view`: the interactive page of a graph or of a part of it; not for how it is drawn."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from kg.cli.common import DONE, command, out_argument, refuse_existing, say, to_stdout, writing
from kg.cli.texts import language, t

if TYPE_CHECKING:
    from kg.model import Article, Extraction
    from kg.view import PageOptions

EXAMPLES = ("kg view out", "kg view out --actor Alibaba --level claims -o alibaba.html")

_STDOUT = Path("-")
STILL = 60
"""A still picture draws at most so many nodes unless it is told otherwise: what a newspaper page can hold."""


def _day(_context: click.Context, _option: click.Parameter, text: str | None) -> str | None:
    """A day, or the month or year that it is in; a wrong usage for anything else."""
    from datetime import date

    size = len(text or "")
    try:
        whole = date.fromisoformat(f"{text}{'0001-01-01'[size:]}").isoformat() if text else ""
    except ValueError:
        whole = ""
    if text and (size not in (4, 7, 10) or whole[:size] != text):
        raise click.BadParameter(t("no_day", text=text))
    return text or None


@command("view", EXAMPLES)
@out_argument
@click.option("-o", "--to-file", "target", type=click.Path(path_type=Path), help=t("target"))
@click.option(
    "--level", type=click.Choice(["actors", "claims"]), default="actors", show_default=True, help=t("view_level")
)
@click.option("--lang", type=click.Choice(["uk", "en"]), default=language(), show_default=True, help=t("view_lang"))
@click.option(
    "--theme", type=click.Choice(["auto", "light", "dark"]), default="auto", show_default=True, help=t("view_theme")
)
@click.option("--cap", type=click.IntRange(min=1), help=t("view_cap"))
@click.option("--svg", "form", flag_value="svg", help=t("view_svg"))
@click.option("--png", "form", flag_value="png", help=t("view_png"))
@click.option("--story", type=click.Path(path_type=Path), help=t("view_story"))
@click.option("--title", default="", help=t("view_title"))
@click.option("--article", "articles", multiple=True, metavar="ID", help=t("view_article"))
@click.option("--actor", metavar="NAME", help=t("view_actor"))
@click.option("--from", "first", metavar="DAY", callback=_day, help=t("view_from"))
@click.option("--to", "last", metavar="DAY", callback=_day, help=t("view_to"))
@click.option("--open", "opening", is_flag=True, help=t("view_open"))
@click.option("--force", is_flag=True, help=t("force"))
def view(
    out: Path,
    target: Path | None,
    form: Literal["svg", "png"] | None,
    opening: bool,
    force: bool,
    story: Path | None,
    **given: Any,
) -> int:
    """Writes the page, or a still picture."""
    from kg.errors import ExportError
    from kg.pipeline import Folder
    from kg.resolve import read_judgements, resolve

    folder = Folder(out)
    folder.require()
    path = target or folder.page_file.with_suffix(f".{form or 'html'}")
    if target and target != _STDOUT:
        refuse_existing(path, force)
    resolution = resolve(folder.extractions(), read_judgements(folder.judgements_file))
    filters = {name: given.pop(name) for name in ("articles", "actor", "first", "last")}
    pairs = [pair for pair in folder.pairs() if _fits(*pair, **filters)]
    asked = set(filters["articles"])
    if asked and (missing := asked - {article.id for article in folder.articles()}):
        raise ExportError(f"{out}: {t('no_such_article', id=min(missing))}")
    if not pairs:
        raise ExportError(f"{out}: {t('no_article_kept')}")
    options = _options(given, form, story)
    if target == _STDOUT:
        to_stdout(lambda path: _write(path, form, pairs, resolution.node, options))
        return DONE
    _write(path, form, pairs, resolution.node, options)
    say(t("written", path=path))
    if opening:
        click.launch(path.resolve().as_uri())
    return DONE


def _options(given: dict[str, Any], form: str | None, story: Path | None) -> "PageOptions":
    from kg.view import PageOptions, read_story

    given["language"], cap = given.pop("lang"), given.pop("cap")
    cap = cap or (STILL if form else PageOptions().cap)
    return PageOptions(cap=cap, story=read_story(story) if story else (), **given)


def _write(
    path: Path,
    form: str | None,
    pairs: "list[tuple[Article, Extraction]]",
    cluster: Callable[[str], str],
    options: "PageOptions",
) -> None:
    from kg.view import png, svg, write_page

    articles, extractions = [one for one, _ in pairs], [one for _, one in pairs]
    if form is None:
        write_page(articles, extractions, path, cluster, options)
        return
    picture = svg(articles, extractions, cluster, options)
    if form == "png":
        png(picture, path)
        return
    with writing(str(path), force=True) as file:
        file.write(picture)


def _fits(
    article: "Article",
    extraction: "Extraction",
    articles: tuple[str, ...],
    actor: str | None,
    first: str | None,
    last: str | None,
) -> bool:
    """Whether the article is asked for."""
    from kg.ids import normal_name

    if articles and article.id not in articles:
        return False
    if (first and (article.date or "") < first) or (last and (article.date or "9999")[: len(last)] > last):
        return False
    if actor is None:
        return True
    names = {name for one in extraction.actors for name in (one.name, *one.aliases)}
    return normal_name(actor) in {normal_name(name) for name in names}
