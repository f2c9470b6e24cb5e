"""Which statements a denial, a confirmation or a "could not verify" is about; not for finding the denials themselves.

The rules are tried in the order in which a reader would look: what the denial itself names, what shares its words,
whose words it denies, who accuses the denier, what stands before. The rule that found the targets is kept in
`target_resolution`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from kg.extract.lexicon import checks_facts, lexicon
from kg.extract.overlap import Overlap, named_in
from kg.extract.reading import Reading
from kg.ids import normal_name
from kg.model import Act, CueKind, Kind, Source, Stance, Statement
from kg.nlp.forms import fold_text, lemmas

LINKED = (Stance.DENIES, Stance.CONFIRMS, Stance.UNVERIFIED)
UNRESOLVED = "unresolved"
_SHARED = {Stance.DENIES: 0.34, Stance.CONFIRMS: 0.22, Stance.UNVERIFIED: 0.22}
"""Least overlap with a denied (confirmed) content that makes a claim its target; chosen on the tuning part."""
_RELATIVE = 0.5
"""Least part of the best overlap that a further target must have."""
_CLOSE = 2
"""Statements between two denials of one source of which the second goes on with the first."""
_LOOSE = (Kind.MEDIA, Kind.GROUP, Kind.UNNAMED)
_ELSEWHERE = ("раніше", "неодноразово", "продовжує", "вже", "матеріал")
_POINTERS = {"цей", "такий", "це"}
_OPENING = 2
"""Words of a content among which one that points back opens it: "Це брехня", "усе це вигадки"."""


@dataclass(frozen=True)
class Case:
    """One denial with the claims that it may be about, and the denials linked before it; `checker` where the outlet
    checks facts."""

    one: Statement
    claims: tuple[Statement, ...]
    linked: tuple[Statement, ...]
    overlap: Overlap
    checker: bool = False

    @cached_property
    def before(self) -> list[Statement]:
        """Claims that stand before it, nested ones left out."""
        start = self.one.sentence.start
        return [other for other in self.claims if other.sentence.start <= start and not other.part_of]

    @cached_property
    def nouns(self) -> frozenset[str]:
        """Lemmas of the words of its cue, of what follows it in its sentence, and of those that open its content."""
        opening = self.one.content.text.split()[:_OPENING] if self.one.content else []
        return frozenset(lemma for word in (*self.tail.split(), *opening) for lemma in lemmas(word.strip(',.:;«»"()')))

    @property
    def recalled(self) -> bool:
        """Whether an outlet recalls what it has denied elsewhere: "Раніше X спростовував інформацію про те, що …"."""
        words = self.one.sentence.text.casefold()
        return self.one.source.kind is Kind.MEDIA and any(word in words for word in _ELSEWHERE)

    @property
    def tail(self) -> str:
        """Its sentence from the cue on, its content where it has one."""
        if self.one.cue is None:
            return self.one.content.text if self.one.content else ""
        return self.one.sentence.text[max(0, self.one.cue.start - self.one.sentence.start) :]


Rule = Callable[[Case], list[Statement]]


def link(reading: Reading, statements: list[Statement]) -> list[Statement]:
    """The statements with `denies` and `target_resolution` filled for denials, confirmations and "could not verify"."""
    overlap = Overlap.of(reading, statements)
    checker = checks_facts(reading.article.outlet)
    linked: list[Statement] = []
    for one in statements:
        if one.stance in LINKED:
            claims = tuple(other for other in statements if _may_be_target(one, other))
            reason, found = _targets(Case(one, claims, tuple(linked), overlap, checker))
            one = replace(one, denies=tuple(other.id for other in found), target_resolution=reason)
        elif one.content is None and one.stance is not Stance.DECLINES:
            one = replace(one, target_resolution=UNRESOLVED)  # "до заклику приєднався мер"
        linked.append(one)
    return linked


def _targets(case: Case) -> tuple[str, list[Statement]]:
    for reason, rule in _recalling(case) if case.recalled else _RULES:
        found = rule(case)
        if found:
            return reason, _with_fellows(case, found)
    return UNRESOLVED, []


def _with_fellows(case: Case, found: list[Statement]) -> list[Statement]:
    """The claims with those that other sources tell in the same words: "блогери й канали пишуть, що …"; in a fact check
    with what unnamed sources and media have said before on the same matter."""
    told = {other.content for other in found}
    checked = case.checker and case.one.stance is Stance.DENIES and not case.recalled
    loose = [other for other in case.before if other.source.kind in _LOOSE] if checked else []
    alike = [other for other in loose if any(case.overlap.share(other, one) > 0 for one in found)]
    return [other for other in case.claims if other in found or other.content in told or other in alike]


def _recalling(case: Case) -> tuple[tuple[str, Rule], ...]:
    """What an outlet recalls to have denied is in the article where the denial points to it: "спростовував таку
    дезінформацію"."""
    return (*_RULES[:2], ("pointed to", _pointed)) if case.nouns & _POINTERS else _RULES[:2]


