"""One actor for all its names, never two people in one; the same result in whatever order the articles come."""

import random

import pytest

from kg.model import Extraction, Kind
from kg.resolve import Judgement, Resolution, Verdict, resolve
from tests.resolve.build import actor, article

P, B, S = Kind.PERSON, Kind.ORGANIZATION, Kind.STATE
COMMON = (("Лебединська філармонія", B), ("Журавлі", B), ("Ірина Сокіл", P))


def _node(resolution: Resolution, doc: str, name: str, kind: Kind = P) -> str:
    return resolution.node(actor(doc, (name, kind)).id)


def test_the_same_full_name_is_one_actor() -> None:
    found = resolve([article("a", ("Марія Бондар", P)), article("b", ("Марія Бондар", P))])
    assert _node(found, "a", "Марія Бондар") == _node(found, "b", "Марія Бондар")
    [made] = found.made
    assert made.rule == "same kind and full name"
    assert made.reasons == ("person марія бондар",)


def test_the_gazetteer_knows_other_names() -> None:
    named = article("a", ("США", S, (), "usa")), article("b", ("Сполучені Штати", S, (), "usa"))
    found = resolve(named)
    assert _node(found, "a", "США", S) == _node(found, "b", "Сполучені Штати", S) == "usa"


def test_quotation_marks_within_an_alias_stay() -> None:
    found = resolve([article("d1", ("Укренерго", Kind.ORGANIZATION, (), "ukrenergo"))])
    assert found.actors["ukrenergo"].aliases == ("НЕК «Укренерго»",)


def test_two_people_of_one_surname_stay_two() -> None:
    docs = [article(doc, (name, P), *COMMON) for doc, name in (("a", "Тарас Шевченко"), ("b", "Андрій Шевченко"))]
    docs.append(article("c", ("Шевченко", P), *COMMON))
    found = resolve(docs)
    assert _node(found, "a", "Тарас Шевченко") != _node(found, "b", "Андрій Шевченко")
    assert _node(found, "c", "Шевченко") not in {
        _node(found, "a", "Тарас Шевченко"),
        _node(found, "b", "Андрій Шевченко"),
    }
    assert {one.verdict for one in found.undecided} == {Verdict.UNSURE}
    assert all("2 may be meant" in one.reasons for one in found.undecided)


def test_a_link_never_joins_what_is_two_through_a_third() -> None:
    docs = [
        article("a", ("Олександр Шевченко", P), *COMMON),
        article("b", ("Олександра Шевченко", P), *COMMON),
        article("c", ("О. Шевченко", P), *COMMON),
    ]
    found = resolve(docs)
    assert _node(found, "a", "Олександр Шевченко") != _node(found, "b", "Олександра Шевченко")


def test_a_surname_alone_is_the_one_person_of_that_surname_where_the_articles_are_close() -> None:
    near = resolve([article("a", ("Марія Бондар", P), *COMMON), article("b", ("Бондар", P), *COMMON)])
    assert _node(near, "a", "Марія Бондар") == _node(near, "b", "Бондар")
    [made] = [one for one in near.made if one.rule == "surname"]
    assert any("Бондар – Марія Бондар" in reason for reason in made.reasons)


def test_a_surname_alone_stays_alone_where_the_articles_have_nothing_in_common() -> None:
    far = resolve([article("a", ("Марія Бондар", P), *COMMON), article("b", ("Бондар", P), ("Кит і море", B))])
    assert _node(far, "a", "Марія Бондар") != _node(far, "b", "Бондар")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Домінік Рааб", "Домінік Раб", P),
        ("Wizzair", "Wizz Air", B),
        ("Спілка «Журавлиний клин»", "«Журавлиний клин»", B),
        ("Кабінет міністрів Великої Британії", "Британський кабінет міністрів", B),
        ("Мартін Лохер", "Martin Locher", P),
    ],
)
def test_spellings(one: str, other: str, kind: Kind) -> None:
    found = resolve([article("a", (one, kind)), article("b", (other, kind))])
    assert _node(found, "a", one, kind) == _node(found, "b", other, kind)


