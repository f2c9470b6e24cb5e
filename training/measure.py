"""Standard figures of the shipped pipeline: the CoNLL 2018 scorer on a treebank part, span F1 of names by type.

    python -m training.measure --part dev          # development
    python -m training.measure --part test         # the last measurement only

Raw text is the sentences joined as SpaceAfter says, a blank line at `# newdoc` and `# newpar`, nothing else.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from udtools import udeval

from kg.nlp import bundled
from kg.nlp.engine import MODEL
from training.corpus import Sentence, read_iob
from training.prepare import split_names
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


def tree_scores(path: Path, nlp: Language) -> dict[str, float]:
    """F1 in per cent of all measures of the CoNLL 2018 scorer, on raw text."""
    lines: list[str] = []
    for part in raw_text(path).split("\n\n"):
        lines += conllu(nlp(part))
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        gold, system = udeval.load_conllu_file(str(path)), udeval.load_conllu_file(file.name)
        found = udeval.evaluate(gold, system)
    return {name: round(100 * score.f1, 2) for name, score in found.items()} | relation_scores(gold, system)


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


def name_scores(sentences: list[Sentence], nlp: Language) -> dict[str, float]:
    """Strict span F1 in per cent on sentences with our tokens: all 13 types, PERS/ORG/LOC, each type."""
    right: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for one in sentences:
        text, starts = "", []
        for word, space in zip(one.words, one.spaces, strict=True):
            starts.append(len(text))
            text += word + (" " if space else "")
        doc = nlp(text)
        mine = {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}
        theirs = {
            (starts[low], starts[high - 1] + len(one.words[high - 1]), kind) for low, high, kind in spans(one.names)
        }
        for counter, part in ((found, mine), (gold, theirs), (right, mine & theirs)):
            counter.update(kind for _, _, kind in part)

    def f1(kinds: list[str]) -> float:
        sums = [sum(counter[kind] for kind in kinds) for counter in (right, found, gold)]
        return round(200 * sums[0] / max(1, sums[1] + sums[2]), 2)

    kinds = sorted(gold)
    return {"all": f1(kinds), "PERS ORG LOC": f1(["PERS", "ORG", "LOC"])} | {kind: f1([kind]) for kind in kinds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--model", type=Path, default=MODEL, help="folder of the exported files")
    options = parser.parse_args()
    nlp = bundled.load(options.model)
    found = tree_scores(options.data / "treebank" / f"{options.part}.conllu", nlp)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    if options.part == "test":
        named = list(read_iob(options.data / "ner/test.iob"))
    else:
        _, named = split_names(list(read_iob(options.data / "ner/train.iob")))
    print(json.dumps(name_scores(named, nlp), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
