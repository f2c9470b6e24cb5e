"""All passes over one article in their order; what they find are drafts without names."""

from kg.extract.draft import Draft, Stretch
from kg.extract.fixed import fixed_drafts
from kg.extract.layout import layout_drafts
from kg.extract.lexicon import lexicon
from kg.extract.notices import notice_drafts
from kg.extract.nouns import noun_drafts
from kg.extract.origins import origin_drafts
from kg.extract.prepositions import apply_relays, apply_tags, preposition_drafts
from kg.extract.reading import Reading, end_of
from kg.extract.relative import relative_drafts
from kg.extract.speech import speech_drafts
from kg.extract.state import State
from kg.extract.titles import end_with_titles
from kg.extract.verbs import verb_drafts
from kg.extract.verdicts import factcheck_drafts


def find(reading: Reading) -> list[Draft]:
    """The drafts of all statements of the article, in reading order."""
    state = State(reading, lexicon())
    for drafts in (speech_drafts, notice_drafts, verb_drafts):
        state.drafts += list(drafts(state))
    apply_relays(state)
    apply_tags(state)
    for drafts in (preposition_drafts, fixed_drafts, noun_drafts, relative_drafts, origin_drafts, layout_drafts):
        state.drafts += list(drafts(state))
    _end_with_relatives(state)
    state.drafts += list(factcheck_drafts(state))
    _merge_refusals(state)
    _go_on(state)
    _tell_on(state)
    end_with_titles(state)
    rejected = {one.anchor for one in state.drafts if one.rule.startswith("verb/reject/")}
    state.drafts = [one for one in state.drafts if one.rule != "light" or one.anchor not in rejected]
    light = {one.anchor for one in state.drafts if one.rule == "light"}
    state.drafts = [one for one in state.drafts if one.anchor not in light or not one.rule.startswith("verb/write/")]
    return sorted(state.drafts, key=lambda one: (one.anchor, one.source.stretch or (0, 0)))


def _tell_on(state: State) -> None:
    """ "Про це, як пише газета, заявив мер": the newspaper stands between, and says nothing of its own."""
    reading = state.reading
    for tag in [one for one in state.drafts if one.back and one.cue is not None]:
        number = reading.token_index(tag.anchor)
        if reading.words[max(0, number - 2) : number] != [",", "як"]:
            continue
        start, end = reading.sentence_of(tag.anchor)
        same = (one for one in state.drafts if one.back and start <= one.anchor < end and one is not tag)
        others = [one for one in same if one.content == tag.content]
        for one in others:
            one.via = [tag.source, *one.via]
        if others:
            state.drafts.remove(tag)


def _go_on(state: State) -> None:
    """A sentence in quotation marks without a cue, behind what somebody says in other words in the same paragraph, is
    part of that: "Мер каже, що міст закриють. «Ремонт триватиме рік»."."""
    text = state.reading.text
    ends: dict[int, list[Draft]] = {}
    for one in state.drafts:
        if one.content is not None and one.cue is not None and one.cue[0] < one.content[0]:
            ends.setdefault(one.content[1], []).append(one)
    for start, end in state.alone:
        for place in range(start - 1, max(-1, start - _APART), -1):
            if text[place:start].strip(_BETWEEN):
                break
            for one in ends.pop(place, ()):
                one.content = (one.content[0], end) if one.content else None
                ends.setdefault(end, []).append(one)


_APART = 8
"""Characters between what is said and a quotation that goes on with it."""
_BETWEEN = ' .!?…«»“”„"'
"""What may stand between what is said and a quotation that goes on with it."""


def _end_with_relatives(state: State) -> None:
    """What is said within a relative clause ends before the predicate that goes on behind it: "Відео, на якому нібито
    є заклики «бити всіх», — черговий фейк"."""
    for one in state.drafts:
        if one.cue is None or one.content is None or one.content[0] < one.cue[0]:
            continue
        end = _relative_end(state.reading, one.cue, one.content)
        if end is not None:
            one.content = state.reading.strip(one.content[0], end)


def _relative_end(reading: Reading, cue: Stretch, content: Stretch) -> int | None:
    """Where the phrase ends whose relative clause the cue stands in, if what it hangs on stands behind it within the
    content."""
    token, relative = next(iter(reading.tokens(*cue)), None), False
    while token is not None and token.head != token:
        relative = relative or token.dep_.startswith("acl")
        edge = token.right_edge
        if relative and not token.dep_.startswith("acl") and content[0] < edge.idx < token.head.idx < content[1]:
            return end_of(edge)
        token = token.head
    return None


def _merge_refusals(state: State) -> None:
    """ "Зазначив, що не може ні підтвердити, ні спростувати": one refusal, whose cue begins with the outer verb."""
    for inner in [one for one in state.drafts if one.rule.startswith(("refusal", "unverified")) and one.cue]:
        for outer in state.drafts:
            if outer is inner or outer.content is None or outer.cue is None or inner.cue is None:
                continue
            if 0 <= inner.cue[0] - outer.content[0] <= 2 and outer.rule.endswith("/clause"):
                inner.cue = (outer.cue[0], inner.cue[1])
                inner.source = outer.source
                state.drafts.remove(outer)
                break
