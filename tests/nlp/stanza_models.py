"""Trains small real Stanza models with Stanza's own code; a script, run apart so that its output and warnings stay
out of the tests.

    python stanza_models.py DATA_FOLDER OUT_FOLDER

They are as good as 200 sentences make them: enough to run the loading and the conversion, not to measure anything.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

RECIPE = "6"
"""Changes with the training below; part of the cache folder's name."""

SENTENCES = 200
DEV = 30
LONGEST = 25
SHORTHAND = "uk_small"


def trees(path: Path) -> Iterator[str]:
    """Sentences of a CoNLL-U file as blocks, short ones without multiword tokens and empty nodes."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        ids = [line.split("\t", 1)[0] for line in block.splitlines() if not line.startswith("#")]
        if 3 <= len(ids) <= LONGEST and all(one.isdigit() for one in ids):
            yield block


def names(path: Path) -> Iterator[list[dict[str, str]]]:
    """Sentences of an IOB file that hold a name, in the form that Stanza reads."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.splitlines() if " " in line]
        if 3 <= len(rows) <= LONGEST and any(tag != "O" for _, tag in rows):
            yield [{"text": word, "ner": tag} for word, tag in rows]


def write_data(data: Path, work: Path, sentences: int = SENTENCES) -> None:
    """Training and development files of all five models in `work`."""
    from stanza.utils.datasets import prepare_tokenizer_data

    blocks = list(islice(trees(data / "treebank/train.conllu"), sentences + DEV))
    people = list(islice(names(data / "ner/train.iob"), sentences + DEV))
    for part, low, high in (("train", 0, sentences), ("dev", sentences, sentences + DEV)):
        conllu, plain = work / f"{part}.conllu", work / f"{part}.txt"
        conllu.write_text("\n\n".join(blocks[low:high]) + "\n\n", encoding="utf-8")
        texts = [line[9:] for block in blocks[low:high] for line in block.splitlines() if line.startswith("# text = ")]
        plain.write_text(
            "\n\n".join(" ".join(texts[place : place + 5]) for place in range(0, len(texts), 5)) + "\n",
            encoding="utf-8",
        )
        (work / f"{part}.json").write_text(json.dumps(people[low:high]), encoding="utf-8")
        prepare_tokenizer_data.main(
            [str(plain), str(conllu), "-o", str(work / f"{part}.toklabels"), "-m", str(work / f"{part}.mwt.json")]
        )


def _options(line: str) -> list[str]:
    """A command line of Stanza's trainers; paths are relative, so no white space is in them."""
    return line.split()


@dataclass(frozen=True)
class Sizes:
    """Options of the trainers that say how large the models are and how long they train."""

    tagger: str
    lemmatizer: str
    parser: str
    names: str
    tokenizer: str = "--steps 60 --eval_steps 60 --max_seqlen 100 --batch_size 16"


_VECTORS = "--no_pretrain --hidden_dim 60 --char_hidden_dim 40 --char_emb_dim 20 --word_emb_dim 40"
_BIAFFINE = f"{_VECTORS} --deep_biaff_hidden_dim 60 --transformed_dim 40 --word_cutoff 1 --max_steps 100"
SMALL = Sizes(
    tagger=f"{_BIAFFINE} --fix_eval_interval --batch_size 5",
    lemmatizer="--num_epoch 2 --hidden_dim 40",
    parser=f"{_BIAFFINE} --deep_biaff_output_dim 40 --num_layers 1 --batch_size 250",
    names=f"{_VECTORS} --optim adam --lr 0.005 --max_steps 100",
)


def train_all(sizes: Sizes = SMALL) -> None:
    """The five models in the folder `uk`, where Stanza looks for them."""
    from stanza.models import lemmatizer, ner_tagger, parser, tagger, tokenizer

    for name in ("tokenize", "pos", "lemma", "depparse", "ner"):
        Path("uk", name).mkdir(parents=True)
    common = f"--shorthand {SHORTHAND} --save_name small.pt --cpu --save_dir uk"
    tree = "--train_file work/train.conllu --eval_file work/dev.conllu"
    steps = "--eval_interval 50 --log_step 50"
    tokenizer.main(
        _options(
            f"--lang uk --txt_file work/train.txt --label_file work/train.toklabels --dev_txt_file work/dev.txt"
            f" --dev_label_file work/dev.toklabels --dev_conll_gold work/dev.conllu"
            f" --mwt_json_file work/train.mwt.json {sizes.tokenizer} {common}/tokenize"
        )
    )
    tagger.main(_options(f"--lang uk {tree} {steps} {sizes.tagger} {common}/pos"))
    lemmatizer.main(_options(f"{tree} {sizes.lemmatizer} {common}/lemma"))
    ending = f"--no_checkpoint --no_second_optim {common}/depparse"
    parser.main(_options(f"--lang uk {tree} {steps} {sizes.parser} {ending}"))
    names = "--train_file work/train.json --eval_file work/dev.json"
    ner_tagger.main(_options(f"{names} {steps} {sizes.names} {common}/ner"))


def write_resources() -> None:
    """The `resources.json` that Stanza reads before it loads anything."""
    processors = ("tokenize", "pos", "lemma", "depparse", "ner")
    known: dict[str, object] = {name: {"small": {"md5": ""}} for name in processors}
    known |= {"lang_name": "Ukrainian", "packages": {"default": dict.fromkeys(processors, "small")}}
    Path("resources.json").write_text(json.dumps({"uk": known}, indent=1), encoding="utf-8")


def open_folder(data: Path, out: Path, sentences: int = SENTENCES) -> None:
    """`out` made and entered, the data in its folder `work`."""
    import torch

    torch.set_num_threads(1)  # thread pools collapse on a busy machine
    data = data.resolve()
    out.mkdir(parents=True)
    os.chdir(out)
    work = Path("work")
    work.mkdir()
    write_data(data, work, sentences)


def main(data: Path, out: Path) -> None:
    """Everything, into `out`, which becomes the current folder."""
    open_folder(data, out)
    train_all()
    write_resources()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
