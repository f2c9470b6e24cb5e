"""What every extraction must hold before it is written; not for whether it is right."""

from collections.abc import Iterator

from kg.model import Article, Extraction, Span


def check(article: Article, extraction: Extraction) -> None:
    """ValueError where a stretch is not the slice that it says, an id comes twice, or a name belongs to no single
    actor."""
    if extraction.doc != article.id:
        raise ValueError(f"internal: extraction of {extraction.doc!r} for article {article.id!r}")
    for span in _spans(extraction):
        if not 0 <= span.start < span.end or article.text[span.start : span.end] != span.text:
            raise ValueError(f"internal: no such stretch in the text: {span.start}-{span.end}")
    _check_ids(extraction)
    names = [actor.name for actor in extraction.actors]
    known = set(names)
    if len(known) < len(names):
        raise ValueError("internal: two actors of one name")
    for name in _names(extraction):
        if name not in known:
            raise ValueError(f"internal: no actor is named {name!r}")


def _check_ids(extraction: Extraction) -> None:
    statements = [one.id for one in extraction.statements]
    known = set(statements)
    targets = {target for one in extraction.statements for target in (*one.denies, one.part_of) if target}
    targets |= {one.statement for one in extraction.relations if one.statement}
    if len(known) < len(statements) or not targets <= known:
        raise ValueError("internal: statement ids come twice or point to nothing")
    actors = {one.id for one in extraction.actors}
    if not {one.actor for one in extraction.mentions if one.actor} <= actors:
        raise ValueError("internal: a mention points to no actor")


def _spans(extraction: Extraction) -> Iterator[Span]:
    for one in extraction.statements:
        yield from (span for span in (one.source.span, one.cue, one.content, one.sentence) if span)
    yield from (one.span for one in extraction.mentions)
    yield from (one.span for one in extraction.relations)


def _names(extraction: Extraction) -> Iterator[str]:
    for one in extraction.statements:
        yield from (one.source.name, *one.via, *one.about)
        yield from (name for name in (one.on_behalf_of, one.addressee) if name)
    for relation in extraction.relations:
        yield from (relation.subject, relation.object)
