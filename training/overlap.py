"""Articles that share an 8-word sequence with a development or test text are dropped before anything learns."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from kg.evaluate.gold import part_of

SIZE = 8
_WORD = re.compile(r"\w+")


def grams(text: str) -> Iterator[int]:
    """Hashes of all sequences of `SIZE` folded words."""
    words = _WORD.findall(text.lower())
    for place in range(len(words) - SIZE + 1):
        yield hash(tuple(words[place : place + SIZE]))


def _conllu_text(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(line[9:] for line in lines if line.startswith("# text = "))


def _iob_text(path: Path) -> str:
    return " ".join(line.split(" ")[0] for line in path.read_text(encoding="utf-8").splitlines() if line)


def _jsonl_text(path: Path, part: str | None = None) -> str:
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return "\n\n".join(one["text"] for one in articles if part is None or part_of(one["id"]) == part)


def held_out(data: Path, part: str | None = None) -> set[int]:
    """The sequences of all texts that measure the model, gold articles too; of those for tuning one part, if told."""
    texts = [_conllu_text(path) for path in sorted((data / "treebank").glob("*.conllu")) if path.name != "train.conllu"]
    texts += [_iob_text(data / "ner" / "test.iob"), _jsonl_text(data / "slavicner" / "uk.jsonl")]
    for path in sorted((data.parent / "gold").glob("*.articles.jsonl")):
        texts.append(_jsonl_text(path, part if path.name.startswith("dev.") else None))
    return {gram for text in texts for gram in grams(text)}


def clean(data: Path) -> Iterator[str]:
    """The raw and news texts that share nothing with what measures the model."""
    forbidden = held_out(data)
    with gzip.open(data / "raw" / "uk_text.jsonl.gz", "rt", encoding="utf-8") as raw:
        lines = [*raw, *(data / "news" / "dev.jsonl").read_text(encoding="utf-8").splitlines()]
    for line in lines:
        text = json.loads(line)["text"]
        if not any(gram in forbidden for gram in grams(text)):
            yield text
