"""The 18 questions on graphs of real news, held against the same answers counted out of the files (`answers`)."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg
from kg.graph import questions
from kg.store import GraphStore, open_store
from tests.store import answers
from tests.store.answers import Answer, Row
from tests.store.corpus import Corpus

WITH_RARE_ACTS = (
    "rbc-20241113-6a42f1b",
    "stopfake-20220729-7a0b656",
    "babel-20241114-cde95a3",
    "stopfake-20220829-716348a",
    "up-20191114-0ff5f80",
    "babel-20241113-cf1e629",
    "bruk-2b62d25",
)
"""Articles in which something could not be verified, is refused or demanded, happened on a day of its own, or is both
asserted and denied by one."""
COPIED = 4
"""Articles that another outlet carries too."""
MOST = 40
"""Actors, claims and statements that are asked for: those with most to answer, and as many from all over."""

PLAIN: dict[str, Callable[[Corpus], Answer]] = {
    "who-said-what": answers.who_said_what,
    "denials": answers.denials,
    "disputes": answers.disputes,
    "declined": answers.declined,
    "unverified": answers.unverified,
    "single-root": answers.single_root,
    "anonymous-only": answers.anonymous_only,
    "contradictions": answers.contradictions,
    "outlets": answers.outlets,
    "demands": answers.demands,
}
OF_ACTORS: dict[str, Callable[[Corpus, str], Answer]] = {
    "claims-about": answers.claims_about,
    "undenied-claims": answers.undenied_claims,
    "positions": answers.positions,
    "relations": answers.relations,
    "declined": answers.declined,
}


@dataclass(frozen=True)
class Built:
    """A graph and what it was made of."""

    store: GraphStore
    corpus: Corpus

    def rows(self, name: str, **parameters: str) -> list[Row]:
        """The rows of an answer."""
        return [tuple(row.values()) for row in self.store.ask(name, parameters).values()]


@pytest.fixture(scope="module", params=[16, pytest.param(200, marks=pytest.mark.slow)], ids="{} articles".format)
def news(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The graph of so many articles, some of which another outlet copies."""
    lines = (shared / "data" / "news" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    found = {str(one["id"]): one for one in map(json.loads, lines)}
    rare = [found[name] for name in WITH_RARE_ACTS]
    chosen = (
        rare + [one for name, one in found.items() if name not in WITH_RARE_ACTS][: request.param - COPIED - len(rare)]
    )
    chosen += [one | {"id": f"{one['id']}-copy", "outlet": "Передрук"} for one in chosen[:COPIED]]
    assert len(chosen) == request.param
    folder = tmp_path_factory.mktemp("news")
    (folder / "news.jsonl").write_text("".join(json.dumps(one) + "\n" for one in chosen), encoding="utf-8")
    kg.build_graph([folder / "news.jsonl"], folder / "out")
    out = kg.open_graph(folder / "out")
    assert out.report["counts"]["articles"] == request.param
    return Built(open_store(out.folder.store_folder), Corpus.of(out))


def holds(rows: list[Row], wanted: Answer) -> None:
    """Whether these are the rows, each once, and in their order."""
    assert len(set(rows)) == len(rows)
    assert set(rows) == wanted.rows
    keys = [wanted.order(row) for row in rows]
    assert keys == sorted(keys)


def some(counted: Counter[str]) -> list[str]:
    """Those that come most often, and as many from all over."""
    names = sorted(counted, key=lambda name: (-counted[name], name))
    return list(dict.fromkeys(names[:MOST] + names[:: len(names) // MOST + 1]))


@pytest.mark.parametrize("name", PLAIN)
def test_the_whole_graph(news: Built, name: str) -> None:
    wanted = PLAIN[name](news.corpus)
    assert wanted.rows
    holds(news.rows(name), wanted)


@pytest.mark.parametrize("name", OF_ACTORS)
def test_of_an_actor(news: Built, name: str) -> None:
    ends = Counter(end for _, _, *pair, _ in news.corpus.relations for end in pair)
    counted = Counter(node for said in news.corpus.said for node in (said.source, *said.about)) + ends
    refusing = {said.source for said in news.corpus.said if said.one.stance == "declines"}
    answered = 0
    for node in {*some(counted), *refusing}:
        wanted = OF_ACTORS[name](news.corpus, node)
        holds(news.rows(name, actor=news.corpus.actor(node)), wanted)
        answered += bool(wanted.rows)
    assert answered >= (len(refusing) if name == "declined" else 10)


def test_an_actor_by_name_is_each_that_has_it(news: Built) -> None:
    bearers: dict[str, list[str]] = {}
    for node, actor in news.corpus.resolution.actors.items():
        for key in {kg.ids.normal_name(name) for name in (actor.name, *actor.aliases)}:
            bearers.setdefault(key, []).append(node)
    speaking = {said.source for said in news.corpus.said}
    shared_names = [key for key, nodes in bearers.items() if key and len(speaking & set(nodes)) > 1]
    assert shared_names
    for key in shared_names[:MOST]:
        wanted = {row for node in bearers[key] for row in answers.positions(news.corpus, node).rows}
        assert set(news.rows("positions", actor=key)) == wanted


def test_stances_of_one_actor_differ_somewhere(news: Built) -> None:
    speaking = {said.source for said in news.corpus.said}
    torn = [node for node in speaking if any(row[4] == "true" for row in answers.positions(news.corpus, node).rows)]
    assert torn
    for node in torn:
        holds(news.rows("positions", actor=news.corpus.actor(node)), answers.positions(news.corpus, node))


def test_source_chains(news: Built) -> None:
    counted = Counter(said.claim for said in news.corpus.said for _ in (said, *said.via) if said.claim)
    lengths = set()
    for claim in some(counted):
        wanted = answers.source_chain(news.corpus, claim)
        holds(news.rows("source-chain", claim=claim), wanted)
        lengths.add(len(wanted.rows))
    assert len(lengths) > 2


def test_timeline(news: Built) -> None:
    rows = news.rows("timeline")
    wanted = answers.timeline(news.corpus)
    shown = [(*row[:-1], row[-1] if row[-1] in news.corpus.by_iri else "") for row in rows]
    assert len(set(rows)) == len(rows)
    assert set(shown) == wanted.rows
    keys = [wanted.order(row) for row in shown]
    assert keys == sorted(keys)
    assert {row[2] for row in shown} >= {"event", "asserts", "denies"}
    assert any(said.one.said_at not in (None, said.article.date) for said in news.corpus.said)


def test_top_actors(news: Built) -> None:
    rows = news.rows("top-actors")
    assert rows == answers.top_actors(news.corpus)
    assert all(sum(int(row[column]) for row in rows) for column in (1, 2, 3))


def test_provenance(news: Built) -> None:
    for iri in some(Counter(news.corpus.by_iri.keys())):
        wanted = answers.provenance(news.corpus, iri)
        assert len(wanted.rows) >= 2
        holds([row[:-1] for row in news.rows("provenance", statement=iri)], wanted)
        said = news.corpus.by_iri[iri]
        assert news.rows("provenance", statement=f"{said.article.id}:{said.one.id}") == news.rows(
            "provenance", statement=iri
        )


def test_copies_are_known(news: Built) -> None:
    copies = news.corpus.resolution.copies
    assert len(copies) == COPIED
    assert all(copy == f"{root}-copy" for copy, root in copies.items())
    assert {said.article.id for said in news.corpus.said} >= {*copies, *copies.values()}


def test_every_question_is_asked() -> None:
    apart = {"source-chain", "timeline", "top-actors", "provenance"}
    assert {*PLAIN, *OF_ACTORS, *apart} == set(questions.ORDER)
