"""Standard figures of the shipped pipeline: the CoNLL 2018 scorer on a treebank part, span F1 of names by type.

    python -m training.measure --part dev          # development
    python -m training.measure --part test         # the last measurement only

Raw text is the sentences joined as SpaceAfter says, a blank line at `# newdoc` and `# newpar`, nothing else.
"""

import argparse
import json
import tempfile
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from udtools import udeval

from kg.nlp import bundled
from kg.nlp.engine import Words, engine
from kg.nlp.weights import MODEL
from training.corpus import read_rows, retokenised, split_names
from training.score import spans

RELATIONS = ("nsubj", "obl", "ccomp", "parataxis", "appos", "conj", "obj", "acl", "flat", "nmod")


def raw_text(path: Path) -> str:
    """The treebank's text as it would come to a reader."""
    parts: list[str] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        text = next((line[9:] for line in lines if line.startswith("# text = ")), None)
        if text is None:
            continue
        if parts and any(line.startswith(("# newdoc", "# newpar")) for line in lines):
            parts[-1] = parts[-1].rstrip() + "\n\n"
        last = [line for line in lines if line[:1].isdigit()][-1]
        parts.append(text + ("" if "SpaceAfter=No" in last.split("\t")[9] else " "))
    return "".join(parts)


def conllu(doc: Doc) -> Iterator[str]:
    """The analysis as CoNLL-U lines."""
    for sent in doc.sents:
        words = [token for token in sent if not token.is_space]
        if not words:
            continue
        place = {token.i: number for number, token in enumerate(words, 1)}
        for token in words:
            root = token.head.i == token.i or token.head.i not in place
            head, rel = (0, "root") if root else (place[token.head.i], token.dep_)
            following = token.nbor() if token.i + 1 < len(doc) else None
            spaced = token.whitespace_ or following is None or following.is_space
            misc = "_" if spaced else "SpaceAfter=No"
            yield "\t".join(
                [
                    str(place[token.i]),
                    token.text,
                    token.lemma_,
                    token.pos_,
                    "_",
                    str(token.morph) or "_",
                    str(head),
                    rel,
                    "_",
                    misc,
                ]
            )
        yield ""


def raw_scores(path: Path, nlp: Language) -> dict[str, float]:
    """F1 in per cent of all measures of the CoNLL 2018 scorer and of relations, on raw text."""
    lines: list[str] = []
    for part in raw_text(path).split("\n\n"):
        lines += conllu(nlp(part))
    return _scores(path, "\n".join(lines) + "\n")


def token_scores(path: Path, model: Path) -> dict[str, float]:
    """The same with the treebank's tokens and sentences; further roots of a sentence hang on its first."""
    blocks: list[str] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        rows = [row for row in rows if "." not in row[0]]
        _fill([row for row in rows if "-" not in row[0]], model)
        blocks.append("\n".join("\t".join(row) for row in rows) + "\n\n")
    return _scores(path, "".join(blocks))


def _fill(rows: list[list[str]], model: Path) -> None:
    """Our analysis of a sentence's words in place of the gold one."""
    spaced = [True, *("SpaceAfter=No" not in row[9] for row in rows[:-1])]
    found = engine(model).analyse(Words([row[1] for row in rows], spaced, [False] * len(rows)))
    roots = [number for number, word in enumerate(found) if word.head == number]
    for number, (row, word) in enumerate(zip(rows, found, strict=True)):
        head, relation = word.head + 1, word.relation
        if number in roots:
            head, relation = (0, "root") if number == roots[0] else (roots[0] + 1, "parataxis")
        row[2:9] = [word.lemma, word.upos, "_", word.feats or "_", str(head), relation, "_"]


def _scores(path: Path, system: str) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as file:
        file.write(system)
        file.flush()
        gold, mine = udeval.load_conllu_file(str(path)), udeval.load_conllu_file(file.name)
    found = udeval.evaluate(gold, mine)
    return {name: round(100 * score.f1, 2) for name, score in found.items()} | relation_scores(gold, mine)


def relation_scores(gold: object, system: object) -> dict[str, float]:
    """F1 of the attribution relations: same words by offset, same head by offset, same relation."""

    def edges(found: object) -> set[tuple[object, ...]]:
        kept: set[tuple[object, ...]] = set()
        for word in found.words:  # type: ignore[attr-defined]
            head = word.parent.span if word.parent and not isinstance(word.parent, int) else None
            kept.add((word.span.start, word.span.end, head.start if head else None, word.columns[udeval.DEPREL]))
        return kept

    mine, theirs = edges(system), edges(gold)
    scores = {}
    for relation in RELATIONS:
        one, other = ({edge for edge in part if edge[3] == relation} for part in (mine, theirs))
        scores[f"F {relation}"] = round(200 * len(one & other) / max(1, len(one) + len(other)), 2)
    return scores


class Spans:
    """Spans found, in the gold and in both, counted by type."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in ("right", "found", "gold")}

    def add(self, mine: set[tuple[int, int, str]], theirs: set[tuple[int, int, str]]) -> None:
        """The spans of one sentence."""
        for name, part in (("found", mine), ("gold", theirs), ("right", mine & theirs)):
            self.counts[name].update(kind for _, _, kind in part)

    def scores(self) -> dict[str, float]:
        """Strict F1 in per cent: all 13 types, PERS/ORG/LOC, each type."""
        kinds = sorted(self.counts["gold"])
        groups = {"all": kinds, "PERS ORG LOC": ["PERS", "ORG", "LOC"]} | {kind: [kind] for kind in kinds}
        return {name: self._f1(group) for name, group in groups.items()}

    def _f1(self, kinds: list[str]) -> float:
        right, found, gold = (sum(self.counts[name][kind] for kind in kinds) for name in ("right", "found", "gold"))
        return round(200 * right / max(1, found + gold), 2)


def name_scores(rows: list[tuple[list[str], list[str]]], nlp: Language) -> dict[str, dict[str, float]]:
    """Span F1 with our tokens, and with the file's (a name found is on each of its tokens that it touches)."""
    ours, file = Spans(), Spans()
    for words, tags in rows:
        one = retokenised(words, tags)
        doc = nlp(" ".join(words))
        starts = _starts(one.words, one.spaces)
        found = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        ends = [start + len(word) for start, word in zip(starts, one.words, strict=True)]
        ours.add(found, {(starts[low], ends[high - 1], kind) for low, high, kind in spans(one.names)})
        places = _starts(words, [True] * len(words))
        touched = {(bisect(places, low) - 1, bisect(places, high - 1), kind) for low, high, kind in found}
        file.add(touched, spans(tags))
    return {"our tokens": ours.scores(), "the file's tokens": file.scores()}


def _starts(words: list[str], spaces: list[bool]) -> list[int]:
    """Where each word begins in the text."""
    found, place = [], 0
    for word, space in zip(words, spaces, strict=True):
        found.append(place)
        place += len(word) + space
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the exported files")
    options = parser.parse_args()
    nlp = bundled.load(options.model)
    trees = options.data / "treebank" / f"{options.part}.conllu"
    print("raw text", json.dumps(raw_scores(trees, nlp), ensure_ascii=False))
    print("gold tokens and sentences", json.dumps(token_scores(trees, options.model), ensure_ascii=False))
    if options.part == "test":
        named = list(read_rows(options.data / "ner/test.iob"))
    else:
        _, named = split_names(list(read_rows(options.data / "ner/train.iob")))
    for name, found in name_scores(named, nlp).items():
        print(f"names, {name}", json.dumps(found))


if __name__ == "__main__":
    main()