def _may_be_target(one: Statement, other: Statement) -> bool:
    said = other.stance is Stance.ASSERTS and other.content is not None and other.id != one.id
    own = normal_name(other.source.name) == normal_name(one.source.name)
    inside = (other.part_of == one.id and not _governed(one, other)) or _encloses(other, one)
    taken_back = one.content is not None and one.content == other.content
    return said and not inside and (not own or taken_back or one.stance is Stance.UNVERIFIED)


def _encloses(other: Statement, one: Statement) -> bool:
    """Whether the denial is told within the other's content."""
    place = one.cue or one.content
    return other.content is not None and place is not None and other.content.start <= place.start < other.content.end


def _governed(one: Statement, other: Statement) -> bool:
    """Whether the claim's cue is the noun that the denial takes as its object, or that opens what rejects it: "Заява
    X про Y – неправда"."""
    if one.cue is None or other.cue is None or other.cue_kind is not CueKind.NOUN or one.sentence != other.sentence:
        return False
    if one.content is not None and one.content.start <= other.cue.start:
        return len(one.content.text[: other.cue.start - one.content.start].split()) <= 1
    between = one.sentence.text[max(0, one.cue.end - one.sentence.start) : other.cue.start - one.sentence.start]
    return one.cue.start <= other.cue.start and len(between.split()) <= 1


def _carried(case: Case) -> list[Statement]:
    """The claim that the denied noun carries ("звинувачення у змові"), with other claims about the denier where the
    noun is an accusation."""
    governed = [other for other in case.claims if _governed(case.one, other)]
    if governed and case.one.content is None and case.one.stance is Stance.DENIES:
        governed = [*_about_denier(case), *governed]
    return governed


def _together(case: Case) -> list[Statement]:
    """What the other source of the same cue denies."""
    twins = [other for other in case.linked if other.cue == case.one.cue and case.one.cue and other.denies]
    return _by_ids(case, twins[-1].denies) if twins else []


def _relayed(case: Case) -> list[Statement]:
    """What the one who cannot verify it has itself passed on, with what else those sources (or their owners) say."""
    if case.one.stance is not Stance.UNVERIFIED:
        return []
    passed = [other for other in case.before if case.one.source.name in other.via]
    sources = {_by(other) for other in passed}
    kin = [other for other in case.before if any(named_in(other.source.name, one.source) for one in passed)]
    return [other for other in case.before if _by(other) in sources or other in kin]


def _checked(case: Case) -> list[Statement]:
    """The claims of unnamed sources and media that a fact check has told before its verdict."""
    if not case.one.rule.startswith("factcheck"):
        return []
    earlier = next((other for other in case.linked if other.rule.startswith("factcheck") and other.denies), None)
    if earlier is not None:
        return _by_ids(case, earlier.denies)
    loose = [other for other in case.before if other.source.kind in _LOOSE]
    return loose or [other for other in case.claims if other.source.kind in _LOOSE and not other.part_of]


def _fake(case: Case) -> list[Statement]:
    """In a fact check, what the outlet itself has found false, else the claims of unnamed sources and media before."""
    if not case.checker or case.one.stance is Stance.CONFIRMS:
        return []
    verdict = next((other for other in case.linked if other.rule.startswith("factcheck") and other.denies), None)
    if verdict is not None:
        return _by_ids(case, verdict.denies)
    return [other for other in case.before if other.source.kind in _LOOSE]


def _shared(case: Case) -> list[Statement]:
    """The claims that share its words, the best and those near it."""
    if case.one.content is None:
        return []
    least = _SHARED[case.one.stance]
    shares = [(case.overlap.share(case.one, other), other) for other in case.claims]
    earlier = [(share, other) for share, other in shares if other in case.before and share >= least]
    found = earlier or shares
    best = max((share for share, _ in found), default=0.0)
    if best < least:
        return []
    if case.one.stance is Stance.CONFIRMS:
        return [other for share, other in found if share == best][-1:]
    return [other for share, other in found if share >= max(least, best * _RELATIVE)]


def _owned(case: Case) -> list[Statement]:
    """The claims of the one whose words it names as denied: "інформацію Бродського", "твердження США"."""
    bare = case.one.content is None
    if not bare and not case.nouns & lexicon().targets:
        return []
    rest = case.tail if bare or case.one.content is None else case.one.content.text
    told = (other for other in case.claims if other.source.span and other.source.kind is not Kind.GROUP)
    owned = [other for other in told if named_in(rest, other.source)]
    return [other for other in owned if other in case.before] or owned


def _by(one: Statement) -> str:
    return normal_name(one.source.name)


