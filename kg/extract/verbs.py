"""Statements whose cue is a verb outside direct quotation tags; what its frames carry is found in `carriers`."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.carriers import first_found
from kg.extract.contents import Clause, clause_of
from kg.extract.draft import Draft, SourceRef, Stretch, Voice
from kg.extract.lexicon import Frame, checks_facts
from kg.extract.phrases import converb, finite, no_preposition
from kg.extract.reading import Reading, end_of
from kg.extract.refusals import Refused, asked, refusal_of
from kg.extract.rejections import false_words
from kg.extract.sources import agent_of, locative, named, sources_of
from kg.extract.state import Found, State, hypothetical, negation
from kg.extract.subjects import mute_subject, nobody
from kg.model import Act, CueKind, Kind, QuoteType, Stance
from kg.nlp.forms import lemmas
from kg.nlp.tagged import feature
from kg.nlp.titles import kind_of_noun

_WEAK = (
    "object", "topic", "naming", "infinitive", "charge", "bare", "on", "stand", "link", "colon", "about", "from",
    "threat", "rated",
)  # fmt: skip
"""Frames that need a source in the clause."""
_WEAK_QUOTED = ("infinitive", "bare", "charge", "topic", "on")
"""Of those, the ones that do without it outside quotations."""


def verb_drafts(state: State) -> Iterator[Draft]:
    """Drafts for every cue verb that is not used up, in reading order."""
    reading = state.reading
    for number, word in enumerate(reading.words):
        if number in state.used or (word not in state.lexicon.verbs and word not in state.lexicon.lemmas):
            continue
        token = reading.doc[number]
        if token.pos_ in ("NOUN", "PROPN", "ADP", "ADV") and not (token.is_sent_start or _is_known(reading, token)):
            continue
        yield from _drafts_of(state, token)


def _is_known(reading: Reading, token: Token) -> bool:
    """Whether the sentence says nothing but that something is known: "Також відомо, що …", not "йому відомо, що …"."""
    return token.lower_ == "відомо" and _alone(reading, token)


def _alone(reading: Reading, token: Token) -> bool:
    """Whether nothing but adverbs and open sources stands before a word in its sentence, which is no question."""
    start, end = reading.sentence_of(token.idx)
    before = list(reading.tokens(start, token.idx))
    linked = any((one.pos_ == "SCONJ" and one.lower_ != "як") or one.lower_ in ("чи", "коли") for one in before)
    named = any(one.pos_ in ("NOUN", "PROPN", "PRON", "VERB") and "джерело" not in lemmas(one.text) for one in before)
    asked = reading.text[start:end].rstrip().endswith("?")
    return len(before) < _BEFORE_KNOWN and not (linked or named or asked or "," in [one.text for one in before])


_BEFORE_KNOWN = 6
"""Tokens that may stand before "відомо" in its sentence."""


def _drafts_of(state: State, token: Token) -> Iterator[Draft]:
    reading, clause = state.reading, clause_of(state.reading, token)
    refusal = refusal_of(reading, state.lexicon, token, clause)
    if refusal is not None and not hypothetical(reading, refusal.governor):
        if nobody(refusal.governor) or nobody(token):
            return
        state.used |= {one.i for one in reading.tokens(*refusal.cue)}  # "ні підтвердив, ні спростував" is one act
        quote = QuoteType.INDIRECT if refusal.content else QuoteType.NONE
        for source in _refusing(reading, refusal, clause):
            yield Draft(
                token.idx, refusal.cue, source, refusal.stance, refusal.act, refusal.rule, refusal.content, quote,
                cue_lemma=refusal.lemma, target=refusal.target,
            )  # fmt: skip
        return
    frame = None if refusal else state.lexicon.verbs.get(reading.words[token.i])
    if frame is None or not _may_speak(state, token, frame, clause):
        return
    denied = negation(reading, token)
    stance, act = stance_of(frame, denied is not None)
    if stance is None:
        return
    answers = stance in (Stance.DENIES, Stance.CONFIRMS)  # "усе заперечує і каже, що …": not what is said behind it
    found = first_found(state, token, frame, clause) or (None if answers else _shared(state, token, clause))
    if found is not None and found.rule in ("bare", "object") and denied is None and _finds_false(token, frame):
        stance, act = Stance.DENIES, Act.DENY
    goes_on = token.dep_ == "amod" and any(finite(one) for one in reading.doc[token.i + 1 : clause.high])
    if found is not None and (token.dep_ != "amod" or (found.rule == "inverted" and not goes_on)):
        yield from _finish(state, token, frame, clause, found, (stance, act, denied))


def _refusing(reading: Reading, refusal: Refused, clause: Clause) -> list[SourceRef]:
    """Who does not say or cannot verify it: of "підтвердити неможливо" the outlet, unless a place is told; of
    "коментарів немає" nobody."""
    if refusal.asked:
        found = asked(reading, clause.low, clause.high)
        return found if refusal.act is Act.NO_ANSWER or found[0].voice is Voice.NAMED else []
    none = refusal.governor.lower_ in ("немає", "нема")
    impossible = refusal.stance is Stance.UNVERIFIED and (none or not finite(refusal.governor))
    found = sources_of(reading, refusal.governor, clause.low, clause.high, refusal.passive or impossible)
    return [SourceRef(Voice.OUTLET, None, None, "outlet")] if impossible and found[0].voice is Voice.UNKNOWN else found


def _finds_false(verb: Token, frame: Frame) -> bool:
    """Whether what is admitted is called false: "визнав твердження безпідставними", not "визнав участь у кампанії з
    фейковими акаунтами"."""
    if frame.group != "admit":
        return False
    own = (one for one in verb.children if feature(one, "Case") == "Ins")
    return any(not lemmas(one.text).isdisjoint(false_words()) for one in own if no_preposition(one))


