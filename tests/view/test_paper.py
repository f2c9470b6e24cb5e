"""The page on paper, and the picture as a file: all of it, in light colours, nothing cut off."""

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.view.conftest import Seen

Look = Callable[..., Seen]

CUT = """() => [...document.querySelectorAll("#panel, #table, #table .scroll")]
  .filter((one) => one.checkVisibility())
  .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.id || one.className)"""


def printed(seen: Seen) -> None:
    """The page as it goes to the printer."""
    seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    seen.page.emulate_media(media="print")


def test_the_whole_table_is_printed(look: Look) -> None:
    seen = look("60-200", "table=1&theme=dark")
    printed(seen)
    assert seen.page.locator("tbody tr").count() == 200 and seen.page.evaluate(CUT) == []
    assert len(re.findall(rb"/Type\s*/Page\b", seen.page.pdf(format="A4"))) >= 5


def test_the_panel_is_printed_below_the_picture(look: Look) -> None:
    seen = look("60-200", "theme=dark&select=a12", size=(794, 900))
    printed(seen)
    picture, panel = (seen.page.locator(css).bounding_box() for css in ("#graph", "#panel"))
    assert picture and panel and panel["y"] >= picture["y"] + picture["height"] and picture["height"] > 400
    assert panel["height"] > 900 and seen.page.evaluate(CUT) == []


def test_paper_is_light(look: Look) -> None:
    """The page and the cards of the picture; the screen is dark again afterwards."""
    seen = look("seed", "theme=dark")
    paper, middle = "getComputedStyle(document.body).backgroundColor", seen.picture("nodes")[0]["id"]
    dark = (seen.page.evaluate(paper), seen.page.evaluate(BRIGHT, middle))
    printed(seen)
    assert seen.page.evaluate(paper) == "rgb(250, 249, 246)" and seen.page.evaluate(BRIGHT, middle) > 400 > dark[1]
    seen.page.emulate_media(media="screen")
    seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert seen.page.evaluate(paper) == dark[0]


BRIGHT = """async (id) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const graph = document.getElementById("graph"), canvas = graph.querySelector("canvas");
  const seen = () => {
    const at = graph.picture.at(id), room = graph.getBoundingClientRect(), ratio = canvas.width / canvas.clientWidth;
    const [x, y] = [(at.x - room.x) * ratio, (at.y - room.y - 12) * ratio].map(Math.round);
    return canvas.getContext("2d").getImageData(x, y, 1, 1).data;
  };
  await frame();
  for (let waited = 0; !seen()[3] && waited < 200; waited++) await frame();
  return seen().slice(0, 3).reduce((sum, part) => sum + part, 0);
}"""
"""How bright the card of a node is as soon as it is drawn, 765 at most."""

DRAWN = """async ([text, from]) => {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const c = new OffscreenCanvas(image.width, image.height).getContext("2d");
  c.drawImage(image, 0, 0);
  const [top, bottom] = from < 0 ? [0, image.height + from] : [from, image.height], { width } = image;
  const { data } = c.getImageData(0, top, width, bottom - top);
  const box = [width, bottom, 0, 0];
  for (let at = 0; at < data.length; at += 4) if (data[at] !== data[0] || data[at + 2] !== data[2]) {
    const x = (at / 4) % width, y = Math.floor(at / 4 / width);
    [box[0], box[1]] = [Math.min(box[0], x), Math.min(box[1], y)];
    [box[2], box[3]] = [Math.max(box[2], x), Math.max(box[3], y)];
  }
  return [...box, width];
}"""
"""The box around what is drawn from a row on (negative: above the last so many rows), and the picture's width."""


def _saved(seen: Seen, start: int) -> list[int]:
    with seen.page.expect_download() as waiting:
        seen.page.keyboard.press("p")
    text = base64.b64encode(Path(waiting.value.path()).read_bytes()).decode("ascii")
    box: list[int] = seen.page.evaluate(DRAWN, [text, start])
    return box


def test_a_saved_picture_is_of_all_that_its_caption_counts(look: Look) -> None:
    """With somebody chosen as without; the view of the screen stays."""
    plain = _saved(look("60-200"), -70)
    seen = look("60-200", "select=a12")
    before = (seen.picture("scale"), seen.picture("at", "a12"))
    chosen = _saved(seen, -70)
    assert (seen.picture("scale"), seen.picture("at", "a12")) == before
    for low, high in ((0, 2), (1, 3)):
        assert chosen[high] - chosen[low] > 0.9 * (plain[high] - plain[low])
    assert chosen[0] > 20 and chosen[2] < chosen[4] - 20


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_foot_of_a_phones_picture_is_not_cut(look: Look, language: str) -> None:
    seen = look("seed", f"language={language}", phone=True)
    box = _saved(seen, int(seen.page.eval_on_selector("#graph", "one => one.clientHeight")))
    assert box[2] <= box[4] - 10 and box[3] > 50
