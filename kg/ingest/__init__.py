"""Reading sources: files, folders and standard input in, articles out, errors to a callback.

Not for judging what an article says, and not for fetching anything from the network.
"""

from kg.ingest.counting import held
from kg.ingest.reading import Sources, read
from kg.ingest.registry import Reader, suffixes
from kg.ingest.source import MAX_CHARACTERS, Input

__all__ = ["MAX_CHARACTERS", "Input", "Reader", "Sources", "held", "read", "suffixes"]
