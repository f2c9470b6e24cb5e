"""Measuring against gold: reading gold files, scores by level with intervals, errors on request.

Not for thresholds of one corpus or for printing: gates and the command line use what is here.
"""

from kg.evaluate.gold import PARTS, Part, part_of, read_gold
from kg.evaluate.levels import LEVELS
from kg.evaluate.listing import ErrorCase, errors
from kg.evaluate.report import Figure, Report, score, table

__all__ = [
    "LEVELS",
    "PARTS",
    "ErrorCase",
    "Figure",
    "Part",
    "Report",
    "errors",
    "part_of",
    "read_gold",
    "score",
    "table",
]
