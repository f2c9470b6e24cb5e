"""Drafts of schema.org `ClaimReview` as JSON-LD: what was claimed, by whom, where, and who answered it how.

Drafts only: they have no rating, no author and no verdict, which are for the fact-checker to give. Statements without
content, and those that deny, decline or demand, are no claims of their own and become answers or are left out.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from kg.export.statement_rows import Row, rows
from kg.export.target import replacing
from kg.export.words import stance

log = logging.getLogger(__name__)

Json = dict[str, Any]

TYPES: dict[str, str | list[str]] = {
    "person": "Person",
    "organization": "Organization",
    "state": ["Country", "GovernmentOrganization"],
    "media": "NewsMediaOrganization",
    "group": "Organization",
    "place": "Organization",
}
"""Kind of source -> schema.org type of an author; documents and unnamed sources are none. A state is a `Country`, as
in the ontology's alignments, and what can be an author too."""

ANSWERS = ("denies", "confirms", "unverified")


def claimreview(out: Path, target: Path) -> None:
    """One JSON-LD document: an `@graph` with a draft for each claim of each article."""
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": "https://schema.org", "@graph": [')
        comma = "\n"
        for draft in drafts(rows(out)):
            file.write(comma + json.dumps(draft, ensure_ascii=False))
            comma = ",\n"
        file.write("\n]}\n")


def drafts(found: Iterable[Row]) -> Iterator[Json]:
    """The drafts, article by article."""
    left_out = unlinked = 0
    for _, group in groupby(found, key=lambda row: row["article"]):
        article = list(group)
        answers = _answers(article)
        for row in article:
            if row["stance"] == "asserts" and row["content"] and row["claim_iri"]:
                yield _draft(row, answers[str(row["statement"])])
            elif row["stance"] not in ANSWERS:
                left_out += 1
            elif not row["answers"]:
                unlinked += 1
    if left_out:
        log.info("%d statements left out that claim nothing: refusals, demands, those without content", left_out)
    if unlinked:
        log.info("%d denials and other answers left out that answer no claim of their article", unlinked)


def _answers(article: Iterable[Row]) -> dict[str, list[Row]]:
    """Statement -> the statements of the article that answer it."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in article:
        targets = row["answers"]
        assert isinstance(targets, tuple)
        for key in targets:
            found[key].append(row)
    return found


def _draft(row: Row, answers: list[Row]) -> Json:
    claim: Json = {"@type": "Claim", "@id": row["claim_iri"], "text": row["content"], **_who(row, "author")}
    claim["appearance"] = _appearance(row)
    draft: Json = {
        "@type": "ClaimReview",
        "identifier": row["statement"],
        "creativeWorkStatus": "Draft",
        "inLanguage": "uk",
        "claimReviewed": row["content"],
        "itemReviewed": claim,
    }
    if answers:
        draft["comment"] = [_comment(answer) for answer in answers]
    return draft


def _who(row: Row, key: str) -> Json:
    """The author where the source can be one, else how it is credited."""
    kind, name = str(row["source_kind"]), row["source"]
    if kind in TYPES:
        return {key: {"@type": TYPES[kind], "@id": row["source_iri"], "name": name}}
    if kind == "document":
        return {"isBasedOn": {"@type": "CreativeWork", "@id": row["source_iri"], "name": name}}
    return {"creditText": name}


def _appearance(row: Row) -> Json:
    made: Json = {"@type": "NewsArticle", "identifier": row["article"]}
    given = {"headline": row["title"], "url": row["url"], "datePublished": row["date"] and str(row["date"])}
    made |= {key: value for key, value in given.items() if value}
    if row["outlet"]:
        made["publisher"] = {"@type": "NewsMediaOrganization", "name": row["outlet"]}
    return made


def _comment(row: Row) -> Json:
    """An answer: its words, whose they are, and the stance as a keyword."""
    words = row["content"] or row["sentence"]
    return {
        "@type": "Comment",
        "identifier": row["statement"],
        "text": words,
        "keywords": f"{row['stance']}, {stance(str(row['stance']))}",
        **_who(row, "author"),
    }