def _may_speak(state: State, token: Token, frame: Frame, clause: Clause) -> bool:
    """Whether the verb is a predicate that happened, and nothing in its clause makes it another verb."""
    reading = state.reading
    happened = not hypothetical(reading, token) and _predicate(token, frame)
    return happened and not _excluded(reading, token, frame, clause)


def _shared(state: State, token: Token, clause: Clause) -> Found | None:
    """The object of the coordinated cue behind it: "оприлюднили та згодом спростували повідомлення про …"."""
    for number in range(token.i + 1, min(clause.high, token.i + 6)):
        other = state.reading.doc[number]
        if other.text in ",.;:":
            return None
        frame = state.lexicon.verbs.get(state.reading.words[number])
        if frame is not None and other.head == token and other.dep_ == "conj":
            found = first_found(state, other, frame, clause)
            return Found(found.rule, found.content, found.back, None, found.quote) if found and found.content else None
    return None


def _excluded(reading: Reading, token: Token, frame: Frame, clause: Clause) -> bool:
    """Whether a word follows with which the verb is no act of speech ("визнав винним", "засудив до п'яти років")."""
    following = reading.doc[token.i + 1 : min(clause.high, token.i + 12)]
    return bool(frame.exclude) and any(lemmas(one.text) & frame.exclude for one in following)


def _predicate(token: Token, frame: Frame) -> bool:
    if frame.adjective:
        return (_is_apart(token) or token.dep_ not in ("amod", "nmod")) and feature(token, "Case") in ("Nom", "")
    if frame.passive:
        return token.dep_ not in ("amod", "nmod", "acl") and feature(token, "Case") in ("Nom", "")
    return token.pos_ in ("VERB", "AUX") or frame.impersonal or finite(token) or converb(token)


def _is_apart(word: Token) -> bool:
    """Whether an adjective told of the noun behind it is a cue behind what is said: "…, переконані медики", not
    "молоді, впевнені люди"."""
    if word.dep_ != "amod" or word.head.i != word.i + 1 or word.i < 2:
        return False
    return word.nbor(-1).text in ",–—" and word.nbor(-2).pos_ not in ("ADJ", "DET")


