"""The nouns of the way of the data: frozen dataclasses, each one JSON object.

Not for behaviour: reading is `ingest`, finding is `extract`, mapping to RDF is `graph`.
Offsets are Unicode code points into the article's text, end exclusive.
"""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from kg import ids

Json = dict[str, Any]

UNKNOWN_SOURCE = "невідоме джерело"
"""Name of a source that the text does not give."""


class Stance(StrEnum):
    """What the source does towards the content."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DECLINES = "declines"
    UNVERIFIED = "unverified"
    DEMANDS = "demands"


class Act(StrEnum):
    """The kind of speech act, finer than the stance."""

    CLAIM = "claim"
    ACCUSE = "accuse"
    WARN = "warn"
    PREDICT = "predict"
    PROMISE = "promise"
    OPINION = "opinion"
    CALL = "call"
    CONFIRM = "confirm"
    DENY = "deny"
    NO_COMMENT = "noComment"
    NO_ANSWER = "noAnswer"
    NOT_SPECIFIED = "notSpecified"
    CANNOT_VERIFY = "cannotVerify"


class Kind(StrEnum):
    """What an actor is; all but `place` can be the source of a statement."""

    PERSON = "person"
    ORGANIZATION = "organization"
    STATE = "state"
    MEDIA = "media"
    DOCUMENT = "document"
    GROUP = "group"
    UNNAMED = "unnamed"
    PLACE = "place"


class QuoteType(StrEnum):
    """How the content is quoted."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    POINTING_BACK = "pointingBack"
    NONE = "none"


class CueKind(StrEnum):
    """Which part of speech or layout shows the act."""

    VERB = "verb"
    NOUN = "noun"
    PREPOSITION = "preposition"
    PARENTHETICAL = "parenthetical"
    LAYOUT = "layout"
    PUNCTUATION = "punctuation"


class SourceClass(StrEnum):
    """How far the source is named and answerable."""

    OFFICIAL = "official"
    UNOFFICIAL = "unofficial"
    ANONYMOUS = "anonymous"
    PARTLY_ANONYMOUS = "partlyAnonymous"
    DOCUMENT = "document"
    OUTLET = "outlet"
    COLLECTIVE = "collective"


class MentionType(StrEnum):
    """The 13 entity types of NER-UK 2.0."""

    ART = "ART"
    DATE = "DATE"
    DOC = "DOC"
    JOB = "JOB"
    LOC = "LOC"
    MISC = "MISC"
    MON = "MON"
    ORG = "ORG"
    PCT = "PCT"
    PERIOD = "PERIOD"
    PERS = "PERS"
    QUANT = "QUANT"
    TIME = "TIME"


