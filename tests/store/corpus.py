"""What a build found, as plain objects read from `articles.jsonl`, `statements.jsonl` and the judgements: no RDF.

What is taken over from the library is who is who and which claims are one (`kg.resolve`), and how IRIs are made.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import kg
from kg import ids
from kg.graph import statement_iris
from kg.model import Article, Extraction, QuoteType, Relation, Span, Stance, Statement
from kg.resolve import Resolution, read_judgements, resolve
from kg.resolve.copies import find_copies

ANSWERS = {Stance.CONFIRMS, Stance.DENIES, Stance.UNVERIFIED}


@dataclass(frozen=True)
class Said:
    """A statement in its article; `claim` is the node of its own content, `towards` those on which it has a stance."""

    article: Article
    one: Statement
    iri: str
    source: str
    via: tuple[str, ...]
    about: tuple[str, ...]
    addressee: str
    claim: str
    towards: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def content(self) -> str:
        """What is said, verbatim; empty where nothing is."""
        return text(self.one.content)

    @property
    def number(self) -> int:
        """The number of the statement in its article."""
        return int(self.one.id[1:])


def text(span: Span | None) -> str:
    """What stands there; empty for no place."""
    return span.text if span else ""


def acts(*stances: Stance) -> Callable[[Said], bool]:
    """Whether a statement has one of these stances."""
    return lambda said: said.one.stance in stances


@dataclass(frozen=True)
class Corpus:
    """All that a build found."""

    articles: dict[str, Article]
    extractions: tuple[Extraction, ...]
    resolution: Resolution

    @classmethod
    def of(cls, out: kg.Graph) -> "Corpus":
        """The corpus in the folder of a build."""
        extractions = tuple(out.extractions())
        resolution = resolve(extractions, read_judgements(out.folder.judgements_file))
        copies = find_copies(out.articles())
        return cls({one.id: one for one in out.articles()}, extractions, replace(resolution, copies=copies))

    def label(self, node: str) -> str:
        """The name of an actor."""
        return self.resolution.actors[node].name if node else ""

    def actor(self, node: str) -> str:
        """The IRI of an actor."""
        return ids.iri(ids.DEFAULT_BASE, "actor", node)

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every statement."""
        return tuple(said for found in self.extractions for said in self._said(found))

    def _said(self, found: Extraction) -> Iterator[Said]:
        iris = statement_iris(found, ids.DEFAULT_BASE)
        nodes = self._nodes(found)
        claims = {one.id: self._claim(found.doc, one.content) for one in found.statements}
        for one in found.statements:
            targets = [target for target in one.denies if target in claims]
            own = one.stance not in ANSWERS or one.quote not in (QuoteType.DIRECT, QuoteType.MIXED)
            towards = [claims[target] for target in targets] or [claims[one.id]] * own
            yield Said(
                self.articles[found.doc],
                one,
                iris[one.id].value,
                nodes[one.source.name],
                tuple(nodes[name] for name in one.via),
                tuple(nodes[name] for name in one.about),
                nodes[one.addressee] if one.addressee else "",
                claims[one.id],
                tuple(claim for claim in towards if claim),
                tuple(iris[target].value for target in targets),
            )

    def _nodes(self, found: Extraction) -> dict[str, str]:
        return {actor.name: self.resolution.node(actor.id) for actor in found.actors}

    def _claim(self, doc: str, content: Span | None) -> str:
        if content is None:
            return ""
        own = ids.claim_id(doc, content.start, content.end)
        return ids.iri(ids.DEFAULT_BASE, "claim", self.resolution.claim(own))

    @cached_property
    def by_iri(self) -> dict[str, Said]:
        """Statements by IRI."""
        return {said.iri: said for said in self.said}

    @cached_property
    def saying(self) -> dict[str, list[Said]]:
        """The statements whose own content each claim is."""
        found: dict[str, list[Said]] = defaultdict(list)
        for said in self.said:
            if said.claim:
                found[said.claim].append(said)
        return dict(found)

    @cached_property
    def texts(self) -> dict[str, set[str]]:
        """The wordings of each claim."""
        return {claim: {one.content for one in saying} for claim, saying in self.saying.items()}

    @cached_property
    def subjects(self) -> dict[str, set[str]]:
        """Whom each claim is about."""
        return {claim: {node for one in saying for node in one.about} for claim, saying in self.saying.items()}

    @cached_property
    def stands(self) -> dict[tuple[Stance, str], list[Said]]:
        """The statements by stance and the claim on which they take it."""
        found = defaultdict(list)
        for said in self.said:
            for claim in said.towards:
                found[said.one.stance, claim].append(said)
        return found

    @cached_property
    def opposed(self) -> set[tuple[str, str]]:
        """Claims that are judged to contradict one another, both ways."""
        found = set()
        for one in self.resolution.contradictions:
            left, right = (ids.iri(ids.DEFAULT_BASE, "claim", self.resolution.claim(own)) for own in (one.a, one.b))
            found |= {(left, right), (right, left)}
        return found

    def denials_of(self, claim: str) -> list[Said]:
        """The denials whose own content the claim is."""
        return [said for said in self.saying.get(claim, ()) if said.one.stance is Stance.DENIES]

    def on(self, claim: str, *stances: Stance) -> list[Said]:
        """The statements that take one of these stances on the claim."""
        return [said for stance in stances for said in self.stands.get((stance, claim), ())]

    @cached_property
    def relations(self) -> list[tuple[Article, Relation, str, str, Said | None]]:
        """Each relation: article, relation, nodes of subject and object, the statement that says it."""
        by_id = {(said.article.id, said.one.id): said for said in self.said}
        return [
            (
                self.articles[found.doc],
                one,
                nodes[one.subject],
                nodes[one.object],
                by_id.get((found.doc, one.statement or "")),
            )
            for found in self.extractions
            for nodes in [self._nodes(found)]
            for one in found.relations
        ]

    @cached_property
    def named(self) -> list[set[str]]:
        """Whom the mentions of each article name, copies left out."""
        return [
            {self.resolution.node(one.actor) for one in found.mentions if one.actor}
            for found in self.extractions
            if found.doc not in self.resolution.copies
        ]

    def number(self, iri: str) -> int:
        """The number of a statement in its article; -1 for anything else (it has none, and so comes first)."""
        return self.by_iri[iri].number if iri in self.by_iri else -1