def test_an_acronym_is_the_one_body_with_these_letters() -> None:
    full, short = "Лебединська спілка годівниць птахів", "ЛСГП"
    found = resolve([article("a", (full, B), *COMMON), article("b", (short, B), *COMMON)])
    assert _node(found, "a", full, B) == _node(found, "b", short, B)
    [made] = [one for one in found.made if one.rule == "acronym"]
    assert made.reasons[0] == f"{short} – {full}"


def test_a_common_name_is_one_body_only_within_a_state() -> None:
    abroad = ("Пакистан", S, (), "pakistan")
    docs = [
        article("a", ("Верховний суд", B)),
        article("b", ("Верховний суд", B)),
    ]
    found = resolve(docs)
    assert _node(found, "a", "Верховний суд", B) == _node(found, "b", "Верховний суд", B)
    foreign = _with_mentions(article("c", ("Верховний суд", B), abroad), "Пакистан", S)
    mixed = resolve([*docs, foreign])
    assert _node(mixed, "c", "Верховний суд", B) != _node(mixed, "a", "Верховний суд", B)


def _with_mentions(one: Extraction, name: str, kind: Kind) -> Extraction:
    from dataclasses import replace

    from kg.model import Mention, MentionType, Span

    place = Span(0, len(name), name)
    return replace(one, mentions=(Mention("m1", place, MentionType.LOC, name, actor(one.doc, (name, kind)).id),))


DOCS = [
    article("a", ("Марія Бондар", P), *COMMON, posts=[("Марія Бондар", "директорка")]),
    article("b", ("Бондар", P), *COMMON, posts=[("Бондар", "директорка")]),
    article("c", ("М. Бондар", P), *COMMON),
    article("d", ("Мар'яна Бондар", P), ("Wizzair", B)),
    article("e", ("Wizz Air", B), ("Бондар", P)),
    article("f", ("США", S, (), "usa"), ("Лебединська спілка годівниць птахів", B, ("ЛСГП",))),
    article("g", ("ЛСГП", B), ("Журавлі", B)),
]


def test_the_order_of_articles_does_not_count() -> None:
    whole = resolve(DOCS)
    for seed in range(20):
        shuffled = random.Random(seed).sample(DOCS, len(DOCS))
        assert resolve(shuffled) == whole
        assert tuple(resolve(shuffled).judgements) == tuple(whole.judgements)


def test_judgements_by_rule_are_made_anew_and_change_nothing() -> None:
    whole = resolve(DOCS)
    assert resolve(DOCS, whole.judgements) == whole


def test_people_have_the_last_word() -> None:
    one, other = (actor(doc, ("Марія Бондар", P)).id for doc in "ab")
    docs = [article("a", ("Марія Бондар", P)), article("b", ("Марія Бондар", P))]
    apart = Judgement.of("actor", one, other, Verdict.DIFFERENT, reasons=("two namesakes",))
    found = resolve(docs, [apart])
    assert found.node(one) != found.node(other)
    assert tuple(found.judgements) == (apart,)
    undone = Judgement.of("actor", one, other, Verdict.SAME)
    assert resolve(docs, [apart, undone]).node(one) == resolve(docs, [undone]).node(other)


def test_a_person_may_join_what_no_rule_would() -> None:
    docs = [article("a", ("Лесь", P)), article("b", ("Олександр Поліщук", P))]
    one, other = actor("a", ("Лесь", P)).id, actor("b", ("Олександр Поліщук", P)).id
    found = resolve(docs, [Judgement.of("actor", one, other, Verdict.SAME)])
    assert found.node(one) == found.node(other)


def test_what_changed_since() -> None:
    before, after = resolve(DOCS[:1]), resolve(DOCS[:2])
    ids = {actor("b", (name, kind)).id for name, kind in (("Бондар", P), *COMMON)}
    assert after.changed_since(before) >= ids
    assert after.changed_since(after) == frozenset()


def test_find_by_id_node_or_iri() -> None:
    found = resolve(DOCS)
    own = actor("f", ("США", S)).id
    assert found.find(own) == own
    assert found.find("https://example.org/actor/usa") == own
    assert found.find("nobody") is None
