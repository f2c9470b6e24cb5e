"""Extractions made by hand: over the seed article's text, and synthetic ones of any size."""

from dataclasses import dataclass, field
from typing import Any

from kg import ids
from kg.model import Actor, Article, Extraction, Kind, Relation, Source, SourceClass, Span, Stance, Statement


@dataclass
class Maker:
    """Builds one article's extraction; every span is looked up in the text, from `at` on."""

    article: Article
    statements: list[Statement] = field(default_factory=list)
    kinds: dict[str, Kind] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)

    def span(self, part: str, at: int = 0) -> Span:
        """The first place of `part` after `at`; ValueError where there is none."""
        start = self.article.text.index(part, at)
        return Span.of(self.article.text, start, start + len(part))

    def sentence(self, span: Span) -> Span:
        """The sentence around the span, as far as full stops and line ends tell."""
        text = self.article.text
        before = [text.rfind(mark, 0, span.start) + len(mark) for mark in (". ", "\n") if mark in text[: span.start]]
        after = [text.index(mark, span.end) + 1 for mark in (". ", ".\n") if mark in text[span.end :]]
        start, end = max(before, default=0), min(after, default=len(text))
        return Span.of(text, start, end)

    def actor(self, name: str, kind: Kind) -> None:
        """An actor of the article, unless it is there already."""
        self.kinds.setdefault(name, kind)

    def say(
        self, names: tuple[str, str], kind: Kind, cue: str, stance: Stance, at: int = 0, content: str = "", **more: Any
    ) -> str:
        """A statement: `names` are the naming in the text and the resolved name; gives its id."""
        self.actor(names[1], kind)
        for name in (*more.get("about", ()), *more.get("via", ())):
            self.actor(name, Kind.MEDIA if name in more.get("via", ()) else Kind.ORGANIZATION)
        cue_span = self.span(cue, at)
        said = self.span(content, at) if content else None
        source = Source(self.span(names[0], at), names[1], kind)
        key = f"s{len(self.statements) + 1}"
        sentence = self.sentence(cue_span)
        self.statements.append(Statement(key, source, cue_span, stance, said, sentence, rule="test", **more))
        return key

    def done(self) -> Extraction:
        """The line."""
        actors = tuple(
            Actor(ids.actor_id(self.article.id, kind.value, name), name, kind) for name, kind in self.kinds.items()
        )
        return Extraction(self.article.id, tuple(self.statements), actors, (), tuple(self.relations))


def seed(text: str) -> tuple[Article, Extraction]:
    """The seed article with thirteen of its statements, one relation, and a date, outlet and address."""
    make = Maker(Article("seed", text, "2025-11-15", "Приклад", "Меморандум", "https://example.org/a?b=1&c=2"))
    claims = _claims(make, text)
    _answers(make, text, claims)
    _others(make, text, claims)
    make.actor("Дональд Трамп", Kind.PERSON)
    make.actor("Сі Цзіньпін", Kind.PERSON)
    span = make.span("зустрічі Дональда Трампа з Сі Цзіньпіном")
    make.relations.append(Relation("r1", "meets", "Дональд Трамп", "Сі Цзіньпін", span, rule="test"))
    return make.article, make.done()


MEMO, ALIBABA, ARMY = "меморандум Білого дому", "Alibaba", "Народно-визвольна армія Китаю"
FT = ("Financial Times",)
DOC, BODY = Kind.DOCUMENT, Kind.ORGANIZATION


def _claims(make: Maker, text: str) -> tuple[str, ...]:
    first = "китайська компанія Alibaba надає технологічну підтримку китайським військовим"
    second = "Alibaba надає уряду Китаю та НВАК доступ до даних клієнтів"
    third = 'працівники компанії передавали НВАК знання про "нульові вразливості"'
    whom: dict[str, Any] = {"about": (ALIBABA, ARMY), "via": FT}
    return (
        make.say(("меморандумі Білого дому", MEMO), DOC, "Згідно з", Stance.ASSERTS, content=first, **whom),
        make.say(("документу", MEMO), DOC, "За даними", Stance.ASSERTS, content=second, **whom),
        make.say(
            ("документі", MEMO),
            DOC,
            "зазначається",
            Stance.ASSERTS,
            content=third,
            at=text.index("У документі"),
            **whom,
        ),
    )


