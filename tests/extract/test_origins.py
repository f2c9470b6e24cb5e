"""On whose word it rests: origins that are named, news that others take up, people who are described, not named."""

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article

TOLD = "Блогери пишуть, що міст закрили. "

ORIGINS = [
    ("Джерелом цієї інформації став телеграм-канал Mash.", "Mash", ()),
    ("Першоджерелом новини є видання «Комета».", "Комета", ()),
    ("Видання посилаються на заяву міністра Ганни Коваль.", "Ганна Коваль", ("видання",)),
    ("Користувачі посилаються при цьому на слова міністра Ганни Коваль.", "Ганна Коваль", ("користувачі",)),
    ("Цю новину також підхопили російські ЗМІ.", "російські ЗМІ", ()),
    ("Цю заяву розтиражували російські пропагандисти.", "російські пропагандисти", ()),
]


@pytest.mark.parametrize(("text", "source", "via"), ORIGINS, ids=[one[0] for one in ORIGINS])
def test_who_is_behind_what_was_told(bundled: Language, text: str, source: str, via: tuple[str, ...]) -> None:
    first, one = extract(Article("a", TOLD + text), bundled(TOLD + text)).statements
    assert (one.source.name, one.via) == (source, via)
    assert one.content is not None and one.content.text == TOLD.strip(" .")
    assert first.via == ()


NO_ORIGINS = [
    "Джерелом води є озеро.",
    "Видання не посилаються на слова міністра Ганни Коваль.",
    "Діти підхопили грип.",
]


@pytest.mark.parametrize("text", NO_ORIGINS)
def test_no_origins(bundled: Language, text: str) -> None:
    assert len(extract(Article("a", TOLD + text), bundled(TOLD + text)).statements) == 1


def test_a_quotation_comes_from_whom_the_outlet_refers_to(bundled: Language) -> None:
    text = "«Мобілізації не буде», – пише «Комета» з посиланням на Міністерство оборони."
    (one,) = extract(Article("a", text), bundled(text)).statements
    assert (one.source.name, one.via) == ("Міністерство оборони", ("Комета",))


SOURCES = [
    ("За словами близької йому людини, мер хворий.", "близька йому людина"),
    ("За словами наближених до президента джерел, рішення вже ухвалено.", "наближені до президента джерела"),
    ("За даними знайомого із ситуацією чиновника, гроші зникли.", "чиновник"),
    ("Результати нового дослідження показали, що вакцина діє.", "результати нового дослідження"),
    ("«Це кінець нашої держави», – пишуть у соцмережах.", "соціальні мережі"),
    ("Як пишуть росЗМІ, колону зупинили на кордоні.", "російські ЗМІ"),
    ("На заводі повідомили, що лінію зупинили.", "завод"),
    ("У ТОВ «Ромашка» заявили, що борг повернуть.", "Ромашка"),
    ("У партії «Нова сила» заявили, що на вибори не підуть.", "Нова сила"),
]


@pytest.mark.parametrize(("text", "source"), SOURCES, ids=[one[0] for one in SOURCES])
def test_sources_by_their_descriptions(bundled: Language, text: str, source: str) -> None:
    (one,) = extract(Article("a", text), bundled(text)).statements
    assert one.source.name == source


IMPERSONAL = [
    (
        "У поліції заявили, що рух відкрили. Водій Петро Коваль каже, що затори є. Зазначається, що міст цілий.",
        "поліція",
    ),
    ("Водій Петро Коваль каже, що затори є. Зазначається, що міст цілий.", "невідоме джерело"),
    ("Видання «Ранок» пише, що депутат хворий. Депутата попросили не виходити з дому.", "невідоме джерело"),
]


@pytest.mark.parametrize(("text", "source"), IMPERSONAL, ids=[one[0] for one in IMPERSONAL])
def test_what_nobody_is_said_to_say(bundled: Language, text: str, source: str) -> None:
    assert extract(Article("a", text), bundled(text)).statements[-1].source.name == source


def test_an_outlet_that_goes_on_is_none_of_several(bundled: Language) -> None:
    text = "Reuters пише, що міст закрили. Російські ЗМІ пишуть, що міст цілий. Видання додає, що рух відновлять."
    assert extract(Article("a", text), bundled(text)).statements[-1].source.name == "Reuters"


TALKS = [
    ("Про це розповів військовий експерт Роман Коваль «24 Каналу».", "24 Канал"),
    ("Про це сказав лікар Олег Бойко Укрінформу.", "Укрінформ"),
    ("Таку позицію Петро Шольц озвучив в інтерв'ю німецькому щотижневому журналу Der Spiegel.", "Der Spiegel"),
    ("Про це сказав співзасновник проєкту Роман Бойко в етері телеканалу «Еспресо».", "Еспресо"),
]


@pytest.mark.parametrize(("text", "outlet"), TALKS, ids=[outlet for _, outlet in TALKS])
def test_talks_with_an_outlet(bundled: Language, text: str, outlet: str) -> None:
    """What somebody tells an outlet came through it, what the same one adds too."""
    told = f"Мир близько. {text} За його словами, зима буде тепла."
    statements = extract(Article("a", told), bundled(told)).statements
    assert [one.via for one in statements] == [(outlet,), (outlet,)]
    assert extract(Article("a", told, outlet=outlet), bundled(told)).statements[0].via == ()
