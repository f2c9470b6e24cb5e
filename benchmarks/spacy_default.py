"""spaCy's convolutional pipeline in its default sizes with weights hardly trained: for timing, not for use.

What spaCy ships for other languages as `sm`: a network of four layers of 96 units shared by tagger (of features),
parser and names. Its labels, and the little that it learns, come from the bundled model's analyses of a few articles,
so that it makes sentences and names as often as a trained one would.
"""

import random

import spacy
from spacy.language import Language
from spacy.training import Example

ROUNDS = 5
"""Times that it reads what it learns from."""

_LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
_NETWORK = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}


def pipeline(texts: list[str]) -> Language:
    """The pipeline, which has read these texts as the bundled model has them."""
    from kg.nlp import bundled

    language = spacy.blank("uk")
    language.add_pipe("tok2vec", config={"model": _NETWORK})
    for name in ("morphologizer", "parser", "ner"):
        language.add_pipe(name, config={"model": {"tok2vec": _LISTENER}})
    examples = [Example(language.make_doc(text), doc) for text, doc in _read(bundled.load(), texts)]
    language.initialize(lambda: examples)
    order = random.Random(0)
    for _ in range(ROUNDS):
        order.shuffle(examples)
        language.update(examples)
    return language


def _read(bundled: Language, texts: list[str]) -> list[tuple[str, spacy.tokens.Doc]]:
    return [(doc.text, doc) for doc in bundled.pipe(texts, batch_size=8)]
