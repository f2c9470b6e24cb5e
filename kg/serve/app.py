"""The routes: start, search, explorer, articles, questions, SPARQL, files; not for the refusals around them."""

import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.export.table import sheet
from kg.graph import ontology_dir, questions
from kg.graph.vocabulary import PREFIXES
from kg.pipeline import Folder
from kg.serve.corpus import Corpus, read
from kg.serve.guard import PLAIN, Guard
from kg.serve.sparql import Asker, Limits, cut_header
from kg.serve.words import value
from kg.store import Result, open_store
from kg.view import PageOptions
from kg.view.labels import plain
from kg.view.search import fold

FILES = ("graph.trig", "statements.jsonl", "articles.jsonl", "report.json", "graph.html")
"""What may be downloaded."""

YASQE = Path(__file__).parent / "yasqe"
YASQE_FILES = ("yasqe.min.js", "yasqe.min.css")
"""The SPARQL editor that tools/fetch-editor brings; without it there is a plain one."""

SHOWN = 100
"""Hits and rows on one page."""

NAMED = 400
"""So many actors are offered by name on the start page."""

SAVED = {"csv": "text/csv", "json": "application/sparql-results+json"}
"""Formats in which the answer to a ready question is saved."""

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


class Site:
    """The pages over one graph."""

    def __init__(self, out: Path, limits: Limits) -> None:
        self.folder = Folder(out)
        self.corpus: Corpus = read(out)
        self.report = self.folder.require()
        self.asker = Asker(open_store(self.folder.store_folder), limits)
        loader = PackageLoader("kg.serve", "assets")
        self.places = {
            iri: doc for doc in self.corpus.extractions for _, iri in self.corpus.iris(doc, self.report["base"])
        }
        self.templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)

    def show(self, request: Request, name: str, /, status: int = 200, **values: Any) -> HTMLResponse:
        """A page from its template, in the reader's language."""
        lang = _language(request)
        texts = {key: both[lang] for key, both in _texts().items()}
        template = self.templates.get_template(f"{name}.html.j2")
        rest = urlencode([(key, text) for key, text in request.query_params.multi_items() if key != "lang"])
        here = f"{request.url.path}?{rest}&" if rest else f"{request.url.path}?"
        values |= {"lang": lang, "t": texts, "path": request.url.path, "here_but": here}
        return HTMLResponse(template.render(values), status)

    async def start(self, request: Request) -> Response:
        """Counts, search, ready questions, files."""
        asked = [(one.name, one.title_uk, one.title_en, one.parameters) for one in questions.catalogue()]
        there = [name for name in FILES if (self.folder.path / name).is_file()]
        names = self.corpus.busiest(NAMED)
        return self.show(request, "start", counts=self.report["counts"], questions=asked, files=there, names=names)

    async def search(self, request: Request) -> Response:
        """Statements that hold the words, a page of them."""
        text, first = request.query_params.get("q", ""), _number(request, "from")
        hits = await run_in_threadpool(self.corpus.search, text)
        return self.show(
            request, "search", q=text, hits=hits[first : first + SHOWN], total=len(hits), first=first, **self._names()
        )

    def _names(self) -> dict[str, Any]:
        view = self.corpus.view
        return {"statements": view.statements, "actors": view.actors, "articles": view.articles, "shown": SHOWN}

    async def explore(self, request: Request) -> Response:
        """The interactive page of a search or of an actor's neighbourhood."""
        text, name = request.query_params.get("q", ""), request.query_params.get("actor", "")
        numbers = self.corpus.words.get(fold(name), frozenset()) if name else frozenset()
        found = [place for actor in sorted(numbers) for place in self.corpus.of_actor(actor)]
        found = found or await run_in_threadpool(self.corpus.search, text or name)
        if not found:
            return self.show(request, "message", 404, text=_texts()["nothing"][_language(request)])
        options = PageOptions(title=(name or text)[:100], language=_language(request), home="/")
        made, held, every = await run_in_threadpool(self.corpus.explorer, found, options)
        if held < every:
            note = _texts()["held"][options.language].format(held=held, every=every)
            named = replace(options, title=f"{options.title} – {note}")
            made, *_ = await run_in_threadpool(self.corpus.explorer, found, named)
        policy = _POLICY.search(made)
        own = policy.group(1).replace("&#39;", "'") if policy else PLAIN
        return HTMLResponse(made, headers={"content-security-policy": own + "; frame-ancestors 'none'"})

    async def article(self, request: Request) -> Response:
        """An article with its statements marked in the running text."""
        doc = request.query_params.get("id", "")
        article = self.corpus.articles.get(doc)
        if article is None:
            return self.show(request, "message", 404, text=_texts()["nothing"][_language(request)])
        article = replace(article, title=plain(article.title or ""), outlet=plain(article.outlet or ""))
        marked = self.corpus.marked(doc) if doc in self.corpus.extractions else ()
        here = self.corpus.statements_of(doc)
        url = next((one.url for one in self.corpus.view.articles if one.id == doc), None)
        marks = {f"{doc}:{own}": iri.rpartition("/")[2] for own, iri in self.corpus.iris(doc, self.report["base"])}
        values: dict[str, Any] = {"article": article, "url": url, "marked": marked, "here": here, "marks_of": marks}
        return self.show(request, "article", **values, **self._names())

    async def question(self, request: Request) -> Response:
        """A ready question as a table."""
        name, texts, lang = request.path_params["name"], _texts(), _language(request)
        if name not in questions.ORDER:
            return self.show(request, "message", 400, text=texts["no.question"][lang])
        asked = questions.get(name)
        given = {key: text for key, text in request.query_params.items() if text and key not in ("lang", "format")}
        form = request.query_params.get("format", "")
        missing = [one.name for one in asked.parameters if not (one.optional or one.name in given)]
        if missing:
            what = ", ".join(texts[f"parameter.{one}"][lang] for one in missing)
            return self.needs(request, asked, texts["needs"][lang].format(what=what))
        try:
            result = await run_in_threadpool(self.asker.ask, name, given)
        except KgError as error:
            return self.show(request, "message", 400, text=str(error))
        if form in SAVED:
            return Response(_saved(result, form), 200, cut_header(result), SAVED[form])
        place = 0 if lang == "uk" else 1
        heads = [asked.columns.get(column, (column, column))[place] for column in result.columns]
        title = (asked.title_uk, asked.title_en)[place]
        values: dict[str, Any] = {"columns": result.columns, "rows": result.values(), "cut": result.cut, "heads": heads}
        values |= {"file": name, "asked": urlencode({**given, "lang": lang})}
        return self.show(request, "table", title=title, ready=True, **values, **self._places())

    def needs(self, request: Request, asked: questions.Question, text: str) -> Response:
        """What a question still needs, to be filled in."""
        values = {"name": asked.name, "uk": asked.title_uk, "en": asked.title_en, "parameters": asked.parameters}
        return self.show(request, "needs", 400, text=text, names=self.corpus.busiest(NAMED), **values)

    def _places(self) -> dict[str, Any]:
        """What a cell of a table may lead to."""
        return {"places": self.places, "articles_by_id": self.corpus.articles, "value": value}

    async def editor(self, request: Request) -> Response:
        """The plain SPARQL editor with its result below."""
        text = request.query_params.get("query", "")
        values: dict[str, Any] = {"query": text, "error": "", "columns": (), "rows": [], "plain": "", "cut": False}
        if text:
            try:
                result = await run_in_threadpool(self.asker.run, text)
                values |= {"columns": result.columns, "rows": result.values(), "cut": result.cut}
                if result.kind != "table":
                    values["plain"] = result.write("table" if result.kind == "boolean" else "turtle")
            except KgError as error:
                values["error"] = str(error)
        yasqe = all((YASQE / name).is_file() for name in YASQE_FILES)
        values |= {
            "heads": values["columns"],
            **self._places(),
            "ready": False,
            "prefixes": PREFIXES,
            "yasqe": yasqe,
            "terms": _terms(),
            "limits": self.asker.limits,
        }
        made = self.show(request, "editor", 400 if values["error"] else 200, **values)
        if yasqe:
            made.headers["content-security-policy"] = f"{PLAIN}; script-src 'self'; img-src data:"
        return made

    async def nowhere(self, request: Request, _error: Exception | None = None) -> Response:
        """What is said where there is no page."""
        return self.show(request, "message", 404, text=_texts()["no.page"][_language(request)])

    async def file(self, request: Request) -> Response:
        """One of the files that a build wrote, to be saved."""
        name = request.path_params["name"]
        if name not in FILES or not (self.folder.path / name).is_file():
            return await self.nowhere(request)
        return FileResponse(self.folder.path / name, filename=name, media_type="application/octet-stream")