def _pointed(case: Case) -> list[Statement]:
    """The claim right before, where the denial points to it: "заперечив цю інформацію"."""
    return case.before[-1:] if case.nouns & _POINTERS else []


def _accused(case: Case) -> list[Statement]:
    """The claims that accuse the denier; for a bare denial, where none is told as an accusation, those about it."""
    pointing = case.one.content is None or _names_charge(case.one.content.text)
    if case.one.stance is not Stance.DENIES or not (pointing or not case.one.rule.startswith("verb/")):
        return []
    about = _about_denier(case)
    accusing = [other for other in case.before if other.act is Act.ACCUSE]
    found = [other for other in accusing if other in about]
    return found or about or accusing[-1:] if pointing else found


def _names_charge(content: str) -> bool:
    """Whether a content is a guilt or an accusation, which points to who accuses: "провину", "закиди хибними"."""
    table = lexicon()
    words = (word.strip(',.:;«»"') for word in content.split()[:_OPENING])
    return any(lemmas(word) & {*table.guilts, *table.raw["guilt"]["charges"]} for word in words)


def _about_denier(case: Case) -> list[Statement]:
    """Claims before that name the denier, and the rest of what a document among their sources says."""
    about = [other for other in case.before if mentions(other, case.one.source)]
    documents = {_by(other) for other in about if other.source.kind is Kind.DOCUMENT}
    return [other for other in case.before if other in about or _by(other) in documents]


def mentions(other: Statement, source: Source) -> bool:
    """Whether the claim is about that source."""
    if any(normal_name(source.name) == normal_name(about) for about in other.about):
        return True
    return other.content is not None and named_in(other.content.text, source)


def _guilt(case: Case) -> list[Statement]:
    """What court, police or prosecution say of the one who denies a guilt."""
    table = lexicon().raw["guilt"]
    text = f"{case.one.content.text if case.one.content else ''} {case.tail}"
    if not {lemma for word in text.split() for lemma in lemmas(word.strip(',.:;"'))} & set(table["nouns"]):
        return []
    justice = [other for other in case.claims if _of_justice(other, set(table["sources"])) and not other.part_of]
    return justice[:1]


def _of_justice(other: Statement, nouns: set[str]) -> bool:
    named = f"{other.source.name} {other.source.span.text if other.source.span else ''}"
    return any(lemmas(word) & nouns or word in nouns for word in named.split())


def _going_on(case: Case) -> list[Statement]:
    """What the denial before was about, where this one only goes on with it."""
    earlier = next((other for other in reversed(case.linked) if other.stance is Stance.DENIES and other.denies), None)
    if earlier is None or case.one.stance is not Stance.DENIES:
        return []
    rejecting = not case.one.rule.startswith(_DENYING)
    return _by_ids(case, earlier.denies) if rejecting or case.one.content is None else []


def _next_words(case: Case) -> list[Statement]:
    """The same as the denial of the same source a statement or two before: "відкинула звинувачення. «…», – додала"."""
    earlier = next((other for other in reversed(case.linked[-_CLOSE:]) if other.stance is Stance.DENIES), None)
    if earlier is None or not earlier.denies or _by(earlier) != _by(case.one) or case.one.stance is not Stance.DENIES:
        return []
    return _by_ids(case, earlier.denies)


_DENYING = tuple(f"verb/{group}/" for group in ("deny", "reject", "confirm", "admit", "agree", "rule out", "doubt"))
"""Rules of verbs that say what they deny."""


def _nearest(case: Case) -> list[Statement]:
    """The claim right before a bare denial or confirmation, or a reply that has no words of its own: "нічого
    подібного"."""
    others = [other for other in case.before if _by(other) != _by(case.one)]
    return others[-1:] if case.one.content is None or _only_rejects(case.one.content.text) else []


def _only_rejects(content: str) -> bool:
    """Whether a content rejects in a clause that names nothing, all of it or its first: "Нічого подібного, …"."""
    said, table = fold_text(content).strip(" .!…,"), lexicon().raw["rejection"]
    return said in table["phrases"] or re.split(r"[.,!?–—-]", said)[0].strip() in table["alone"]


def _by_ids(case: Case, ids: tuple[str, ...]) -> list[Statement]:
    return [other for other in case.claims if other.id in ids]


_RULES: tuple[tuple[str, Rule], ...] = (
    ("same cue as another source's", _together),
    ("the denied noun carries the claim", _carried),
    ("passed on by the source", _relayed),
    ("checked by the outlet", _checked),
    ("goes on with the source's denial before", _next_words),
    ("shared words", _shared),
    ("its source is named", _owned),
    ("pointed to", _pointed),
    ("the fake that the article checks", _fake),
    ("guilt: said by court or police", _guilt),
    ("about the source", _accused),
    ("same as the denial before", _going_on),
    ("nearest before", _nearest),
)