def stance_of(frame: Frame, negated: bool) -> tuple[Stance | None, Act]:
    """Stance and act of a cue, negated or not; None where the negated cue is no statement."""
    if not negated or frame.negated is frame.stance:
        return frame.stance, frame.act
    acts = {Stance.DENIES: Act.DENY, Stance.CONFIRMS: Act.CONFIRM, Stance.ASSERTS: Act.OPINION}
    return frame.negated, acts.get(frame.negated, frame.act) if frame.negated else frame.act


def _behind(source: SourceRef, cue: Token) -> SourceRef:
    """The source without the cue that opens its phrase: "…, переконані медики"."""
    if source.stretch is None or source.stretch[0] != cue.idx or source.head == cue.i:
        return source
    return replace(source, stretch=(cue.nbor().idx, source.stretch[1]))


def _finish(
    state: State, token: Token, frame: Frame, clause: Clause, found: Found, act: tuple[Stance, Act, Token | None]
) -> Iterator[Draft]:
    reading = state.reading
    start = act[2].idx if act[2] is not None else token.idx
    cue = (min(start, found.cue[0]), found.cue[1]) if found.cue else (start, end_of(token))
    sources = [_behind(one, token) for one in sources_of(reading, token, clause.low, clause.high, frame.impersonal)]
    anybody = (frame.group in (*_CHARGES, *_ANYBODY) or found.rule == "called") and feature(token, "Number") == "Plur"
    anybody = anybody and feature(token, "Person") != "1"
    within = [one for one in sources if one.stretch and found.content and _inside(one.stretch, found.content)]
    if frame.group == "found out" or (
        within and (found.rule == "called" or frame.group == "made known")
    ):  # "її називають «залізною леді»"
        sources = [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]
    if anybody and (sources[0].voice is Voice.DROPPED or _is_accused(reading, token, frame, sources[0])):
        # "його підозрюють у крадіжці", "попросили піти": whoever it is
        place = locative(reading, token, clause.low, clause.high) if found.rule == "called" else None
        sources = [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]
        sources = [named(reading, place, "locative")] if place is not None and _publishes(place) else sources
    sources = _turned(reading, token, frame, clause, sources) if feature(token, "Number") == "Plur" else sources
    if (frame.passive and agent_of(token) is None) or not _plausible(state, token, frame, found, sources):
        return
    for source in sources:
        yield Draft(
            token.idx, cue, source, act[0], act[1], f"verb/{frame.group}/{found.rule}", found.content, found.quote,
            CueKind.VERB, frame.lemma, back=found.back, target="bare" if found.rule == "bare" else None,
        )  # fmt: skip


def _turned(reading: Reading, verb: Token, frame: Frame, clause: Clause, sources: list[SourceRef]) -> list[SourceRef]:
    """The place that accuses, where what looks like the subject is the accused behind the verb ("у Пекіні звинуватили
    США"); nobody named for "офіційно цього не підтвердили"."""
    first = sources[0]
    if frame.group == "confirm" and first.voice is Voice.DROPPED and negation(reading, verb) is not None:
        return [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]
    if frame.group in _CHARGES and first.rule == "locative" and _of_somebody(verb, reading.doc[first.head or 0]):
        return [SourceRef(Voice.UNKNOWN, None, None, "impersonal")]
    if frame.group not in _CHARGES or first.rule not in ("subject", "neighbour") or (first.head or 0) < verb.i:
        return sources
    place = locative(reading, verb, clause.low, verb.i)
    return sources if place is None else [named(reading, place, "locative")]


def _of_somebody(verb: Token, place: Token) -> bool:
    """Whether a place is but where somebody is accused: "у Львові затримали чоловіка, якого звинувачують"."""
    people = (child for child in verb.children if child.dep_ in ("obj", "iobj") and child.i < verb.i)
    return place.ent_type_ == "LOC" and any(
        feature(one, "Animacy") == "Anim" or feature(one, "PronType") == "Rel" for one in people
    )


