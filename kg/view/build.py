"""From extractions to the view model: actors joined by cluster, statements with their evidence, links as indices.

Not for drawing, nor for deciding who is who: `cluster` says that.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from kg import ids
from kg.errors import DataError
from kg.model import Actor, Article, Extraction, Relation, Statement
from kg.view.labels import plain
from kg.view.model import ActorView, ArticleView, RelationView, StatementView, View
from kg.view.passages import check, passage

Cluster = Callable[[str], str]
Place = tuple[str, str]
"""Article id and a name or a statement's id in it."""


class _Links(NamedTuple):
    """Indices of actors by name, of statements by id, of articles."""

    actors: Mapping[Place, int]
    statements: Mapping[Place, int]
    articles: Mapping[str, int]

    def actor(self, doc: str, name: str) -> int:
        """The index of the actor so named in that article; DataError where there is none."""
        try:
            return self.actors[doc, name]
        except KeyError:
            raise DataError(f"{doc}: no actor named {name[:80]!r} in the line: build the statements anew") from None


def build(articles: Iterable[Article], extractions: Iterable[Extraction], cluster: Cluster) -> View:
    """The view of these extractions, in the order of article ids; DataError where an article or an actor is missing."""
    texts = {article.id: article for article in articles}
    lines = sorted((line for line in extractions if line.statements or line.relations), key=lambda line: line.doc)
    for line in lines:
        if line.doc not in texts:
            raise DataError(f"{line.doc}: statements without their article: build anew")
    actors, where = _actors(lines, cluster)
    articles_at = {line.doc: place for place, line in enumerate(lines)}
    keys = [(line.doc, one.id) for line in lines for one in line.statements]
    numbers = {key: place for place, key in enumerate(keys)}
    links = _Links(where, numbers, articles_at)
    statements = (_statement(texts[line.doc], one, links) for line in lines for one in line.statements)
    relations = tuple(_relation(texts[line.doc], one, links) for line in lines for one in line.relations)
    return View(tuple(_article(texts[line.doc]) for line in lines), actors, _denied(statements), relations)


def _article(article: Article) -> ArticleView:
    title, outlet = (plain(name) if name else name for name in (article.title, article.outlet))
    return ArticleView(article.id, title, outlet, article.date, safe_url(article.url))


def safe_url(url: str | None) -> str | None:
    """The address if it is http(s) with a host, else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _actors(lines: Sequence[Extraction], cluster: Cluster) -> tuple[tuple[ActorView, ...], dict[Place, int]]:
    """The clusters in order of their ids, and the index of each article's names among them."""
    members: dict[str, list[Actor]] = defaultdict(list)
    uses = Counter(name for line in lines for name in _names(line))
    home: dict[Place, str] = {}
    for line in lines:
        for actor in line.actors:
            key = cluster(actor.id)
            members[key].append(actor)
            home[line.doc, actor.name] = key
    order = {key: place for place, key in enumerate(sorted(members))}
    views = tuple(_actor(key, members[key], uses) for key in order)
    return views, {place: order[key] for place, key in home.items()}


def _names(line: Extraction) -> Iterable[str]:
    for one in line.statements:
        yield from (one.source.name, *one.via, *one.about)


def _actor(key: str, members: Sequence[Actor], uses: Mapping[str, int]) -> ActorView:
    """One cluster: the name that is used most, the kind that most members have."""
    names = sorted({actor.name for actor in members}, key=lambda name: (-uses.get(name, 0), len(name), name))
    kinds = Counter(actor.kind.value for actor in members)
    kind = min(kinds, key=lambda one: (-kinds[one], one))
    aliases = {*names[1:], *(alias for actor in members for alias in actor.aliases)} - {names[0]}
    return ActorView(key, plain(names[0]), kind, tuple(sorted({plain(alias) for alias in aliases} - {plain(names[0])})))


def _statement(article: Article, one: Statement, links: _Links) -> StatementView:
    doc = article.id
    cut, elsewhere = passage(article, one)
    span = one.content or one.cue or one.sentence
    return StatementView(
        key=f"{doc}:{one.id}",
        article=links.articles[doc],
        source=links.actor(doc, one.source.name),
        stance=one.stance.value,
        act=one.act.value,
        quote=one.quote.value,
        passage=cut,
        elsewhere=elsewhere,
        cue=one.cue.text if one.cue else None,
        content=one.content.text if one.content else None,
        claim=ids.claim_id(doc, span.start, span.end),
        via=tuple(links.actor(doc, name) for name in one.via),
        about=tuple(dict.fromkeys(links.actor(doc, name) for name in one.about)),
        targets=tuple(links.statements[doc, target] for target in one.denies if (doc, target) in links.statements),
        denied_by=(),
        part_of=links.statements.get((doc, one.part_of)) if one.part_of else None,
        source_class=one.source_class.value if one.source_class else None,
        rule=one.rule,
        confidence=one.confidence,
    )


def _denied(statements: Iterable[StatementView]) -> tuple[StatementView, ...]:
    """The statements with `denied_by` filled in."""
    every = list(statements)
    deniers: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(every):
        if one.stance == "denies":
            for target in one.targets:
                deniers[target].append(number)
    return tuple(replace(one, denied_by=tuple(deniers.get(number, ()))) for number, one in enumerate(every))


def _relation(article: Article, one: Relation, links: _Links) -> RelationView:
    check(article, one.span)
    doc = article.id
    subject, object_ = (links.actor(doc, name) for name in (one.subject, one.object))
    statement = links.statements.get((doc, one.statement)) if one.statement else None
    return RelationView(one.type, subject, object_, one.role, links.articles[doc], statement, one.span.text)
