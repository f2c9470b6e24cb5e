"""Who is who across articles: clusters of own ids, one node each, and the journal of judgements behind them.

Not for names within one article (`kg.extract`) nor for what the graph says of a cluster (`kg.graph`).
"""

from kg.resolve.judgements import (
    BY_RULE,
    Judgement,
    Verdict,
    each_judgement,
    latest,
    of_people,
    read_judgements,
    record,
)
from kg.resolve.reading import Reading
from kg.resolve.resolution import ActorCluster, Resolution, resolve

__all__ = [
    "BY_RULE",
    "ActorCluster",
    "Judgement",
    "Reading",
    "Resolution",
    "Verdict",
    "each_judgement",
    "latest",
    "of_people",
    "read_judgements",
    "record",
    "resolve",
]
