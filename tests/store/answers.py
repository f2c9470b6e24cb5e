"""The 18 questions answered by counting: without RDF and SPARQL, out of what a build found (`corpus`)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import kg
from kg import ids
from kg.model import UNKNOWN_SOURCE, Kind, Stance
from tests.store.corpus import ANSWERS, Corpus, acts, text

Row = tuple[str, ...]

HAPPENINGS = {"accuses", "appoints", "arrests", "attacks", "dismisses", "meets", "sanctions", "sues", "supplies"}
HAPPENINGS |= {"visits"}


@dataclass(frozen=True)
class Answer:
    """What a question must answer: its rows, each once, and what they are sorted by."""

    rows: frozenset[Row]
    order: Callable[[Row], tuple[object, ...]]


def who_said_what(corpus: Corpus) -> Answer:
    """Every statement once."""
    rows = {
        (
            corpus.label(said.source),
            said.one.stance.value,
            said.content,
            text(said.one.cue),
            said.article.id,
            said.article.date or "",
            said.iri,
        )
        for said in corpus.said
    }
    return Answer(frozenset(rows), lambda row: (row[4], corpus.number(row[6]), row[6]))


def claims_about(corpus: Corpus, actor: str) -> Answer:
    """For each assertion of a claim about the actor, every denier of the claim."""
    rows = set()
    for said in filter(acts(Stance.ASSERTS), corpus.said):
        for claim in said.towards:
            if actor in corpus.subjects[claim]:
                deniers = {one.source for one in corpus.on(claim, Stance.DENIES)} or {""}
                rows |= {
                    (
                        corpus.label(actor),
                        said.content,
                        corpus.label(said.source),
                        corpus.label(denier),
                        str(denier == actor).lower(),
                        said.article.id,
                        claim,
                    )
                    for denier in deniers
                }
    return Answer(frozenset(rows), lambda row: (row[5], row[1], row[2], row[3]))


def undenied_claims(corpus: Corpus, actor: str) -> Answer:
    """The assertions of claims about the actor that no statement denies, nor a claim judged to contradict them."""
    rows = {
        (corpus.label(actor), said.content, corpus.label(said.source), said.article.id, claim)
        for said in filter(acts(Stance.ASSERTS), corpus.said)
        for claim in said.towards
        if actor in corpus.subjects[claim] and not corpus.on(claim, Stance.DENIES)
        if not any(corpus.denials_of(opposite) for one, opposite in corpus.opposed if one == claim)
    }
    return Answer(frozenset(rows), lambda row: (row[3], row[1], row[2]))


def denials(corpus: Corpus) -> Answer:
    """Each denial with each statement that it denies."""
    rows = set()
    for said in filter(acts(Stance.DENIES), corpus.said):
        first = (corpus.label(said.source), said.one.sentence.text)
        last = (said.one.target_resolution or "", said.article.id, said.iri)
        for target in said.targets:
            denied = corpus.by_iri[target]
            rows.add((*first, corpus.label(denied.source), denied.content, *last, target))
        if not said.targets:
            rows.add((*first, "", "", *last, ""))
    return Answer(frozenset(rows), lambda row: (row[5], corpus.number(row[6]), row[2], row[3], row[7]))


def disputes(corpus: Corpus) -> Answer:
    """Each assertion with each denial of its claim by somebody else."""
    rows = {
        (
            corpus.label(said.source),
            corpus.label(denial.source),
            said.content,
            denial.one.sentence.text,
            denial.article.id,
            claim,
        )
        for denial in filter(acts(Stance.DENIES), corpus.said)
        for claim in denial.towards
        for said in corpus.on(claim, Stance.ASSERTS)
        if said.source != denial.source
    }
    return Answer(frozenset(rows), lambda row: (row[0], row[1], row[4], row[2], row[3]))


def declined(corpus: Corpus, actor: str | None = None) -> Answer:
    """The refusals of the actor, or of all."""
    rows = {
        (
            corpus.label(said.source),
            said.one.act.value[0].upper() + said.one.act.value[1:],
            text(said.one.cue),
            said.content,
            corpus.label(said.addressee),
            said.article.id,
            said.iri,
        )
        for said in filter(acts(Stance.DECLINES), corpus.said)
        if actor in (None, said.source)
    }
    return Answer(frozenset(rows), lambda row: (row[5], corpus.number(row[6]), row[0], row[4]))


def unverified(corpus: Corpus) -> Answer:
    """What could not be verified: in the words of those who assert it, else in the claim's own."""
    rows = set()
    for said in filter(acts(Stance.UNVERIFIED), corpus.said):
        first = (corpus.label(said.source), said.one.sentence.text)
        last = (said.article.id, said.iri)
        for claim in said.towards:
            known = {(corpus.label(one.source), one.content) for one in corpus.on(claim, Stance.ASSERTS)}
            rows |= {(*first, *pair, *last) for pair in known or {("", text) for text in corpus.texts[claim]}}
        if not said.towards:
            rows.add((*first, "", "", *last))
    return Answer(frozenset(rows), lambda row: (row[4], row[0], row[3], row[2]))


