"""Who is known to hold or to have held a post of a state or body (`known_post` of `relations.toml`), of those whom an
article names.

Not for the posts that an article itself gives (`kg.extract.holders`).
"""

from collections.abc import Sequence

from kg.data import load_toml
from kg.extract.bodyrefs import Anaphor
from kg.extract.holders import Titled, Words, covers, same_gender, tenure
from kg.extract.mentions import Names
from kg.model import Actor, MentionType

_HOME = "Україна"
"""The state whose posts news in Ukrainian names without it."""


def known_holder(names: Names, titled: Sequence[Titled], one: Anaphor, words: Words, bare: bool) -> Actor | None:
    """Who is known to hold or to have held the post that a phrase names ("український президент", "президент" alone),
    where the article names one such person; nobody who is yet to hold it or no longer does."""
    if tenure(one.lemma, names.text[slice(*one.stretch)].split()):
        return None
    if not words:
        holder = _home_holder(names, one.lemma, one.place) if bare else None
        return holder if {title.actor for title in titled if title.lemma == one.lemma} <= {holder} else None
    found = _known_holders(names, one.lemma, words)
    return found[0] if len(found) == 1 and same_gender(found[0], one.gender) else None


def _known_holders(names: Names, lemma: str, words: Words) -> list[Actor]:
    """The holders of a post, by its lemma and the keys of the body's words: "український президент"."""
    found: list[Actor] = []
    for row in load_toml("relations.toml")["known_post"]:
        entry = names.gazetteer.find(row["body"]) if lemma in row["posts"] else None
        if entry is not None and covers(frozenset({entry.key}), words):
            found += filter(None, map(names.resolve, row["holders"]))
    return found


def _home_holder(names: Names, lemma: str, place: int) -> Actor | None:
    """Who of those named before `place` holds a post of Ukraine, where the article names no holder of the same post of
    another state: "Зеленський приїхав. Президент заявив"."""
    rows = [row for row in load_toml("relations.toml")["known_post"] if lemma in row["posts"]]
    home = {name for row in rows if row["body"] == _HOME for name in row["holders"]}
    if not home or any(names.resolve(name) for row in rows if row["body"] != _HOME for name in row["holders"]):
        return None
    for mention in reversed(names.between(0, place)):
        actor = names.by_id(mention.actor) if mention.actor and mention.type is MentionType.PERS else None
        if actor is not None and (actor.name in home or any(name.endswith(f" {actor.name}") for name in home)):
            return actor
    return None