def _saved(result: Result, form: str) -> str:
    """The answer as a file: CSV is for a spreadsheet, which must not run what the news says."""
    return sheet(result.columns, (row.values() for row in result.values())) if form == "csv" else result.write(form)


def application(out: str | Path, port: int, limits: Limits | None = None) -> Starlette:
    """The server's application over the graph in `out`, for requests to `port`; StoreError where there is no graph."""
    site = Site(Path(out), limits or Limits())
    routes = [
        Route("/", site.start),
        Route("/search", site.search),
        Route("/explore", site.explore),
        Route("/article", site.article),
        Route("/question/{name}", site.question),
        Route("/query", site.editor),
        Route("/sparql", site.asker.endpoint, methods=["GET", "POST"]),
        Route("/files/{name}", site.file),
        Route("/style.css", _asset),
        Route("/editor.js", _asset),
        Route("/yasqe/{name}", _yasqe),
        Route("/favicon.ico", _nothing),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, port=port)], exception_handlers={404: site.nowhere})


async def _asset(request: Request) -> Response:
    name = request.url.path.removeprefix("/")
    text = (files("kg.serve") / "assets" / name).read_text("utf-8")
    return Response(text, media_type="text/css" if name.endswith(".css") else "text/javascript")


async def _yasqe(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in YASQE_FILES or not (YASQE / name).is_file():
        return PlainTextResponse("no such file\n", 404)
    return FileResponse(YASQE / name)


async def _nothing(_request: Request) -> Response:
    return Response(status_code=204)


@cache
def _terms() -> str:
    """The terms of the ontology with their prefix, for the editor to complete."""
    text = (ontology_dir() / "kg.ttl").read_text("utf-8")
    return " ".join(sorted(set(re.findall(r"^(kg:\w+)", text, re.M))))


@cache
def _texts() -> dict[str, dict[str, str]]:
    data: dict[str, dict[str, str]] = json.loads((files("kg.serve") / "assets" / "texts.json").read_text("utf-8"))
    return data


def _language(request: Request) -> Literal["uk", "en"]:
    """What the address says, else what the browser prefers."""
    given = request.query_params.get("lang", "")
    if given:
        return "en" if given == "en" else "uk"
    return "uk" if "uk" in request.headers.get("accept-language", "uk").lower() else "en"


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "0")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