def source_chain(corpus: Corpus, claim: str) -> Answer:
    """For each statement of the claim: outlet, steps, source."""
    rows = set()
    for said in corpus.saying[claim]:
        chain = [(said.article.outlet, "outlet")] + [(corpus.label(node), "via") for node in said.via]
        chain.append((corpus.label(said.source), "source"))
        rows |= {
            (said.article.id, str(place), name, role, said.iri) for place, (name, role) in enumerate(chain) if name
        }
    return Answer(frozenset(rows), lambda row: (row[0], row[4], int(row[1])))


def single_root(corpus: Corpus) -> Answer:
    """Claims with one known source and more than one outlet: those of articles, and bodies that relay."""
    rows = set()
    for claim, texts in corpus.texts.items():
        asserting = corpus.on(claim, Stance.ASSERTS)
        sources = {said.source for said in asserting}
        relayed = {node for said in asserting for node in said.via}
        kinds = (Kind.MEDIA, Kind.ORGANIZATION)
        media = {corpus.label(node) for node in relayed if corpus.resolution.actors[node].kind in kinds}
        outlets = media | {said.article.outlet for said in asserting if said.article.outlet}
        if len(sources) == 1 and len(outlets) > 1:
            root = corpus.label(*sources)
            if root != UNKNOWN_SOURCE:
                rows.add((min(texts), root, str(len(outlets)), claim))
    return Answer(frozenset(rows), lambda row: (-int(row[2]), row[0], row[3]))


def anonymous_only(corpus: Corpus) -> Answer:
    """Claims that nobody with a name asserts or confirms."""
    rows = {
        (said.content, corpus.label(said.source), said.article.id, claim)
        for said in filter(acts(Stance.ASSERTS), corpus.said)
        for claim in said.towards
        if all(
            corpus.resolution.actors[one.source].kind is Kind.UNNAMED
            for one in corpus.on(claim, Stance.ASSERTS, Stance.CONFIRMS)
        )
    }
    return Answer(frozenset(rows), lambda row: (row[2], row[0], row[1]))


def positions(corpus: Corpus, actor: str) -> Answer:
    """The actor's statements; marked are those on a claim towards which the actor has several stances."""
    own = [said for said in corpus.said if said.source == actor]
    known = [said for said in own if said.one.stance in (*ANSWERS, Stance.ASSERTS)]
    stances: dict[str, set[Stance]] = defaultdict(set)
    for said in known:
        for claim in said.towards:
            stances[claim].add(said.one.stance)
    torn = {said.iri for said in known if any(len(stances[claim]) > 1 for claim in said.towards)}
    rows = {
        (
            corpus.label(actor),
            said.article.date or "",
            said.one.stance.value,
            said.content,
            str(said.iri in torn).lower(),
            said.article.id,
            said.iri,
        )
        for said in own
    }
    return Answer(frozenset(rows), lambda row: (row[1], row[5], corpus.number(row[6]), row[6]))


def contradictions(corpus: Corpus) -> Answer:
    """Claims that one denies and another one holds, and those judged to contradict others, both ways."""
    pairs = {(claim, claim, Stance.DENIES, "denied") for stance, claim in corpus.stands if stance is Stance.DENIES}
    pairs |= {(claim, opposite, Stance.ASSERTS, "judged to contradict") for claim, opposite in corpus.opposed}
    rows = set()
    for claim, opposite, stance, basis in pairs:
        against = corpus.on(opposite, stance)
        if stance is Stance.ASSERTS:
            denials = [said for said in corpus.denials_of(opposite) if claim not in said.towards]
            against = [*against, *corpus.on(opposite, Stance.CONFIRMS), *denials]
        rows |= {
            (text, corpus.label(one.source), corpus.label(other.source), basis, claim)
            for one, other in product(corpus.on(claim, Stance.ASSERTS, Stance.CONFIRMS), against)
            for text in ([one.content] if one.claim == claim else corpus.texts[claim])
            if one.source != other.source
        }
    return Answer(frozenset(rows), lambda row: row)


