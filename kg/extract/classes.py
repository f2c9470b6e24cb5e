"""How far the source of a statement is named and answerable: official, unofficial, anonymous …

A person is official by an office that the article tells of: at the words of the source, beside the name anywhere, or in
a relation of post. One that is no longer held counts for nothing.
"""

from collections.abc import Container, Iterable
from dataclasses import replace

from kg.extract.mentions import Names
from kg.extract.posts import holder
from kg.extract.tie import is_former, was
from kg.model import Kind, Relation, Source, SourceClass, Statement
from kg.nlp.titles import is_office

_PLAIN = {
    Kind.DOCUMENT: SourceClass.DOCUMENT,
    Kind.MEDIA: SourceClass.OUTLET,
    Kind.GROUP: SourceClass.COLLECTIVE,
    Kind.ORGANIZATION: SourceClass.OFFICIAL,
    Kind.STATE: SourceClass.OFFICIAL,
}


def classed(names: Names, statements: Iterable[Statement], relations: Iterable[Relation]) -> list[Statement]:
    """The statements with the classes of their sources."""
    offices = [
        one for one in names.phrases if is_office(one.lemma) and not one.plural and not is_former(names.text, one)
    ]
    holders = (holder(names, one) for one in offices)
    officers = {names.by_id(one.actor).name for one in holders if one is not None and one.actor}
    officers |= {one.subject for one in relations if one.type == "post" and not was(one.role or "")}
    starts = {one.start for one in offices}
    return [replace(one, source_class=_class(one.source, starts, officers)) for one in statements]


def _class(source: Source, offices: Container[int], officers: Container[str]) -> SourceClass:
    """The class of one source: `offices` are where phrases for an office begin, `officers` the names of who has one."""
    if source.kind is Kind.UNNAMED:
        return SourceClass.PARTLY_ANONYMOUS if source.span else SourceClass.ANONYMOUS
    told = source.span is not None and source.span.start in offices
    if source.kind is Kind.PERSON and (told or source.name in officers):
        return SourceClass.OFFICIAL
    return _PLAIN.get(source.kind, SourceClass.UNOFFICIAL)
