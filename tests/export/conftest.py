"""Folders that several tests of exports read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import ids
from kg.resolve import Judgement, Verdict
from tests.export.bolt_server import DATABASES, Server, serving
from tests.export.made import HOSTILE, out_folder, pair


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles full of hostile names; a claim of the first is judged the same as one of the second."""
    pairs = [pair(1, HOSTILE), pair(2, HOSTILE[:4])]
    own = [one.statements[1].content for _, one in pairs]
    claims = [ids.claim_id(article.id, one.start, one.end) for (article, _), one in zip(pairs, own, strict=True) if one]
    actors = [extraction.actors[2].id for _, extraction in pairs]
    judgements = [
        Judgement.of("claim", claims[0], claims[1], Verdict.SAME),
        Judgement.of("actor", actors[0], actors[1], Verdict.UNSURE, reasons=("той самий?",)),
    ]
    return out_folder(tmp_path_factory.mktemp("hostile") / "out", pairs, judgements)


@pytest.fixture(scope="session")
def bolt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Bolt server with the databases of `DATABASES`, all empty; each test that writes has one of its own."""
    with serving(tmp_path_factory.mktemp("bolt"), DATABASES) as server:
        yield server