def _answers(make: Maker, text: str, claims: tuple[str, ...]) -> None:
    at = text.index("Alibaba відкинула")
    whole = "Це очевидна спроба маніпулювати громадською думкою"
    asked = "чи мала фірма будь-коли ділові відносини з НВАК"
    cannot = "не може незалежно підтвердити"
    make.say(("видання", FT[0]), Kind.MEDIA, cannot, Stance.UNVERIFIED, denies=claims[:1])
    make.say(("Alibaba", ALIBABA), BODY, "відкинула звинувачення", Stance.DENIES, denies=claims, at=at)
    make.say(("компанії", ALIBABA), BODY, "зазначили", Stance.DENIES, denies=claims, at=at, content=whole)
    at = text.index("зазначили у")
    make.say(("компанії", ALIBABA), BODY, "не відповіли на запит", Stance.DECLINES, about=(ARMY,), at=at, content=asked)


def _others(make: Maker, text: str, claims: tuple[str, ...]) -> None:
    official = ("американський чиновник", "американський чиновник")
    some = ("Дехто з американських законодавців", "американські законодавці")
    embassy = ("Посольство КНР у Вашингтоні", "Посольство КНР у Вашингтоні")
    make.say(
        official,
        Kind.UNNAMED,
        "сказав",
        Stance.ASSERTS,
        about=("адміністрація США",),
        content="дуже серйозно ставиться до цих загроз",
        source_class=SourceClass.ANONYMOUS,
    )
    for body in ("Білий дім", "ЦРУ"):
        make.say((body, body), BODY, "від коментарів відмовилися", Stance.DECLINES, at=text.index("Білий дім і"))
    make.say(some, Kind.GROUP, "закликає", Stance.DEMANDS, about=(ALIBABA,), content="до дій проти Alibaba")
    at = text.index("Посольство КНР")
    false = 'твердження США – "повне викривлення фактів"'
    cares = "приділяє велике значення захисту даних та приватності"
    make.say(embassy, BODY, "заявило", Stance.DENIES, denies=claims, at=at, content=false)
    make.say(embassy, BODY, "запевнило", Stance.ASSERTS, about=("уряд Китаю",), at=at, content=cares)


HOSTILE = (
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 2</script>",
    '"><img src=x onerror="window.hit = 3">',
    "<!--<script>{{ 7 * 7 }}{% raw %}",
    "\u202eмедорп\u202c \u2066ізолят \u200f\u061c",
    "дуже " * 2000,
    "Б" * 10_000,
    "javascript:window.hit=4",
    "=1+1",
    "\u3000@SUM(A1)",
    "__proto__",
    "constructor",
    "\u2028\u2029\x00\x1b[31m\ud800",
)
"""Strings that news could carry."""


def hostile() -> tuple[Article, Extraction]:
    """One article in which every field that a page shows holds one of the hostile strings."""
    pairs = list(zip(HOSTILE, HOSTILE[1:] + HOSTILE[:1], strict=True))
    lines = [f"{word} – заявив {other} проти {word}." for word, other in pairs]
    make = Maker(Article("<b>doc</b>", "\n".join(lines), '2025-01-01"><b>', HOSTILE[1], HOSTILE[2], "javascript:hit=5"))
    at, before = 0, tuple[str, ...]()
    for (word, other), line in zip(pairs, lines, strict=True):
        stance = Stance.DENIES if before else Stance.ASSERTS
        more: dict[str, Any] = {"about": (other,), "via": (HOSTILE[3],), "denies": before, "cue_lemma": HOSTILE[0]}
        before = (make.say((word, word), Kind.PERSON, "заявив", stance, at=at, content=word, **more),)
        at += len(line) + 1
    return make.article, make.done()


def synthetic(actors: int, claims: int) -> tuple[list[Article], list[Extraction]]:
    """A corpus of about `actors` actors and `claims` statements, ten an article, its links spread by a fixed rule."""
    pairs = [_synthetic(number, actors) for number in range(claims // 10)]
    return [article for article, _ in pairs], [line for _, line in pairs]


def _synthetic(number: int, actors: int) -> tuple[Article, Extraction]:
    names = [f"Особа {(number * 7 + step * step * 13) % actors}" for step in range(10)]
    lines = [f"{name} заявила про дію {number}-{step}." for step, name in enumerate(names)]
    date = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    make = Maker(Article(f"n{number:05}", "\n".join(lines), date, f"Видання {number % 6}"))
    at = 0
    for step, (name, line) in enumerate(zip(names, lines, strict=True)):
        about = (f"Особа {(number * 11 + step * 5) % actors}",)
        denies = ("s1",) if step % 5 == 4 else ()
        stance = Stance.DENIES if denies else Stance.ASSERTS
        said = f"про дію {number}-{step}"
        make.say((name, name), Kind.PERSON, "заявила", stance, at=at, content=said, about=about, denies=denies)
        at += len(line) + 1
    return make.article, make.done()


def by_name(lines: list[Extraction]) -> dict[str, str]:
    """A cluster for each name: own id → id across articles."""
    return {actor.id: ids.digest("cluster", actor.name) for line in lines for actor in line.actors}
