"""FollowTheMoney entities as JSON Lines, for Aleph and OpenSanctions users; written by the documented schema (4.x).

Actors, articles, mentions, and statements as `Documentation` (who is documented in which article, saying what). What
a statement claims about others becomes no link between them: only what an article says in its own voice does.
"""

import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from kg import ids
from kg.export.lpg import Node, Portion, portions
from kg.export.network import local
from kg.export.target import replacing
from kg.export.words import word

log = logging.getLogger(__name__)

Properties = dict[str, list[str]]
Entity = dict[str, object]
Links = dict[tuple[str, str], list[str]]
Schemata = dict[str, str]
"""The schema of each actor that has one, by IRI."""

SCHEMATA = {
    "person": "Person",
    "organization": "Organization",
    "state": "PublicBody",
    "media": "Organization",
    "document": "Document",
    "group": "Organization",
    "unnamed": "LegalEntity",
}
"""Kind of actor -> schema; places have none that people can be linked to."""

LEGAL = frozenset(SCHEMATA.values()) - {"Document"}
"""Schemata that a mention may be resolved to."""

WHY = {
    "Actor": "places, for which FollowTheMoney has no schema that others can be linked to",
    "Statement": "their source is a place",
    "Mention": "of a place, a document or no actor",
    "Relation": "not stated by the article in its own voice, or with a place",
}
"""Family of nodes -> why some of them are left out."""

_PLAIN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?")
_LABEL = re.compile(r"(?=[\w-]*[^\W_])[\w-]{1,63}")
"""One name between the dots of a host."""


def ftm(out: Path, target: Path) -> None:
    """One entity a line: `id`, `schema`, `properties`."""
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in entities(out))


def entities(out: Path) -> Iterator[Entity]:
    """All entities; those that others refer to come first."""
    actors: Schemata = {}
    left_out: Counter[str] = Counter()
    for portion in portions(out):
        actors |= {one.iri: made for one in portion.nodes if one.labels[0] == "Actor" and (made := _schema(one))}
        yield from _portion(portion, actors, left_out)
    for family, why in WHY.items():
        if left_out[family]:
            log.info("%ss left out: %d (%s)", family.lower(), left_out[family], why)


class _Known(NamedTuple):
    """The actors of the corpus and the articles of a portion."""

    actors: Schemata
    articles: dict[str, Node]


def _schema(node: Node) -> str | None:
    return SCHEMATA.get(str(node.properties.get("kind")))


def _portion(portion: Portion, actors: Schemata, left_out: Counter[str]) -> Iterator[Entity]:
    known = _Known(actors, {one.iri: one for one in portion.nodes if one.labels[0] == "Article"})
    links: Links = {}
    for edge in portion.edges:
        start, end = (edge.end, edge.start) if edge.type == "SAID" else (edge.start, edge.end)
        links.setdefault((start, edge.type), []).append(end)
    for node in portion.nodes:
        family = node.labels[0]
        if family == "Actor":
            if schema := _schema(node):
                yield _entity(node, schema, _actor(node, schema))
            else:
                left_out[family] += 1
        elif family == "Article":
            yield _entity(node, "Article", _article(node))
    for node in portion.nodes:
        if made := _MAKERS.get(node.labels[0]):
            if entity := made(node, links, known):
                yield entity
            else:
                left_out[node.labels[0]] += 1


def _entity(node: Node, schema: str, properties: Properties) -> Entity:
    return {"id": _id(node.iri), "schema": schema, "properties": {key: one for key, one in properties.items() if one}}


def _id(iri: str) -> str:
    """The node's id: letters, digits, hyphens and dots, all that FollowTheMoney takes (white_house is white.house)."""
    kind, _, name = local(iri).partition("/")
    return f"kg-{kind}-" + (name.replace("_", ".") if _PLAIN.fullmatch(name) else ids.digest(name))


def _url(node: Node) -> list[str]:
    """The address, where it is one, as FollowTheMoney spells it."""
    return [found for text in _texts(node, "url") if (found := address(text))]


def address(text: str) -> str | None:
    """The address of a web page, where FollowTheMoney takes it (its type `url`), with at least `/` behind the host."""
    try:
        parts = urlsplit(text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or re.search(r"\s", parts.netloc) or not host or not _is_host(host):
        return None
    return parts._replace(path=parts.path or "/").geturl()


def _is_host(host: str) -> bool:
    """Whether it is an IP address, or names of which the last is no single character and no number."""
    with suppress(ValueError):
        ip_address(host)
        return True
    labels = host.rstrip(".").split(".")
    if not all(map(_LABEL.fullmatch, labels)):
        return False
    return len(labels) == 1 or (len(labels[-1]) > 1 and not labels[-1].isdigit())


def _texts(node: Node, name: str) -> list[str]:
    value = node.properties.get(name, ())
    return list(value) if isinstance(value, tuple) else [str(value)]


def _actor(node: Node, schema: str) -> Properties:
    wikidata = [text.rsplit("/", 1)[-1] for text in _texts(node, "wikidata")]
    made = {"name": _texts(node, "name"), "alias": _texts(node, "aliases"), "wikidataId": wikidata}
    return made | {"fileName": _texts(node, "name")} if schema == "Document" else made


def _article(node: Node) -> Properties:
    return {
        "title": _texts(node, "title"),
        "name": _texts(node, "name"),
        "fileName": _texts(node, "key"),
        "publishedAt": _texts(node, "date"),
        "publisher": _texts(node, "outlet"),
        "sourceUrl": _url(node),
        "language": ["ukr"],
    }


def _statement(node: Node, links: Links, known: _Known) -> Entity | None:
    """Who is documented in the article, as saying what."""
    source, article = links[node.iri, "SAID"][0], known.articles[links[node.iri, "IN_ARTICLE"][0]]
    if source not in known.actors:
        return None
    return _entity(
        node,
        "Documentation",
        {
            "document": [_id(article.iri)],
            "entity": [_id(source)],
            "role": _texts(node, "stanceUk"),
            "summary": _texts(node, "content") or _texts(node, "cue"),
            "description": _texts(node, "sentence"),
            "date": _texts(article, "date"),
            "sourceUrl": _url(article),
            "recordId": _texts(node, "key"),
        },
    )


def _mention(node: Node, links: Links, known: _Known) -> Entity | None:
    found = [iri for iri in links.get((node.iri, "REFERS_TO"), ()) if iri in known.actors]
    schemata = [known.actors[iri] for iri in found if known.actors[iri] in LEGAL]
    if not schemata:
        return None
    made = {"document": [_id(links[node.iri, "IN_ARTICLE"][0])], "resolved": [_id(found[0])]}
    return _entity(node, "Mention", made | {"name": _texts(node, "reading"), "detectedSchema": schemata})


def _relation(node: Node, links: Links, known: _Known) -> Entity | None:
    """A link that the article states in its own voice."""
    (subject,), (end,) = links[node.iri, "SUBJECT"], links[node.iri, "OBJECT"]
    article = links[node.iri, "IN_ARTICLE"][0]
    if links[node.iri, "STATED_BY"] != [article] or not {subject, end} <= known.actors.keys():
        return None
    roles = [word("relation", str(node.properties["type"])), *_texts(node, "role")]
    made = {"subject": [_id(subject)], "object": [_id(end)], "role": roles, "proof": [_id(article)]}
    return _entity(node, "UnknownLink", made | {"summary": _texts(node, "evidence")})


_MAKERS = {"Statement": _statement, "Mention": _mention, "Relation": _relation}
