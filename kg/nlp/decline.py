"""Names in the genitive: "Джон Тун" to "Джона Туна", for phrases such as "представник Джона Туна".

Not for the nominative of what stands in a text: that is `kg.nlp.morph`, by which each result is checked.
"""

import re
from functools import lru_cache

from kg.data import load_toml
from kg.nlp.hypotheses import Setting, analyse
from kg.nlp.morph import nominative_text, split
from kg.nlp.words import Reading, fold, restore


@lru_cache(maxsize=1 << 10)
def genitive(name: str) -> str | None:
    """The genitive of a name that stands in the nominative; None where it would not lead back to the same name.

    A title in quotation marks behind a noun stays as it is: "універмагу «Україна»".
    """
    titled = _TITLED.fullmatch(name)
    if titled is not None:
        owner = genitive(titled[1])
        return f"{owner} {titled[2]}" if owner is not None else None
    words = split(name)
    best = analyse(words, Setting(cases=("nomn",)))
    forms = [_ordinal(word.text) for word in words]
    for place, reading in best.picks:
        form = _form(reading, fold(words[place].text), best.gender)
        if form is None:
            return None
        forms[place] = restore(form, words[place].text)
    made = "".join(form + word.space for form, word in zip(forms, words, strict=True)).strip()
    return made if nominative_text(made, before="для") == name or made == name else None


_TITLED = re.compile(r"([^«\"“„]+?) ([«\"“„].+)")
_ORDINAL = re.compile(r"(\d+)-(?:\w|\w{2})")


def _ordinal(word: str) -> str:
    """An ordinal in figures in the genitive, any other word as it is: "93-тя" is "93-ї", "4-й" is "4-го"."""
    match = _ORDINAL.fullmatch(word)
    ending = load_toml("morph.toml")["ordinals_genitive"].get(word[-1]) if match is not None else None
    return f"{match[1]}-{ending}" if match is not None and ending is not None else word


def _form(reading: Reading, word: str, gender: str | None) -> str | None:
    if reading.fixed:
        return word
    if reading.parse is not None:
        kept = {"plur"} if reading.plural else {gender or reading.gender} - {None}
        inflected = reading.parse.inflect({"gent", *kept})
        if inflected is None:
            return None
        irregular: dict[str, str] = load_toml("morph.toml")["genitive"]
        known = str(reading.parse.word)
        before = word.removesuffix(known) if word.endswith(f"-{known}") else ""  # "гірсько-штурмова"
        return irregular.get(word, before + str(inflected.word))
    for row in load_toml("morph.toml")["endings"]:
        nom: str = row["nom"]
        stem = word[: len(word) - len(nom)]
        fits = row["gender"] in ("both", gender, reading.gender)
        if (
            fits
            and word.endswith(nom)
            and "gent" in row["forms"]
            and (not row.get("after") or stem[-1:] in row["after"])
        ):
            return stem + str(row["forms"]["gent"])
    return None