def relations(corpus: Corpus, actor: str) -> Answer:
    """The relations of which the actor is one end; then who is named in the same articles, copies left out."""
    rows = {
        (
            corpus.label(subject),
            one.type,
            corpus.label(object_),
            one.role or "",
            corpus.label(said.source) if said else "article",
            one.span.text,
            article.id,
            "",
        )
        for article, one, subject, object_, said in corpus.relations
        if actor in (subject, object_)
    }
    together = Counter(one for named in corpus.named if actor in named for one in named - {actor})
    rows |= {
        (corpus.label(actor), "namedWith", corpus.label(one), "", "", "", "", str(count))
        for one, count in together.items()
    }
    return Answer(frozenset(rows), lambda row: (row[7] != "", -int(row[7] or 0), row[6], row[1], row[0], *row[2:6]))


def timeline(corpus: Corpus) -> Answer:
    """Statements, and events that an article tells, by their own day or else the article's; without IRIs of events."""
    rows = {
        (date, corpus.label(said.source), said.one.stance.value, said.content, said.article.id, said.iri)
        for said in corpus.said
        if (date := said.one.said_at or said.article.date)
    }
    rows |= {
        (date, corpus.label(subject), "event", one.span.text, article.id, "")
        for article, one, subject, _, said in corpus.relations
        if one.type in HAPPENINGS and said is None and (date := one.valid_time or article.date)
    }
    return Answer(frozenset(rows), lambda row: (row[0], row[4], corpus.number(row[5])))


def outlets(corpus: Corpus) -> Answer:
    """Who relays whom: every outlet whose article it is, and those through whom it came, these not in copies."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for said in corpus.said:
        relaying = {said.article.outlet or ""}
        if said.article.id not in corpus.resolution.copies:
            relaying |= {corpus.label(node) for node in said.via}
        for name in relaying - {"", corpus.label(said.source)}:
            found[name, corpus.label(said.source)].add(said.iri)
    rows = {(*pair, str(len(iris))) for pair, iris in found.items()}
    return Answer(frozenset(rows), lambda row: (-int(row[2]), row[0], row[1]))


def demands(corpus: Corpus) -> Answer:
    """Each demand with each of those that it is about."""
    rows = {
        (corpus.label(said.source), corpus.label(said.addressee), said.content, about, said.article.id, said.iri)
        for said in filter(acts(Stance.DEMANDS), corpus.said)
        for about in {corpus.label(node) for node in said.about} or {""}
    }
    return Answer(frozenset(rows), lambda row: (row[4], corpus.number(row[5]), row[5], row[3]))


def top_actors(corpus: Corpus) -> Sequence[Row]:
    """Actors (two may have one name) by claims made, received and denied; copies do not count."""
    made, received, denied = (
        defaultdict[str, set[str]](set),
        defaultdict[str, set[str]](set),
        defaultdict[str, set[str]](set),
    )
    for said in corpus.said:
        if said.article.id not in corpus.resolution.copies:
            for claim in said.towards:
                if said.one.stance is Stance.ASSERTS:
                    made[said.source].add(claim)
                    for node in corpus.subjects[claim]:
                        received[node].add(claim)
                if said.one.stance is Stance.DENIES:
                    denied[said.source].add(claim)
    rows: list[tuple[int, str, str, tuple[str, ...]]] = []
    for node in {*made, *received, *denied}:
        counts = [len(one[node]) for one in (made, received, denied)]
        rows.append((-sum(counts), corpus.label(node), corpus.actor(node), tuple(map(str, counts))))
    return [(name, *counts) for _, name, _, counts in sorted(rows)]


def provenance(corpus: Corpus, iri: str) -> Answer:
    """The parts of a statement; the last column, the run, is left out."""
    said = corpus.by_iri[iri]
    article, one = said.article, said.one
    spans = {"sentence": one.sentence, "source": one.source.span, "cue": one.cue, "content": one.content}
    first = (article.id, ids.text_sha256(article.text))
    last = (one.rule, "kg", kg.__version__)
    rows = {
        (*first, part, str(span.start), str(span.end), article.text[span.start : span.end], *last)
        for part, span in spans.items()
        if span
    }
    return Answer(frozenset(rows), lambda row: (int(row[3]), int(row[4]), row[2]))
