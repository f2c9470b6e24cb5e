"""Statements for tests, made from one invented article."""

from typing import Any

from kg.model import UNKNOWN_SOURCE, Extraction, Kind, Source, Span, Stance, Statement

TEXT = (
    "Мерія Лугового заявила, що «міст відкрили вчасно». Опозиція назвала заяву брехнею. "
    "Поліція від коментарів відмовилася. Речник міністерства підтвердив слова мерії. "
    "Повідомлялося, що на мосту чергують рятувальники."
)


def at(piece: str) -> Span:
    """Where the piece stands in the article."""
    start = TEXT.index(piece)
    return Span.of(TEXT, start, start + len(piece))


def source(piece: str | None, name: str = UNKNOWN_SOURCE, kind: Kind = Kind.ORGANIZATION) -> Source:
    """A source named by the piece; None is unknown."""
    return Source(at(piece) if piece else None, name, kind if piece else Kind.UNNAMED)


def statement(number: int, who: Source, cue: str | None, content: str | None, **more: Any) -> Statement:
    """A statement; `stance` is `asserts` unless given."""
    stance = more.pop("stance", Stance.ASSERTS)
    spans = [at(piece) if piece else None for piece in (cue, content)]
    return Statement(f"s{number}", who, spans[0], stance, spans[1], Span.of(TEXT, 0, 10), **more)


def gold_statements() -> list[Statement]:
    """Five statements: asserts, denies (→ s1), declines, confirms (→ s1), asserts by an unknown source."""
    return [
        statement(
            1,
            source("Мерія Лугового", "мерія Лугового"),
            "заявила",
            "міст відкрили вчасно",
            about=("міст", "мерія Лугового"),
        ),
        statement(2, source("Опозиція", "опозиція", Kind.GROUP), "назвала", None, stance=Stance.DENIES, denies=("s1",)),
        statement(3, source("Поліція", "поліція"), "від коментарів відмовилася", None, stance=Stance.DECLINES),
        statement(
            4,
            source("Речник міністерства", "речник міністерства", Kind.PERSON),
            "підтвердив",
            None,
            stance=Stance.CONFIRMS,
            denies=("s1",),
            via=("Вісник", "Луговський кур’єр"),
        ),
        statement(5, source(None), "Повідомлялося", "на мосту чергують рятувальники"),
    ]


def line(*statements: Statement, doc: str = "a") -> Extraction:
    """An article with the statements."""
    return Extraction(doc, statements)
