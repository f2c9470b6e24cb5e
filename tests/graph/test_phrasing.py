"""Polarity and tense of contents: what the words alone tell, and nothing where they do not."""

import pytest

from kg.graph.phrasing import Polarity, Tense, polarity, tense

AFFIRMED, NEGATED = Polarity.AFFIRMED, Polarity.NEGATED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("міст відкрили у липні", AFFIRMED),
        ("за мир", AFFIRMED),
        ("Це неправда", AFFIRMED),
        ("Німеччина несе збитки", AFFIRMED),
        ("міст не відкрили", NEGATED),
        ("міст не відкрито", NEGATED),
        ("грошей у громади немає", NEGATED),
        ("грошей у громади нема", NEGATED),
        ("Нема грошей, немає й людей", NEGATED),
        ("грошей нема, а завод працює", None),
        ("він не може не піти", None),
        ("громада не планує не відкривати міст", None),
        ("не можна не відкрити міст", None),
        ("нема чому не радіти", None),
        ("завод не працює і не працюватиме", NEGATED),
        ("не відкривати міст", NEGATED),
        ("завод не буде працювати", NEGATED),
        ("громада не планує відкривати міст", NEGATED),
        ("громада має не відкривати міст", None),
        ("НЕ ВІДКРИЛИ МОСТУ", NEGATED),
        ("міст не відкрили, а завод працює", None),
        ("не всі мешканці виїхали", None),
        ("без мосту громада бідує", None),
        ("нікого в місті", None),
        ("не лише про міст", None),
        ("", None),
        ("2024 – 15 %", None),
    ],
)
def test_polarity(text: str, expected: Polarity | None) -> None:
    assert polarity(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("міст відкрили у липні", Tense.PAST),
        ("міст не відкрили, бо він згорів", Tense.PAST),
        ("завод працює", Tense.PRESENT),
        ("завод працюватиме, а міст відкриють", Tense.FUTURE),
        ("будемо працювати", Tense.FUTURE),
        ("завод працює, а міст відкриють", None),
        ("завод працював би", None),
        ("щоб завод працював", None),
        ("відкрити міст", None),
        ("за мир", None),
        ("", None),
    ],
)
def test_tense(text: str, expected: Tense | None) -> None:
    assert tense(text) is expected
