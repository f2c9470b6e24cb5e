"""The view as one HTML file: template, assets and data in one string, no request, no code from the news.

Not for what is drawn (`kg.view.levels`) nor where (`kg.view.layout`).
"""

import base64
import gzip
import hashlib
import html
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg import __version__
from kg.data import load_toml
from kg.errors import ExportError
from kg.graph.measures import measured
from kg.model import Article, Extraction
from kg.view.assemble import network, vis_script
from kg.view.build import build
from kg.view.labels import plain
from kg.view.levels import levels
from kg.view.model import Level, StatementView, View
from kg.view.options import DEFAULT, PageOptions
from kg.view.search import index

SCRIPTS = (
    "core",
    "graph",
    "filter",
    "shapes",
    "arrange",
    "labels",
    "draw",
    "aim",
    "panel",
    "brief",
    "story",
    "legend",
    "table",
    "export",
    "main",
)
"""Our own scripts in `assets/`, in the order in which they are joined."""

_LONE = re.compile("[\ud800-\udfff]")
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def page(
    articles: Iterable[Article],
    extractions: Iterable[Extraction],
    cluster: Callable[[str], str] | None = None,
    options: PageOptions = DEFAULT,
) -> str:
    """The whole page as text.

    `cluster` maps an article's own actor id to the id of the actor across articles (default: itself). The same input
    gives the same text, in whatever order the articles come. DataError where an article or an actor is missing, or a
    span does not hold its text.
    """
    read = list(articles)
    view = build(read, extractions, cluster or str)
    return _render(_payload(view, options) | {"read": len(read)}, options, title_of(view, options))


def write_page(
    articles: Iterable[Article],
    extractions: Iterable[Extraction],
    path: str | Path,
    cluster: Callable[[str], str] | None = None,
    options: PageOptions = DEFAULT,
) -> Path:
    """`page` as a UTF-8 file, under a temporary name first, then renamed; ExportError where it cannot be written."""
    text = page(articles, extractions, cluster, options)
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        raise ExportError(f"{target}: the page cannot be written: {error.strerror or error}") from error
    return target


def page_iframe(text: str, height: int = 640) -> str:
    """The page inside an `iframe srcdoc`, for a notebook; `height` in pixels."""
    inside = html.escape(text, quote=True)
    return (
        f'<iframe srcdoc="{inside}" style="width:100%;height:{int(height)}px;border:0" '
        'sandbox="allow-scripts allow-downloads allow-popups" title="kg"></iframe>'
    )


def title_of(view: View, options: PageOptions) -> str:
    """The given title, else the one article's; empty where there is none."""
    given = options.title or (view.articles[0].title or "" if len(view.articles) == 1 else "")
    return plain(_LONE.sub("\ufffd", given)[:300])


def _payload(view: View, options: PageOptions) -> dict[str, Any]:
    """All data of the page as JSON values."""
    both = levels(view)
    return {
        "version": __version__,
        "start": {"level": options.level, "language": options.language, "theme": options.theme, "cap": options.cap},
        "title": title_of(view, options),
        "home": options.home,
        "story": [asdict(step) for step in options.story],
        "articles": [asdict(one) for one in view.articles],
        "actors": [asdict(one) for one in view.actors],
        "statements": [_compact(one) for one in view.statements],
        "relations": [asdict(one) for one in view.relations],
        "measures": _measures(view, both[0]),
        "levels": {level.name: network(level, options) for level in both},
        "index": index(view),
    }


def _measures(view: View, actors: Level) -> list[tuple[int, int, int, int]]:
    """For each actor: its places by PageRank and by betweenness (0: none), its community, its mutual denials."""
    links = {
        (int(one.start[1:]), int(one.end[1:]), one.type): len(one.items)
        for one in actors.edges
        if one.type != "relation"
    }
    found = measured(len(view.actors), links)
    weights, between = (_ranked([one[at] for one in found]) for at in (0, 1))
    return [(weights[at], between[at], one.community, one.mutual) for at, one in enumerate(found)]


def _ranked(values: Sequence[float]) -> list[int]:
    """The place of each value, 1 the largest, equals at the same place; 0 for a value of 0."""
    order = sorted(values, reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(order, 1)))}
    return [first[value] if value else 0 for value in values]


def _compact(statement: StatementView) -> dict[str, Any]:
    """The statement without its cue and content where the passage's marks say them already."""
    data = asdict(statement)
    for name, mark in (("cue", "q"), ("content", "c")):
        marked = "".join(segment.text for segment in statement.passage if mark in segment.marks)
        if data[name] is not None and data[name] == marked:
            del data[name]
    return data


def _packed(payload: dict[str, Any]) -> str:
    """The data as gzipped JSON in base64: letters that mean nothing in HTML, whatever the news says."""
    return base64.b64encode(gzip.compress(as_json(payload).encode("utf-8"), 9, mtime=0)).decode("ascii")


def as_json(value: object) -> str:
    """JSON that can stand inside a script element: no markup characters, no lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _LONE.sub("\ufffd", text).translate(_ESCAPES)


def _render(payload: dict[str, Any], options: PageOptions, title: str) -> str:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    vis, ours = vis_script(), _script()
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(asset("page.html.j2")).render(
        title=title,
        language=options.language,
        theme=options.theme,
        home=options.home,
        hashes=" ".join(_hash(script) for script in (vis, ours)),
        style=Markup(asset("page.css")),
        vis=Markup(vis),
        script=Markup(ours),
        data=_packed(payload),
    )


@cache
def asset(name: str) -> str:
    """The text of a file in `assets/`."""
    return (files("kg.view") / "assets" / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    """Our scripts and the interface texts, joined inside one function."""
    texts, looks = (as_json(json.loads(asset(name))) for name in ("i18n.json", "looks.json"))
    formula = as_json(load_toml("sheets.toml")["formula"])
    body = "\n".join(asset(f"{name}.js") for name in SCRIPTS)
    given = f"const TEXTS = {texts}, LOOKS = {looks}, FORMULA = new RegExp({formula});"
    return f'(async () => {{\n"use strict";\n{given}\n{body}\n}})();\n'


def _hash(script: str) -> str:
    """The script's source expression for the page's Content-Security-Policy."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii") + "'"