@dataclass(frozen=True)
class Article:
    """One article as ingested; `text` never changes afterwards and titles are no part of it."""

    id: str
    text: str
    date: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return ids.text_sha256(self.text)

    @property
    def day(self) -> datetime.date | None:
        """Of its date; None where it has none, or not as ISO 8601."""
        try:
            return datetime.date.fromisoformat((self.date or "")[:10])
        except (ValueError, TypeError):
            return None

    def to_json(self) -> Json:
        """The article as one line of `articles.jsonl`."""
        keys = ("id", "date", "outlet", "title", "url")
        return {key: getattr(self, key) for key in keys} | {"sha256": self.sha256, "text": self.text}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """The inverse of `to_json`; missing metadata is None."""
        return cls(data["id"], data["text"], *(data.get(key) for key in ("date", "outlet", "title", "url")))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text; `text` is the slice itself."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The span of `text` from `start` to `end`; ValueError unless 0 <= start < end <= len(text)."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no such span: {start}-{end} of {len(text)}")
        return cls(start, end, text[start:end])

    def to_json(self) -> Json:
        """`text`, `start`, `end`."""
        return {"text": self.text, "start": self.start, "end": self.end}

    @classmethod
    def from_json(cls, data: Json | None) -> Self | None:
        """The inverse; None where there is no span."""
        return None if data is None or data["start"] is None else cls(data["start"], data["end"], data["text"])


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that acts, speaks or is spoken of, within one article.

    Every name in a statement's source, `via`, `about`, `on_behalf_of`, `addressee` and in a relation is the `name` of
    exactly one actor of the same extraction.
    """

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    gazetteer: str | None = None

    def to_json(self) -> Json:
        """One member of a line's `actors`."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind.value,
            "aliases": list(self.aliases),
            "gazetteer": self.gazetteer,
        }

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """The inverse of `to_json`."""
        return cls(data["id"], data["name"], Kind(data["kind"]), tuple(data.get("aliases", ())), data.get("gazetteer"))


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of something in one place; `actor` is an actor's id, None for posts, dates, sums and the like."""

    id: str
    span: Span
    type: MentionType
    name: str
    actor: str | None = None

    def to_json(self) -> Json:
        """One member of a line's `mentions`."""
        return {"id": self.id, **self.span.to_json(), "type": self.type.value, "name": self.name, "actor": self.actor}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """The inverse of `to_json`."""
        span = Span(data["start"], data["end"], data["text"])
        return cls(data["id"], span, MentionType(data["type"]), data["name"], data.get("actor"))


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it: the naming at that place (or None) and the resolved name in the nominative."""

    span: Span | None
    name: str
    kind: Kind

    def to_json(self) -> Json:
        """`text`, `start`, `end` (null where unnamed), `name`, `kind`."""
        place = self.span.to_json() if self.span else {"text": None, "start": None, "end": None}
        return {**place, "name": self.name, "kind": self.kind.value}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """The inverse of `to_json`."""
        return cls(Span.from_json(data), data["name"], Kind(data["kind"]))


_PLAIN = (
    "on_behalf_of", "addressee", "distancing", "certainty", "part_of", "target_resolution", "rule", "confidence",
    "said_at", "reported_at", "valid_time",
)  # fmt: skip
"""Keys of a statement's JSON that are its attributes as they are, in their order there."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of one source in one place of one article.

    `said_at` and `valid_time` are ISO 8601 intervals with precision (`kg.nlp.dates`): when the source said it, and the
    time that the content speaks of; `reported_at` is the article's date. `id` is s1, s2, … in reading order; `denies`
    holds ids of the statements denied, confirmed or not verified; `part_of` the id of the statement in whose content
    this one stands. `rule` names the rule that found it, `confidence` is 0..1 with two places.
    """

    id: str
    source: Source
    cue: Span | None
    stance: Stance
    content: Span | None
    sentence: Span
    via: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    act: Act = Act.CLAIM
    quote: QuoteType = QuoteType.NONE
    cue_kind: CueKind | None = None
    cue_lemma: str | None = None
    source_class: SourceClass | None = None
    on_behalf_of: str | None = None
    addressee: str | None = None
    distancing: str | None = None
    certainty: str | None = None
    part_of: str | None = None
    target_resolution: str | None = None
    rule: str = ""
    confidence: float = 1.0
    said_at: str | None = None
    reported_at: str | None = None
    valid_time: str | None = None

    def to_json(self) -> Json:
        """The statement in the gold format, with the further keys that scoring ignores."""
        return {
            "id": self.id,
            "source": self.source.to_json(),
            "cue": self.cue.to_json() if self.cue else None,
            "stance": self.stance.value,
            "content": self.content.to_json() if self.content else None,
            "via": list(self.via),
            "about": list(self.about),
            "denies": list(self.denies),
            "act": self.act.value,
            "quote": self.quote.value,
            "sentence": self.sentence.to_json(),
            "cue_kind": self.cue_kind.value if self.cue_kind else None,
            "cue_lemma": self.cue_lemma,
            "source_class": self.source_class.value if self.source_class else None,
            **{key: getattr(self, key) for key in _PLAIN},
        }

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """The inverse of `to_json`; a gold statement (without the further keys) is read too."""
        content = Span.from_json(data.get("content"))
        cue = Span.from_json(data.get("cue"))
        sentence = Span.from_json(data.get("sentence")) or content or cue or Span(0, 0, "")
        optional = {"act": Act, "quote": QuoteType, "cue_kind": CueKind, "source_class": SourceClass}
        given: Json = {key: make(data[key]) for key, make in optional.items() if data.get(key)}
        given |= {key: data[key] for key in ("cue_lemma", *_PLAIN) if data.get(key) is not None}
        return cls(
            id=data["id"],
            source=Source.from_json(data["source"]),
            cue=cue,
            stance=Stance(data["stance"]),
            content=content,
            sentence=sentence,
            via=tuple(data.get("via", ())),
            about=tuple(data.get("about", ())),
            denies=tuple(data.get("denies", ())),
            **given,
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two actors, by name, with the stretch of text that states it.

    `role` is the post for type `post` (subject the person, object the body); `statement` is the id of the statement
    that says it, None where the article does itself; `valid_time` is the day or stretch (ISO 8601) of an event.
    """

    id: str
    type: str
    subject: str
    object: str
    span: Span
    role: str | None = None
    statement: str | None = None
    rule: str = ""
    valid_time: str | None = None

    def to_json(self) -> Json:
        """One member of a line's `relations`."""
        return {
            "id": self.id,
            "type": self.type,
            "subject": self.subject,
            "object": self.object,
            "role": self.role,
            **self.span.to_json(),
            "statement": self.statement,
            "rule": self.rule,
            "valid_time": self.valid_time,
        }

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """The inverse of `to_json`."""
        span = Span(data["start"], data["end"], data["text"])
        more = (data.get("role"), data.get("statement"), data.get("rule", ""), data.get("valid_time"))
        return cls(data["id"], data["type"], data["subject"], data["object"], span, *more)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one article: one line of `statements.jsonl`."""

    doc: str
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = field(default=())
    mentions: tuple[Mention, ...] = field(default=())
    relations: tuple[Relation, ...] = field(default=())

    def to_json(self) -> Json:
        """The line in the format of the gold files, with `actors`, `mentions`, `relations` beside the statements."""
        return {
            "doc": self.doc,
            "statements": [one.to_json() for one in self.statements],
            "actors": [one.to_json() for one in self.actors],
            "mentions": [one.to_json() for one in self.mentions],
            "relations": [one.to_json() for one in self.relations],
        }

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """The inverse of `to_json`; a gold line is read too."""
        return cls(
            data["doc"],
            tuple(Statement.from_json(one) for one in data["statements"]),
            tuple(Actor.from_json(one) for one in data.get("actors", ())),
            tuple(Mention.from_json(one) for one in data.get("mentions", ())),
            tuple(Relation.from_json(one) for one in data.get("relations", ())),
        )
