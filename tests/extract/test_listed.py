"""Outlets that are listed, and names that stand together or are given beside others."""

import time

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.extract.listed import lists
from kg.model import Article, Kind

TOLD = "На Одещині впала ракета. "

LISTS = [
    ("Про це пишуть телеграм-канали Я у справі, ЗОРЯ, Лісоград.ру та інші.", "Я у справі|ЗОРЯ|Лісоград.ру"),
    ("Про це повідомили видання Зоря, «Голос Лісу» і Луна.", "Зоря|Голос Лісу|Луна"),
    ("Про це пишуть сайти, такі як Зоря.ua, Хвиля і Луна.", "сайти|Зоря.ua|Хвиля|Луна"),
    ("Про це повідомили місцеві ЗМІ Києва, Львова та Одеси.", "місцеві ЗМІ Києва, Львова та Одеси"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), LISTS, ids=[one[0] for one in LISTS])
def test_outlets_one_after_the_other(bundled: Language, text: str, names: str) -> None:
    found = extract(Article("a", TOLD + text), bundled(TOLD + text)).statements
    assert "|".join(one.source.name for one in found) == names
    assert {one.source.kind for one in found} == {Kind.MEDIA}
    assert all(one.via == () and one.content and one.content.text == TOLD.strip(" .") for one in found)


@pytest.mark.parametrize(
    "text", ["Видання Зоря пише про все.", "Сайт Зоря, Голос", "Канали Волги, Дону та Дунаю міліють."]
)
def test_no_lists(text: str) -> None:
    assert list(lists(text)) == []


