"""Whom a text quotes, and the outlets through which somebody speaks or writes."""

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.model import Article

LEAD = "Міст у Сквирі відкриють у травні. "

QUOTED = [
    ("«Ми відкриємо міст», – цитує тренера Івана Бойка видання «Думка».", "Іван Бойко", ("Думка",)),
    (
        "«Ми відкриємо міст», – цитує офіційного представника ради німецьке видання Bild.",
        "офіційний представник ради",
        ("Bild",),
    ),
    ("«Ми відкриємо міст», – цитує CNN представника ради.", "представник ради", ("CNN",)),
    ("«Ми відкриємо міст», – цитує видання якесь джерело.", "джерело", ("видання",)),
    ("«Ми відкриємо міст», – передає Reuters слова Ковшика.", "Ковшик", ("Reuters",)),
    ("«Ми відкриємо міст», – наводить слова Ковшика Reuters.", "Ковшик", ("Reuters",)),
    ("«Ми відкриємо міст», – наводить видання слова міністерки.", "міністерка", ("видання",)),
    ("Reuters наводить слова Ковшика: «Ми відкриємо міст».", "Ковшик", ("Reuters",)),
    ("«Ми відкриємо міст», – цитує Reuters.", "Reuters", ()),
    ("«Ми відкриємо міст», – цитують у прес-службі президента.", "прес-служба президента", ()),
]


@pytest.mark.parametrize(("text", "source", "via"), QUOTED, ids=[one[0] for one in QUOTED])
def test_whom_a_text_quotes(bundled: Language, text: str, source: str, via: tuple[str, ...]) -> None:
    (one,) = extract(Article("a", text), bundled(text)).statements
    assert (one.source.name, one.via) == (source, via)
    assert one.content is not None and one.content.text == "Ми відкриємо міст"


THROUGH = [
    ("Про це пише Галина Котенко в «Сільських вістях».", ("Сільські вісті",)),
    ("Про це розповів директор Іван Бойко в інтерв'ю журналістці Ользі Гай.", ("Ольга Гай",)),
    ("Про це заявив начальник адміністрації Іван Бойко, якого цитує «Думка».", ("Думка",)),
    ("Про це повідомив речник лікарні для Reuters.", ("Reuters",)),
    ("Про це газеті «Думка» сказали два чиновники.", ("Думка",)),
    ("Про це виданню «Думка» джерела в міськраді повідомили вранці.", ("Думка",)),
    ("Про це написав Іван Бойко в «Листі до ради».", ()),
    ("Про це розповів Іван Бойко в соцмережі Truth Social.", ()),
]


@pytest.mark.parametrize(("text", "via"), THROUGH, ids=[one[0] for one in THROUGH])
def test_outlet_through_which_somebody_speaks(bundled: Language, text: str, via: tuple[str, ...]) -> None:
    *_, one = extract(Article("a", LEAD + text), bundled(LEAD + text)).statements
    assert one.via == via
    assert one.content is not None and one.content.text == LEAD.strip(" .")


def test_what_one_thinks_within_ones_words_leaves_who_spoke_last(bundled: Language) -> None:
    text = (
        "Директор МВФ Павло Лис розповів про угоду.\n\nДжерело: інтерв'ю Лиса для «Голосу Америки»\n\n"
        "Пряма мова: «Сподіваюся, встигнемо. Роботи ще багато. Часу мало.»\n\n"
        "Деталі: Представник МВФ додав, що гроші є."
    )
    statements = extract(Article("a", text), bundled(text)).statements
    assert [one.source.name for one in statements] == ["Павло Лис"] * 4
    assert [one.cue.text for one in statements if one.cue] == ["розповів", "Пряма мова", "Сподіваюся", "додав"]


def test_a_notice_does_not_go_on_with_the_report(bundled: Language) -> None:
    text = "Про обшуки у мерії повідомляє прокуратура Сквири. Про підозру повідомлено двом чиновникам."
    first, second = extract(Article("a", text), bundled(text)).statements
    assert (first.source.name, second.source.name) == ("прокуратура Сквири", "невідоме джерело")


def test_a_fact_check_tells_itself_what_it_found(bundled: Language) -> None:
    text = "Відео зняли у Львові. З'ясувалося, що відео старе."
    (one,) = extract(Article("a", text), bundled(text)).statements
    assert one.source.name == "невідоме джерело"
    checked = extract(Article("a", text, outlet="StopFake"), bundled(text)).statements
    assert {one.source.name for one in checked} <= {"StopFake"}


TALKS = [
    "Про це Ольга Рись сказала в ефірі телеканалу «Обрій». «Грошей вистачить», – запевнила Рись.",
    "Ольга Рись дала інтерв'ю газеті «Обрій». За її словами, грошей вистачить.",
    'Міст закриють.\n\nДжерело: інтерв\'ю Ольги Рись для "Обрію"\n\nПряма мова: "Грошей вистачить".',
    'Міст закриють.\n\nДжерело: інтерв\'ю Ольги Рись "Обрію"\n\nДеталі: Рись додала, що грошей вистачить.',
]


@pytest.mark.parametrize("text", TALKS)
def test_outlet_to_which_somebody_talks_goes_on(bundled: Language, text: str) -> None:
    *_, one = extract(Article("a", text), bundled(text)).statements
    assert (one.source.name, one.via) == ("Ольга Рись", ("Обрій",))


def test_firm_of_whom_somebody_interviews_is_no_outlet(bundled: Language) -> None:
    text = 'Міст закриють.\n\nДжерело: інтерв\'ю директорки заводу "Обрій" Ольги Рись\n\nПряма мова: "Усе готово".'
    assert [one.via for one in extract(Article("a", text), bundled(text)).statements] == [(), ()]
