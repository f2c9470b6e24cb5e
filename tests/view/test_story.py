"""Stories: read from TOML, told over the page step by step."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.view import PageOptions, Step, page, read_story
from tests.view import sample
from tests.view.conftest import Seen

STORY = """
[[step]]
title = "Хто звинувачує"
text = "Документ.\\n\\nЙого переказує видання."
state = "#level=claims&select=меморандум Білого дому"

[[step]]
title = "Хто заперечує <b>"
state = "select=Alibaba"
"""


def test_a_story_is_told(
    look: Callable[..., Seen], pages: Callable[[str], Path], seed_text: str, tmp_path: Path
) -> None:
    (tmp_path / "story.toml").write_text(STORY, encoding="utf-8")
    steps = read_story(tmp_path / "story.toml")
    assert steps[0] == Step(
        "Хто звинувачує", "Документ.\n\nЙого переказує видання.", "level=claims&select=меморандум Білого дому"
    )
    article, line = sample.seed(seed_text)
    file = pages("seed").with_name("story.html")
    file.write_text(page([article], [line], options=PageOptions(story=steps)), encoding="utf-8")
    seen = look("story")
    assert "Хто звинувачує" in seen.page.inner_text("#story") and "Крок 1 із 2" in seen.page.inner_text("#story")
    assert seen.page.locator("#story p:not([class])").count() == 2
    assert seen.page.inner_text("#panel h2") == sample.MEMO
    assert "level=claims" not in (seen.page.url) and seen.page.get_attribute("#level-claims", "aria-pressed") == "true"
    seen.page.click("#story-next")
    assert "step=2" in seen.page.url and seen.page.inner_text("#panel h2") == "Alibaba"
    assert seen.page.inner_text("#story h2") == "Хто заперечує <b>"
    seen.page.keyboard.press("b")
    assert "Крок 1 із 2" in seen.page.inner_text("#story")
    seen.page.click("#story-end")
    assert seen.page.is_hidden("#story") and seen.messages == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("step = 1", r"no \[\[step\]\]"),
        ("[[step]]\ntext = 'x'", "step 1 must have a title"),
        ("[[step]]\ntitle = 'x'\ncolour = 'red'", "nothing else"),
        ("[[step]]\ntitle = 'x'\nstate = 3", "are strings"),
        ("[[step", "no TOML"),
    ],
)
def test_a_broken_story_is_told_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "story.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_story(tmp_path / "story.toml")


def test_a_missing_story(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_story(tmp_path / "none.toml")
