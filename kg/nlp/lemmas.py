"""Lemma edit scripts: how to make a lemma from a word form; learned by the model, applied here."""

from functools import lru_cache

from kg.nlp.forms import fold


def script_of(form: str, lemma: str) -> str:
    """The script that makes `lemma` of `form`: case | cut at the front > put there | cut at the end > put there."""
    case = "k" if lemma[:1].isupper() and form[:1].isupper() else "l"
    if len(form) > 1 and form.isupper() and lemma.isupper():
        case = "u"
    low, goal = form.lower(), lemma.lower()
    if low == goal:
        return f"{case}||"
    front = 0
    start, shared = _longest(low, goal)
    if shared < 1:
        return f"={lemma}"
    front = start[0]
    head = goal[: start[1]]
    tail_cut = len(low) - start[0] - shared
    tail = goal[start[1] + shared :]
    return f"{case}|{front}>{head}|{tail_cut}>{tail}"


def _longest(one: str, other: str) -> tuple[tuple[int, int], int]:
    """Where the longest common substring stands in both, and its length."""
    best, place = 0, (0, 0)
    row = [0] * (len(other) + 1)
    for i, left in enumerate(one):
        previous = 0
        for j, right in enumerate(other):
            previous, row[j + 1] = row[j + 1], previous + 1 if left == right else 0
            if row[j + 1] > best:
                best, place = row[j + 1], (i + 1 - row[j + 1], j + 1 - row[j + 1])
    return place, best


@lru_cache(maxsize=1 << 10)
def apply_script(form: str, script: str) -> str | None:
    """The lemma, or None where the script does not fit the form."""
    if script.startswith("="):
        return script[1:]
    case, front, back = script.split("|")
    lemma = form.lower()
    if front or back:
        cut, head = front.split(">") if front else ("0", "")
        drop, tail = back.split(">") if back else ("0", "")
        if int(cut) + int(drop) > len(lemma):
            return None
        lemma = head + lemma[int(cut) : len(lemma) - int(drop)] + tail
    if case == "u":
        return lemma.upper()
    return _capital(lemma, form) if case == "k" else lemma


def _capital(lemma: str, form: str) -> str:
    """Capitals after hyphens too, as in the form."""
    parts, shapes = lemma.split("-"), form.split("-")
    shown = [
        part[:1].upper() + part[1:] if shape[:1].isupper() else part for part, shape in zip(parts, shapes, strict=False)
    ]
    return "-".join([*shown, *parts[len(shapes) :]])


AGREES, KNOWN, MISSING = 8.0, 4.0, 1.0
"""Log-odds: the lemma's reading agrees with the features; any reading has it; no script made it. Chosen on dev."""


def choose(form: str, scored: list[tuple[str, float]], agreeing: list[str], known: frozenset[str], proper: bool) -> str:
    """The best of what the likeliest scripts make of the form (`scored`, best first) and of the dictionary's lemmas.

    `agreeing` are lemmas of readings that agree with the chosen features, `known` all of the form's lemmas, folded.
    """
    fits = {fold(lemma) for lemma in agreeing}
    found: dict[str, float] = {}
    for script, score in scored:
        if score < scored[0][1] - AGREES:
            break  # not even agreement would make it the best
        lemma = apply_script(form, script)
        if lemma and lemma not in found:
            folded = fold(lemma)
            found[lemma] = score + (AGREES if folded in fits else KNOWN if folded in known else 0.0)
    made = {fold(lemma) for lemma in found}
    for place, lemma in enumerate(dict.fromkeys(agreeing)):
        if fold(lemma) not in made:
            found[_dressed(lemma, form, proper)] = scored[-1][1] - MISSING + AGREES - place
    return max(found, key=found.__getitem__).replace("\u0301", "") if found else form


def _dressed(lemma: str, form: str, proper: bool) -> str:
    """A dictionary's lemma with the capitals of a name and the form's kind of apostrophe."""
    mark = next((char for char in form if char in "’ʼ"), "'")
    return (_capital(lemma, form) if proper else lemma).replace("'", mark)
