"""Articles that copy one another: found whatever their order, told from forms filled in anew, roots chosen."""

import random
import tracemalloc

import pytest

from kg.model import Article
from kg.resolve.copies import FUNCTIONS, LEAST, find_copies, signature

WORDS = [
    "мерія",
    "міст",
    "річка",
    "опора",
    "рада",
    "депутат",
    "бюджет",
    "ремонт",
    "підрядник",
    "дорога",
    "мешканці",
    "голова",
    "лікарня",
    "школа",
    "директор",
    "угода",
    "перевірка",
    "прокурор",
    "суд",
    "завод",
    "вода",
    "парк",
    "вулиця",
    "ринок",
    "потяг",
    "станція",
    "будинок",
    "площа",
    "театр",
    "музей",
]


def text(seed: int, length: int = 120) -> str:
    """Words in an order of their own."""
    chosen = random.Random(seed)
    return " ".join(f"{chosen.choice(WORDS)}{chosen.randrange(40)}" for _ in range(length))


def edited(original: str, seed: int, changes: int) -> str:
    """The text with some words changed."""
    chosen = random.Random(seed)
    words = original.split()
    for place in chosen.sample(range(len(words)), changes):
        words[place] = "інше"
    return " ".join(words)


def corpus() -> list[Article]:
    """Two reports carried by several outlets, and articles of their own."""
    first, second = text(1), text(2)
    return [
        Article("b", f"КИЇВ. УНН. {first} Про це пише агентство.", "2025-11-15", "УНН"),
        Article("a", first.upper().replace(" ", "  "), "2025-11-16", "Вісник"),
        Article("c", edited(first, 3, 5), "2025-11-15", "Вежа"),
        Article("d", edited(second, 4, 4)),
        Article("e", second),
        *(Article(f"own{number}", text(100 + number), "2025-11-15") for number in range(30)),
    ]


EXPECTED = {"a": "b", "c": "b", "e": "d"}


@pytest.mark.parametrize("seed", range(5))
def test_any_order_gives_the_same(seed: int) -> None:
    articles = corpus()
    random.Random(seed).shuffle(articles)
    assert find_copies(iter(articles)) == EXPECTED


def test_nothing_and_one() -> None:
    assert find_copies([]) == {}
    assert find_copies([Article("a", text(1))]) == {}
    assert find_copies([Article("a", "Коротко."), Article("b", "Коротко.")]) == {}  # too short to tell


def test_what_is_alike_on_other_days_is_a_form() -> None:
    form = text(7)
    days = ("2025-11-01", "2025-11-08", "2025-11-11", None)
    articles = [Article(f"a{number}", form, day) for number, day in enumerate(days)]
    assert find_copies(articles) == {"a2": "a1", "a3": "a0"}


def test_numbers_make_another_report() -> None:
    """The daily report of one form, all its numbers new."""
    form = "За добу {} противник обстріляв {} сіл, втратив {} осіб, {} танків, {} гармат, {} машин, {} літаків. " * 2
    one = form.format(*range(10, 24))
    other = form.format(*range(50, 64))
    assert find_copies([Article("a", one, "2025-11-01"), Article("b", other, "2025-11-02")]) == {}


@pytest.mark.parametrize("changes", [0, 2, 30])
def test_the_signature_tells_the_share(changes: int) -> None:
    one, other = text(1, 600), edited(text(1, 600), 5, changes)
    shingles = [{tuple(words[at : at + 4]) for at in range(len(words) - 3)} for words in (one.split(), other.split())]
    share = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    left, right = signature(one), signature(other)
    assert left is not None and right is not None
    assert abs(float((left == right).mean()) - share) < 0.12  # three standard errors of 128 functions


def test_signatures_never_change() -> None:
    """They are compared across machines and versions."""
    found = signature(text(1))
    assert found is not None
    assert (len(found), [int(number) for number in found[:4]]) == (FUNCTIONS, PINNED)
    assert signature(" ".join(["слово"] * (LEAST - 1))) is None


PINNED = [36270820, 37021539, 11764233, 42133227]


def test_memory_is_flat() -> None:
    """Ids and a few numbers an article, no texts and no signatures."""

    def peak(count: int) -> int:
        tracemalloc.start()
        find_copies(Article(f"a{number}", text(number, 60)) for number in range(count))
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert (peak(800) - peak(200)) / 600 < 600  # bytes an article; a signature alone has 512
