"""Still pictures: well-formed SVG that shows what the page shows, PNG by a converter that is there."""

import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.model import Article, Kind, Stance
from kg.view import PageOptions, png, raster, svg
from kg.view.build import build
from kg.view.curves import Frame, bends, between
from kg.view.levels import levels
from kg.view.model import Edge
from tests.conftest import missing
from tests.view import sample

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(seed_text: str) -> ET.Element:
    """The seed's picture, parsed."""
    article, line = sample.seed(seed_text)
    return ET.fromstring(svg([article], [line]))


def _texts(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_it_names_all_actors_and_what_they_do(drawn: ET.Element) -> None:
    texts = _texts(drawn)
    joined = " ".join(texts)
    for name in (sample.MEMO, "Alibaba", "Financial Times", "ЦРУ", "Посольство КНР у Вашингтоні"):
        assert name in joined
    assert "заперечує ×2" in texts and "стверджує ×3" in texts and texts.count("не відповідає") == 4
    assert texts[0] == "Меморандум"


def test_denials_are_dashed_with_a_bar(drawn: ET.Element, seed_text: str) -> None:
    article, line = sample.seed(seed_text)
    actors = levels(build([article], [line], str))[0]
    kinds = Counter(edge.type for edge in actors.edges)
    bars = [one for one in drawn.iter(f"{SVG}path") if one.get("d") == "M-2 -9V9"]
    assert len(bars) == kinds["denies"] + 1  # and one in the key
    red = bars[0].get("stroke")
    dashed = [one for one in drawn.iter(f"{SVG}path") if one.get("stroke") == red and one.get("stroke-dasharray")]
    assert len(dashed) == len(bars)


def test_it_stays_in_its_frame(drawn: ET.Element) -> None:
    wide, high = (float(drawn.get(side, "0")) for side in ("width", "height"))
    group = next(one for one in drawn.iter(f"{SVG}g") if (one.get("transform") or "").startswith("translate"))
    dx, dy = (float(part) for part in (group.get("transform") or "")[10:-1].split())
    for one in group.findall(f"{SVG}rect"):
        x, y, w, h = (float(one.get(key, "0")) for key in ("x", "y", "width", "height"))
        assert x + dx >= 0 and x + w + dx <= wide and y + dy >= 60 and y + h + dy <= high


def test_claims_dark_and_english(seed_text: str) -> None:
    article, line = sample.seed(seed_text)
    text = svg([article], [line], options=PageOptions(level="claims", theme="dark", language="en"))
    assert "#15181b" in text and "denies" in text and "Alibaba надає уряду Китаю" in text
    assert text == svg([article], [line], options=PageOptions(level="claims", theme="dark", language="en"))


def test_hostile_text_is_text() -> None:
    article, line = sample.hostile()
    root = ET.fromstring(svg([article], [line]))
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        *("svg", "title", "rect", "text", "g", "path", "circle", "polygon", "polyline")
    }
    assert not [key for one in root.iter() for key in one.attrib if key.startswith("on") or "href" in key]
    assert max(len(one) for one in _texts(root)) < 130


@pytest.mark.parametrize("char", ["\ufffe", "\uffff", "\x0b", "\ud800"], ids=ascii)
def test_what_xml_forbids_is_left_out(char: str) -> None:
    article, name = Article("d", f"Мер{char} заявив.", title=f"Міст{char}"), f"Мер{char}"
    make = sample.Maker(article)
    make.say((name, name), Kind.PERSON, "заявив", Stance.ASSERTS)
    texts = _texts(ET.fromstring(svg([article], [make.done()])))
    assert "Мер" in texts and char not in "".join(texts)


def test_a_large_graph_says_how_much_it_shows() -> None:
    articles, lines = sample.synthetic(80, 200)
    root = ET.fromstring(svg(articles, lines, sample.by_name(lines).__getitem__, PageOptions(cap=20)))
    assert _texts(root)[-1].startswith("Показано 20 із 8")


def test_in_a_crowd_denials_lie_over_fainter_lines() -> None:
    articles, lines = sample.synthetic(80, 400)
    text = svg(articles, lines, sample.by_name(lines).__getitem__, PageOptions(cap=60))
    faint = [at for at in range(len(text)) if text.startswith('<g opacity="0.', at)]
    assert len(faint) > 40 and max(faint) < text.index("M-2 -9V9")


def test_an_edge_is_seen_from_box_to_box() -> None:
    start, end = Frame(0, 0, 100, 40), Frame(400, 0, 80, 40)
    curve = between(start, end, 0.0)
    assert curve and curve.start == pytest.approx((50, 0), abs=3) and curve.end == pytest.approx((360, 0), abs=3)
    assert between(start, Frame(60, 0, 100, 40), 0.0) is None
    both = bends([Edge("e1", "a", "b", "asserts", (0,)), Edge("e2", "b", "a", "denies", (1,))])
    assert both["e1"] == pytest.approx(both["e2"]) and both["e1"] != 0  # each to its own side


def test_png_by_a_converter_that_is_there(tmp_path: Path, seed_text: str) -> None:
    if not any(shutil.which(name) for name in raster.CONVERTERS):
        missing(f"no converter for PNG: {', '.join(raster.CONVERTERS)}")
    article, line = sample.seed(seed_text)
    png(svg([article], [line]), tmp_path / "one.png")
    data = (tmp_path / "one.png").read_bytes()
    assert data.startswith(b"\x89PNG") and len(data) > 20_000


def test_png_without_a_converter_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(ExportError, match=r"rsvg-convert, inkscape.*--svg"):
        png("<svg/>", tmp_path / "one.png")
