"""Cutting text into tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.tokens import spans

CASES = [
    ("Прес-служба", "Прес|-|служба"),
    ("будь-який", "будь-який"),
    ("хто-небудь", "хто-небудь"),
    ("1930-х років", "1930-х|років"),
    ("10-річний", "10-річний"),
    ("71-ша поправка", "71-ша|поправка"),
    ("2,5 млн грн.", "2|,|5|млн|грн|."),
    ("О. Петренко", "О|.|Петренко"),
    ("команда.Насправді", "команда|.|Насправді"),
    ("п’ять об'єктів", "п’ять|об'єктів"),
    ("«Так», – сказав", "«|Так|»|,|–|сказав"),
    ("https://a.example/b?c=1. Далі", "https://a.example/b?c=1|.|Далі"),
    ("24.10.2024, 14:30", "24|.|10|.|2024|,|14|:|30"),
    ("Ні!.. Що?!", "Ні|!..|Що|?!"),
    ("Івано-Франківськ", "Івано-Франківськ"),
    ("8,000,000 осіб", "8,000,000|осіб"),
    ("сюди-то все-таки", "сюди|-|то|все-таки"),
    ('#мітка :) сім"я', '#|мітка|:)|сім"я'),
    ("Boeing F16 на 3G", "Boeing|F16|на|3G"),
    ("він (за даними (усіх)) знав", "він|(|за|даними|(|усіх|)|)|знав"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_tokens(text: str, expected: str) -> None:
    assert "|".join(text[start:end] for start, end in spans(text)) == expected


@given(st.text(max_size=200))
def test_every_character_is_in_one_token_or_white_space(text: str) -> None:
    place = 0
    for start, end in spans(text):
        assert start >= place and end > start
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()
