"""When two actors of two articles are one by rule alone: the keys that they must share.

Not for judgements by people, nor for joining (`kg.resolve.clusters`).
"""

from kg.ids import normal_name
from kg.model import Actor, Kind

Key = tuple[str, ...]

_PROPER_START = (Kind.DOCUMENT, Kind.GROUP)


def gazetteer_key(actor: Actor) -> Key | None:
    """The key by which a known actor is itself everywhere."""
    return ("gazetteer", actor.gazetteer) if actor.gazetteer else None


def name_key(actor: Actor, home: str = "") -> Key | None:
    """Kind and normalised full name; None where the name does not say who it is outside its article.

    A surname alone, an unnamed source a name of two letters
    and a common noun ("меморандум Білого дому", "експерти", "поліція") have none.
    A body whose name many states have ("Верховний суд") is that of `home`, the state that its article speaks of.
    """
    normal = normal_name(actor.name)
    if not normal or actor.kind is Kind.UNNAMED or not _is_full(actor, normal):
        return None
    if actor.kind in (Kind.STATE, Kind.GROUP) and actor.gazetteer is None and actor.name[0].islower():
        return None
    if actor.kind not in (Kind.PERSON, Kind.STATE) and actor.gazetteer is None:
        from kg.resolve.bodies import is_adjective, is_common, is_of_many

        if is_of_many(actor.name) or is_adjective(actor.name) or len(normal) < 3:
            return None
        if actor.kind is Kind.ORGANIZATION and is_common(actor.name):
            return ("name", actor.kind.value, normal, home)
    return ("name", actor.kind.value, normal)


def _is_full(actor: Actor, normal: str) -> bool:
    if actor.kind is Kind.PERSON:
        return actor.name[0].isupper() and sum(len(part) > 1 for part in normal.split()) > 1
    if actor.kind in _PROPER_START:
        from kg.nlp.titles import kind_of_noun  # here, since reading a graph needs no language data

        first = normal.split()[0]
        proper = next((char for char in actor.name if char.isalnum()), "").isupper()
        return proper and kind_of_noun(first) is None and kind_of_noun(first, plural=True) is None
    return any(char.isupper() for char in actor.name)
