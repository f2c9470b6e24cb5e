"""How those who are accused answer, and through whom it is known: name, stance, content, targets and relays."""

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article

ACCUSED = "Блогери звинуватили мера Львова у крадіжці. "
CLOSED = "Блогери пишуть, що міст закрили. "
CUT = "Банк звільнить тисячу людей. "

ANSWERS = [
    ("Мерія Дніпра спростувала це.", "Мерія Дніпра", "denies", None, CLOSED),
    ("Це підтвердив штаб оборони Одеси.", "штаб оборони Одеси", "confirms", None, CLOSED),
    ("Сам чиновник усе заперечує.", "чиновник", "denies", None, ACCUSED),
    (
        "Посадовець називає звинувачення політично вмотивованими.",
        *("посадовець", "denies", "звинувачення політично вмотивованими", ACCUSED),
    ),
    ("Проте в мерії кажуть, що нічого подібного не було.", "мерія", "denies", "нічого подібного не було", ""),
    ("Мер провину заперечує.", "мер", "denies", "провину", ACCUSED),
    ('"Це брехня", – відреагував мер.', "мер", "denies", "Це брехня", ACCUSED),
    ("Мер категорично не погоджується зі звинуваченнями.", "мер", "denies", None, ACCUSED),
    ("Мер виступив зі спростуванням.", "мер", "denies", None, ACCUSED),
    ("Мер відхрестився від причетності до справи.", "мер", "denies", "причетності до справи", ACCUSED),
    ("Зеленський заперечив слова Трампа про вибори.", "Зеленський", "denies", "вибори", ""),
    ("У Кремлі новину про вибори назвали фейком.", "Кремль", "denies", "новину про вибори назвали фейком", ""),
    ("Тегеран заперечував, що постачає дрони.", "Іран", "denies", "постачає дрони", ""),
    ("Речник НАТО спростував заяву Лукашенка про напад.", "речник НАТО", "denies", "напад", ""),
    ("Мерія поки не реагувала на ці заяви.", "мерія", "declines", None, ""),
    ("Мер проігнорував запитання журналістів.", "мер", "declines", None, ""),
    ("Поліція ні підтвердила, ні спростувала цю інформацію.", "поліція", "declines", None, ""),
    ("У відповідь мер заявив, що не брав грошей.", "мер", "denies", "не брав грошей", ""),
    ("На це мер відповів, що ніяких грошей не отримував.", "мер", "denies", "ніяких грошей не отримував", ""),
    ("«Нічого подібного», – відповів мер.", "мер", "denies", "Нічого подібного", CLOSED),
    ("Мер усе заперечує і каже, що гроші позичив.", "мер", "denies", None, ACCUSED),
    ("Мер наполягає, що це російська дезінформація.", "мер", "denies", "це російська дезінформація", CLOSED),
    ("За словами мера, блогери перекрутили його слова.", "мер", "denies", "блогери перекрутили його слова", ""),
    (
        "У пресслужбі повідомили, що інформація про відставку є недостовірною.",
        *("пресслужба", "denies", "інформація про відставку є недостовірною", ""),
    ),
    (
        "У мерії новину про міст назвали такою, що не відповідає дійсності.",
        *("мерія", "denies", "новину про міст назвали такою, що не відповідає дійсності", ""),
    ),
]
"""An answer, who gives it, its stance and content, and what stands before it, which the answer is about (empty:
nothing, or nothing that is named)."""


@pytest.mark.parametrize(("text", "source", "stance", "content", "before"), ANSWERS, ids=[one[0] for one in ANSWERS])
def test_answers(bundled: Language, text: str, source: str, stance: str, content: str | None, before: str) -> None:
    whole = (before or ACCUSED) + text
    first, *answers = extract(Article("a", whole), bundled(whole)).statements
    one = answers[0]
    assert (one.source.name, one.stance.value, one.content.text if one.content else None) == (source, stance, content)
    assert one.denies == (first.id,) if before else True


RELAYS = [
    (CUT + "Про це Reuters розповіли четверо посадовців.", "четверо посадовців", "Reuters"),
    (CUT + "Про це розповів Reuters чиновник уряду.", "чиновник уряду", "Reuters"),
    ("Банк закриють, повідомили CNN дві людини, знайомі з питанням.", "дві людини", "CNN"),
    ("Чиновник розповів Reuters, що банк закриють.", "чиновник", "Reuters"),
]


@pytest.mark.parametrize(("text", "source", "relay"), RELAYS, ids=[one[0] for one in RELAYS])
def test_an_outlet_that_is_told_is_a_relay(bundled: Language, text: str, source: str, relay: str) -> None:
    (one,) = extract(Article("a", text), bundled(text)).statements
    assert (one.source.name, one.via) == (source, (relay,))


CONTENTS = [
    ("За словами мера, який очолює раду, міст закриють.", ["міст закриють"]),
    ("Згідно з листом, який опинився в редакції, завод платив хабарі.", ["завод платив хабарі"]),
    ("Як розповів чиновник, знайомий із ходом переговорів, угоди не буде.", ["угоди не буде"]),
    (
        "Лікарі кажуть, що хворий одужав, а поліція стверджує, що він утік.",
        ["хворий одужав", "він утік"],
    ),
    ("Коли мер утік, за його словами, міст уже закрили.", ["Коли мер утік, за його словами, міст уже закрили"]),
]


@pytest.mark.parametrize(("text", "contents"), CONTENTS, ids=[one[0] for one in CONTENTS])
def test_contents_hold_what_is_said_alone(bundled: Language, text: str, contents: list[str]) -> None:
    found = extract(Article("a", text), bundled(text)).statements
    assert [one.content.text if one.content else None for one in found] == contents
    assert all(not one.via for one in found)


def test_parts_of_a_double_name_are_one_person(bundled: Language) -> None:
    text = (
        "Ганна Мороз-Бондар виклала відео. Ганна Бондар заявила, що її побили. "
        '"Це були не сусіди", – говорить Ганна у відео.'
    )
    names = [one.source.name for one in extract(Article("a", text), bundled(text)).statements]
    assert names == ["Ганна Мороз-Бондар"] * 2


def test_one_mark_may_close_two_quotations(bundled: Language) -> None:
    text = "Узято завод. «Вони кинули все й відійшли до міста, бо боялися «Зорі», – каже боєць. Місто порожнє."
    (one,) = extract(Article("a", text), bundled(text)).statements
    assert one.content and one.content.text == "Вони кинули все й відійшли до міста, бо боялися «Зорі"
