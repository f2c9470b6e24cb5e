"""Treebank and names as training material: sentences, windows of sentences, labels, lemma scripts."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kg.nlp.lemmas import script_of
from kg.nlp.tokens import spans

NONE, UNKNOWN = "_", "?"
"""A feature that a word does not have; a label that nobody knows, from which nothing is learnt."""
Item = TypeVar("Item")
DEV_NAMES = 12
"""Sentences in a block of names; one block of so many is for development."""


@dataclass
class Sentence:
    """Words with their labels; `heads` counts from 1 in the sentence, 0 is the root. Missing layers are empty."""

    words: list[str]
    spaces: list[bool]
    upos: list[str] = field(default_factory=list)
    feats: list[dict[str, str]] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    rels: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    opens: bool = False
    """Whether a document or paragraph begins here."""


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file; those with multiword tokens are left out, empty nodes are skipped."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        if not rows or any("-" in row[0] for row in rows):
            continue
        rows = [row for row in rows if "." not in row[0]]
        yield Sentence(
            words=[row[1] for row in rows],
            spaces=["SpaceAfter=No" not in row[9] for row in rows],
            upos=[row[3] for row in rows],
            feats=[dict(pair.split("=", 1) for pair in row[5].split("|")) if row[5] != NONE else {} for row in rows],
            lemmas=[row[2] for row in rows],
            heads=[int(row[6]) for row in rows],
            rels=[row[7] for row in rows],
            opens="# newdoc" in block or "# newpar" in block,
        )


def read_rows(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Tokens and tags of the sentences of an IOB file, as they stand there."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.splitlines() if " " in line]
        if rows:
            yield [row[0] for row in rows], [row[1] for row in rows]


def read_iob(path: Path) -> Iterator[Sentence]:
    """Sentences of an IOB file, cut by our tokenizer; a name keeps its tokens but for glued punctuation."""
    return (retokenised(words, tags) for words, tags in read_rows(path))


def retokenised(words: list[str], tags: list[str]) -> Sentence:
    """The sentence of these tokens, joined by spaces, in our tokens."""
    text, owners = "", []
    for word in words:
        owners.append((len(text), len(text) + len(word)))
        text += word + " "
    sentence, owner, inside = Sentence([], []), 0, ""
    for start, end in spans(text):
        while owners[owner][1] <= start:
            owner += 1
        token, kind = text[start:end], tags[owner][2:]
        following = tags[owner + 1] if owner + 1 < len(tags) else "O"
        first, last = (
            not re.search(r"\w", text[owners[owner][0] : start]),
            not re.search(r"\w", text[end : owners[owner][1]]),
        )
        if kind and not re.search(r"\w", token):
            opens_inside = first and inside and tags[owner].startswith("I-")
            goes_on = last and following == f"I-{kind}"
            closes = last and token in '»"”' and re.search(r"[«\"“]", inside)
            kind = kind if opens_inside or goes_on or closes or not (first or last) else ""
        begins = (
            not inside or (tags[owner].startswith("B-") and start == owners[owner][0]) or sentence.names[-1][2:] != kind
        )
        sentence.words.append(token)
        sentence.spaces.append(end == owners[owner][1])
        sentence.names.append(("B-" if begins else "I-") + kind if kind else "O")
        inside = inside * (not begins) + token if kind else ""
    return sentence


@dataclass
class Labels:
    """All label inventories; index 0 of a feature means that the word has none."""

    upos: list[str]
    rels: list[str]
    feats: dict[str, list[str]]
    scripts: list[str]
    names: list[str]

    @classmethod
    def of(cls, trees: list[Sentence], names: list[Sentence]) -> "Labels":
        """The inventories of training material; lemma scripts that occur twice or more."""
        feats: dict[str, Counter[str]] = {}
        for one in trees:
            for pairs in one.feats:
                for key, value in pairs.items():
                    feats.setdefault(key, Counter())[value] += 1
        scripts = Counter(
            script_of(word, lemma) for one in trees for word, lemma in zip(one.words, one.lemmas, strict=True)
        )
        return cls(
            upos=sorted({tag for one in trees for tag in one.upos}),
            rels=sorted({rel for one in trees for rel in one.rels}),
            feats={key: [NONE, *sorted(values)] for key, values in sorted(feats.items())},
            scripts=[script for script, count in scripts.most_common() if count > 1],
            names=["O", *sorted({tag for one in names for tag in one.names} - {"O"})],
        )


def windows(sentences: list[Sentence], sizes: dict[int, int], limit: int, rng: random.Random) -> list[list[Sentence]]:
    """Runs of sentences of at most `limit` pieces, cut at random lengths; `sizes`: pieces by id of a sentence."""
    found: list[list[Sentence]] = []
    current: list[Sentence] = []
    total, wanted = 0, rng.randint(1, limit)
    for one in sentences:
        size = sizes[id(one)]
        if size > limit:
            continue
        if current and total + size > wanted:
            found.append(current)
            current, total, wanted = [], 0, rng.randint(limit // 4, limit)
        current.append(one)
        total += size
    return [*found, current] if current else found


def split_names(named: list[Item]) -> tuple[list[Item], list[Item]]:
    """The sentences of NER-UK's training part as (training, development): blocks spread over the whole file."""
    train: list[Item] = []
    dev: list[Item] = []
    for number, one in enumerate(named):
        (train if number // DEV_NAMES % DEV_NAMES else dev).append(one)
    return train, dev