def _inside(one: Stretch, other: Stretch) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _publishes(place: Token) -> bool:
    """Whether a place is an outlet: "у пабліках його називають «Стасом»", not "у селі"."""
    return any(kind_of_noun(lemma) is Kind.MEDIA for lemma in lemmas(place.text)) or place.ent_type_ == "ORG"


_RATING = (Kind.ORGANIZATION, Kind.MEDIA, Kind.STATE, Kind.DOCUMENT)
_CHARGES = ("accuse", "suspect")
_ANYBODY = ("demand", "ascribe")
"""Groups of verbs that without a subject in the plural tell of anybody."""


def _is_accused(reading: Reading, verb: Token, frame: Frame, source: SourceRef) -> bool:
    """Whether what looks like the source is the accused: "її звинувачують", "мера та раду підозрюють у тому, що …"."""
    if frame.group not in (*_CHARGES, "name") or source.head is None or source.rule == "locative":
        return False
    head = reading.doc[source.head]
    if feature(head, "PronType") == "Prs" or frame.group == "name":
        return feature(head, "PronType") == "Prs" and feature(head, "Case") in ("Acc", "Gen")
    charge = next((one for one in verb.children if one.dep_ == "obl" and one.i > verb.i), None)
    if charge is None or any(one.dep_ in ("obj", "iobj", "ccomp") for one in verb.children):
        return False
    told = any(one.dep_ == "nmod" and feature(one, "Animacy") == "Anim" for one in charge.children)
    fixed = feature(head, "Uninflect") == "Yes" and head.ent_type_ == "PERS"
    return source.rule == "subject" and fixed and head.i < verb.i and not told


def _plausible(state: State, token: Token, frame: Frame, found: Found, sources: list[SourceRef]) -> bool:
    """Weak frames need a source that stands in the clause."""
    given = sources[0].voice in (Voice.NAMED, Voice.SPEAKER)
    if frame.group in ("show", "seem") and not given:
        return False
    told = (
        token.i > token.head.i and token.lower_.endswith("вши") and frame.group in ("say", "tell")
    )  # "…, заявивши про обшук"
    told = told and not any(child.dep_ == "obj" for child in token.children)
    if found.rule == "topic" and converb(token) and not told:  # "Говорячи про міст, мер наголошує"
        return False
    if not given and not frame.impersonal and mute_subject(token):
        return False
    if frame.lemma in ("йтися", "ітися", "мовитися", "говоритися") and not (given or found.back):
        return False
    if sources[0].rule == "locative" and sources[0].head is not None:
        place = state.reading.doc[sources[0].head]
        if frame.group == "judge" and feature(token, "Number") == "Plur":
            return False
        if found.rule == "rated" and kind_of_noun(place.lemma_) not in _RATING and place.ent_type_ != "ORG":
            return False  # "оцінили борщ у ресторанах", not "у банку оцінили збитки"
    if frame.group == "judge" and found.content is None and sources[0].rule != "subject":
        return False  # "його критикують за повільність"
    participle = state.reading.words[token.i].endswith(("но", "то"))
    if participle and frame.group == "rule out" and agent_of(token) is None:
        return False  # "не виключено, що піде сніг"
    participle = participle and frame.stance is Stance.CONFIRMS
    mute = frame.impersonal and frame.group not in ("made known", "found out")
    paper = found.rule == "topic" and given and sources[0].rule == "locative"  # "у звіті йдеться про борги"
    if (mute and not paper and found.rule in ("object", "topic")) or (participle and not given):
        return False
    if frame.group == "found out":  # a fact check tells itself what it found
        others = len(state.cue_tokens(clause_of(state.reading, token))) > 1 and found.rule == "inverted"
        return _alone(state.reading, token) and not others and not checks_facts(state.reading.article.outlet)
    if frame.group in ("ascribe", "made known"):
        return True
    if found.rule in _WEAK and not given:
        return state.reading.quotation_at(token.idx) is None and found.rule in _WEAK_QUOTED
    return True
