"""Third-person pronouns by their forms: which gender or number they ask for, and which of them possess.

Not for what they mean: that is `kg.extract.antecedents`.
"""

from spacy.tokens import Token

from kg.nlp.words import fold

MASC, FEM, NEUT, PLUR = "Masc", "Fem", "Neut", "Plur"
_FORMS = {
    "він": (MASC,), "вона": (FEM,), "воно": (NEUT,), "вони": (PLUR,),
    "його": (MASC, NEUT), "йому": (MASC, NEUT), "нього": (MASC, NEUT), "ньому": (MASC, NEUT), "ним": (MASC, NEUT),
    "нім": (MASC, NEUT), "її": (FEM,), "неї": (FEM,), "їй": (FEM,), "ній": (FEM,), "нею": (FEM,),
    "їх": (PLUR,), "них": (PLUR,), "їм": (PLUR,), "ним'": (PLUR,), "ними": (PLUR,),
}  # fmt: skip
_THEIRS = ("їхн",)


def agreement(token: Token) -> tuple[str, ...]:
    """The genders (or the plural) that an antecedent of this third-person pronoun may have; none for other words."""
    word = fold(token.text)
    if word in _FORMS:
        return _FORMS[word]
    return (PLUR,) if word.startswith(_THEIRS) else ()


def is_possessive(token: Token) -> bool:
    """Whether the pronoun stands for a possessor ("його слова", "їхній голос")."""
    if fold(token.text).startswith(_THEIRS):
        return True
    nominal = token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i
    return fold(token.text) in ("його", "її", "їх") and (token.pos_ == "DET" or nominal)
