"""All passes over one article in their order; what they find are drafts without names."""

from kg.extract.draft import Draft
from kg.extract.fixed import factcheck_drafts, fixed_drafts
from kg.extract.layout import layout_drafts
from kg.extract.lexicon import lexicon
from kg.extract.nouns import noun_drafts
from kg.extract.prepositions import apply_relays, apply_tags, preposition_drafts
from kg.extract.reading import Reading
from kg.extract.speech import speech_drafts
from kg.extract.verbs import State, verb_drafts


def find(reading: Reading) -> list[Draft]:
    """The drafts of all statements of the article, in reading order."""
    state = State(reading, lexicon())
    for drafts in (speech_drafts, verb_drafts):
        state.drafts += list(drafts(state))
    apply_tags(state)
    apply_relays(state)
    for drafts in (preposition_drafts, fixed_drafts, noun_drafts, layout_drafts, factcheck_drafts):
        state.drafts += list(drafts(state))
    return sorted(state.drafts, key=lambda one: (one.anchor, one.source.stretch or (0, 0)))
