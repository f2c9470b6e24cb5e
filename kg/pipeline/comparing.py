"""Whether the files of a folder are those that the build wrote, and the store holds what the TriG file says.

Not for what they say (`kg.graph.validation`).
"""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import RdfFormat, parse

from kg.graph.terms import value
from kg.graph.validation import Finding
from kg.pipeline.folder import FILES, Folder
from kg.pipeline.report import file_hashes
from kg.store import GraphStore


def compare(folder: Folder, report: dict[str, Any], store: GraphStore) -> Iterator[Finding]:
    """Files with another hash than in the report; differences of file and store, the first of them by name."""
    now = file_hashes(folder.path, FILES)
    for name in FILES:
        if now.get(name) != report["files"].get(name):
            yield Finding("", "", "", f"{name} is not as the build wrote it: build anew")
    count, missing = 0, 0
    try:
        for quad in parse(path=str(folder.trig_file), format=RdfFormat.TRIG):
            count += 1
            if quad not in store:
                missing += 1
                if missing == 1:
                    yield Finding("", "", value(quad.subject), f"not in the store: {quad}")
    except (OSError, SyntaxError) as error:
        yield Finding("", "", "", f"graph.trig cannot be read: {error}")
        return
    if missing or count != len(store):
        yield Finding(
            "", "", "", f"the store holds {len(store)} quads, graph.trig {count}, {missing} of them not in it"
        )
