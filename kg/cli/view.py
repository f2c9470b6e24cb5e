"""`kg view`: the interactive page of a graph or of a part of it; not for how it is drawn."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kg.cli.common import DONE, command, out_argument, refuse_existing, say
from kg.cli.texts import language, t

if TYPE_CHECKING:
    from kg.model import Article, Extraction

EXAMPLES = ("kg view out", "kg view out --actor Alibaba --level claims -o alibaba.html")


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
@click.option("--cap", type=click.IntRange(min=1), default=300, show_default=True, help=t("view_cap"))
@click.option("--title", default="", help=t("view_title"))
@click.option("--article", "articles", multiple=True, metavar="ID", help=t("view_article"))
@click.option("--actor", metavar="NAME", help=t("view_actor"))
@click.option("--from", "first", metavar="DAY", help=t("view_from"))
@click.option("--to", "last", metavar="DAY", help=t("view_to"))
@click.option("--open", "opening", is_flag=True, help=t("view_open"))
@click.option("--force", is_flag=True, help=t("force"))
def view(
    out: Path,
    target: Path | None,
    level: Literal["actors", "claims"],
    lang: Literal["uk", "en"],
    theme: Literal["auto", "light", "dark"],
    cap: int,
    title: str,
    opening: bool,
    force: bool,
    **filters: object,
) -> int:
    """Writes the page."""
    from kg.errors import ExportError
    from kg.pipeline import Folder
    from kg.resolve import read_judgements, resolve
    from kg.view import PageOptions, write_page

    folder = Folder(out)
    folder.require()
    path = target or folder.page_file
    if target:
        refuse_existing(path, force)
    resolution = resolve(folder.extractions(), read_judgements(folder.judgements_file))
    pairs = [pair for pair in folder.pairs() if _fits(*pair, **filters)]  # type: ignore[arg-type]
    if not pairs:
        raise ExportError(f"{out}: {t('no_article_kept')}")
    options = PageOptions(title=title, level=level, language=lang, theme=theme, cap=cap)
    write_page((one for one, _ in pairs), (one for _, one in pairs), path, resolution.node, options)
    say(t("written", path=path))
    if opening:
        click.launch(path.resolve().as_uri())
    return DONE


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