NAMED = [
    ("Майор Максим Морозов, позивний «Лютий», служить тут. «Ми стоїмо», – сказав «Лютий».", "Максим Морозов"),
    ("Боєць Іван Коваль на псевдо «Дід» служить тут. «Ми стоїмо», – каже «Дід».", "Іван Коваль"),
    ("Голова партії Ганна Бондар виступила у Раді. Ганна Володимирівна сказала, що закон діє.", "Ганна Бондар"),
    ("Депутат Петро Мельник і політик Гаук Шульц сперечалися. На слова Мельника Шульц відповів, що міст стоїть.",
     "Гаук Шульц"),
    ("Про пожежу повідомили в ДСНС. За даними рятувальників, ніхто не загинув.", "ДСНС"),
    ("Раніше Ганна Бондар заявила, що міст стоїть. Сама Ганна Бондар додала, що дорога ціла.", "Ганна Бондар"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMED, ids=[one[1] for one in NAMED])
def test_under_whatever_name(bundled: Language, text: str, name: str) -> None:
    found = extract(Article("a", text), bundled(text)).statements
    assert found[-1].source.name == name


PHRASES = [
    ("Мер пішов. Екс-заступник глави уряду часів Петренка Андрій Бондар повідомив про повернення.", "Андрій Бондар"),
    ("Один з російських агрегаторів новин стверджував, що село захопили.", "російський агрегатор новин"),
    ("Один російський військовий блогер стверджував, що село захопили.", "російський військовий блогер"),
    ("41% німців вважають допомогу достатньою. 21% назвали допомогу надмірною.", "21% німців"),
    ("Згідно зі збереженими у міському архіві Лісограда документами, будинок старий.",
     "збережені у міському архіві Лісограда документи"),
    ("Служба безпеки України провела обшук. Слідчі СБУ з'ясували, що схема діяла рік.",
     "слідчі Служби безпеки України"),
    ("Понад 70% німців заявили, що допомоги досить.", "понад 70% німців"),
    ("Близько 300 мешканців підписали петицію і заявили, що проти.", "близько 300 мешканців"),
    ("Генеральний секретар НАТО Єнс Столтенберг приїхав. Генсек НАТО додав, що мир можливий.", "Єнс Столтенберг"),
    ("Міст закрили, сказав директор Американського комітету (American Committee, AC) Тед Коваль.", "Тед Коваль"),
    ("СБУ затримала чоловіка. Вибух був у центрі Харкова. У відомстві зазначили, що слідство триває.", "СБУ"),
    ("Фірма продала м'ячі.\nПро це повідомили «Наші гроші.\nЗапоріжжя».", "Наші гроші"),
    ("Різноманітні новинні сайти писали, що село здали.", "новинні сайти"),
    ("Сайт написав, що директором є син міністра. Але керівництво заводу цю інформацію спростувало.",
     "керівництво заводу"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), PHRASES, ids=[one[1] for one in PHRASES])
def test_phrases_without_what_says_nothing(bundled: Language, text: str, name: str) -> None:
    found = extract(Article("a", text), bundled(text)).statements
    assert name in [one.source.name for one in found]


RELATIVE = [
    ("Партію звинувачували в підкупі виборців, що вона заперечує.", "партія", "підкупі виборців"),
    ("Газета писала, що завод зупинили, що у мерії спростували.", "мерія", "завод зупинили"),
    ("Речниця прокоментувала заяву військових про перегрупування, яку вони потім спростували.", "військові",
     "перегрупування"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "content"), RELATIVE, ids=[one[1] for one in RELATIVE])
def test_denials_in_relative_clauses(bundled: Language, text: str, name: str, content: str) -> None:
    claim, denial = extract(Article("a", text), bundled(text)).statements
    assert (denial.source.name, denial.stance, denial.denies) == (name, "denies", (claim.id,))
    assert {claim.content and claim.content.text, denial.content and denial.content.text} == {content}


CUT = [
    "Джерелом інформації про є сайт «Комета».",
    "Джерелом інформації про вибух не є мерія.",
    "Про це пишуть сайти «Зоря», «  » і «Луна».",
    "Маніпуляцією є",
    ", яку спростував",
    "Маніпуляцією є маніпуляцією є твердження, що",
]


@pytest.mark.parametrize("text", CUT)
def test_odd_text_costs_nothing(bundled: Language, text: str) -> None:
    for outlet in (None, "StopFake"):
        found = extract(Article("a", TOLD + text, outlet=outlet), bundled(TOLD + text)).statements
        assert all(any(map(str.isalnum, one.source.name)) and one.source.name != "мерія" for one in found)


@pytest.mark.parametrize("text", ["Пишуть сайти Б, " + "Ах сайти Бе, " * 3000, "ЗМІ А, " * 3000])
def test_lists_take_no_time(text: str) -> None:
    start = time.process_time()
    found = list(lists(text))
    assert time.process_time() - start < 3
    assert sum(len(one.names) for one in found) < len(text)


def test_words_behind_a_relative_clause_stay(bundled: Language) -> None:
    text = "Мер сказав, що місто отримало листа, якого поліція не підтвердила, і тепер чекає на допомогу з Києва."
    first = extract(Article("a", text), bundled(text)).statements[0]
    assert first.content is not None and first.content.text.endswith("з Києва")


SILENT = [
    "Губарєва називають ставлеником олігарха.",
    "Останні два роки довели, що союз приносить користь.",
    "Вони жили чесно, згідно з правдою.",
]


@pytest.mark.parametrize("text", SILENT)
def test_nobody_is_named_that_does_not_speak(bundled: Language, text: str) -> None:
    found = extract(Article("a", text), bundled(text)).statements
    assert [one.source.name for one in found if one.source.name != "невідоме джерело"] == []


TOPICS = [
    ("Інформацію про збитки заводу спростували місцеві ЗМІ, а також польські медіа.", ["місцеві ЗМІ", "польські медіа"],
     "збитки заводу"),
    ("Першоджерелом інформації про вибух на заводі стало видання «Комета».", ["Комета"], "вибух на заводі"),
    ("Канал подає це як наратив, що сусіди винні.", ["канал"], "сусіди винні"),
    ("Наратив про те, що сусіди винні, канал просуває щодня.", ["канал"], "сусіди винні"),
    ("Польща зобов'язалася виділити мільйон.", ["Польща"], "виділити мільйон"),
    ("Блогери давали зрозуміти, що завод закриють.", ["блогери"], "завод закриють"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names", "content"), TOPICS, ids=[one[2] for one in TOPICS])
def test_what_it_is_about(bundled: Language, text: str, names: list[str], content: str) -> None:
    found = extract(Article("a", text), bundled(text)).statements
    assert [one.source.name for one in found] == names
    assert all(one.content is not None and one.content.text == content for one in found)
