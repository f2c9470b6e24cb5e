"""Stanza's pipeline for Ukrainian in its default sizes with weights hardly trained: for timing, not for use.

    python -m benchmarks.stanza_default DATA_FOLDER OUT_FOLDER

What Stanza ships for Ukrainian needs its hub. Time depends on sizes, not on weights (nearly all of it is spent in the
recurrent networks), but for two models: a tokenizer must find words and sentences, a lemmatizer must end its words, so
these two are trained for some minutes on 2,000 sentences. `python -m benchmarks.nlp` prints the length of the
sentences that come out, so that a reader sees whether the comparison is fair.
Sizes: the trainers' own defaults; character models of 1,024 units in both directions and vectors of 100 dimensions
(`conll17`, the default package) for the tagger, the parser and the names.
"""

import sys
from pathlib import Path
from typing import Any

from tests.nlp.stanza_models import Sizes, open_folder, train_all, write_resources

DIMENSIONS = 100
FORWARD, BACKWARD, VECTORS = "work/forward.pt", "work/backward.pt", "work/vectors.pt"
_FILES = f"--wordvec_pretrain_file {VECTORS} --charlm_forward_file {FORWARD} --charlm_backward_file {BACKWARD}"
_COMMON = f"--charlm --charlm_shorthand uk_random --max_steps 1 --eval_interval 1 {_FILES}"
SENTENCES = 2000
_TOKENIZER = "--steps 400 --eval_steps 200 --report_steps 100"
DEFAULT = Sizes(tagger=_COMMON, lemmatizer="--num_epoch 5", parser=_COMMON, names=_COMMON, tokenizer=_TOKENIZER)


def character_models() -> None:
    """Both character models with the sizes of Stanza's trainer and random weights."""
    from stanza.models.charlm import build_argparse
    from stanza.models.common.char_model import CharacterLanguageModel, build_charlm_vocab

    options = vars(build_argparse().parse_args([]))
    vocab = {"char": build_charlm_vocab("work/train.txt")}
    for path, forward in ((FORWARD, True), (BACKWARD, False)):
        CharacterLanguageModel(options, vocab, is_forward_lm=forward).save(path)


def vectors() -> None:
    """Random vectors for the words of the training text."""
    import torch
    from stanza.models.common.pretrain import Pretrain

    words = sorted(set(Path("work/train.txt").read_text(encoding="utf-8").lower().split()))
    rows = [" ".join([word, *(f"{value:.3f}" for value in torch.randn(DIMENSIONS).tolist())]) for word in words]
    Path("work/vectors.txt").write_text(f"{len(words)} {DIMENSIONS}\n" + "\n".join(rows) + "\n", encoding="utf-8")
    Pretrain(VECTORS, "work/vectors.txt").load()


def pipeline(folder: Path) -> Any:
    """The pipeline as Stanza would run it, all batch sizes its own."""
    import stanza

    needs = {"forward_charlm_path": FORWARD, "backward_charlm_path": BACKWARD, "pretrain_path": VECTORS}
    paths = {f"{name}_{key}": str(folder / path) for name in ("pos", "depparse", "ner") for key, path in needs.items()}
    return stanza.Pipeline(
        "uk",
        dir=str(folder),
        processors="tokenize,pos,lemma,depparse,ner",
        download_method=None,
        use_gpu=False,
        logging_level="ERROR",
        **paths,
    )


def main(data: Path, out: Path) -> None:
    """Everything, into `out`."""
    open_folder(data, out, SENTENCES)
    character_models()
    vectors()
    train_all(DEFAULT)
    write_resources()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
