"""Names of what a build puts into its folder: `kg.pipeline.folder` writes it, who reads articles passes it over."""

ARTICLES, STATEMENTS, REPORT = "articles.jsonl", "statements.jsonl", "report.json"

KNOWN = ".known"
"""The folder of what the next build need not make anew; whoever deletes it loses nothing but time."""

MADE = (ARTICLES, STATEMENTS, "errors.jsonl", "graph.trig", "store", "graph.html", KNOWN, REPORT)
"""What a build replaces as a whole; `report.json` comes last and says that the rest is complete."""

KEPT = ("judgements.jsonl", "run.log")
"""What a build only adds to."""

PICTURES = ("graph.svg", "graph.png")
"""What `kg view` puts there besides."""

JOURNAL, NEW, LOCK = "journal.tmp", "new.tmp", ".lock"
"""What a build under way leaves until it is done."""

SIGNS = (frozenset({ARTICLES, STATEMENTS, REPORT}), frozenset({LOCK, JOURNAL}))
"""Files that stand together in a folder that a build made, and in one where it is at work."""

NO_ARTICLES = frozenset({*MADE, *KEPT, *PICTURES, JOURNAL, NEW}) - {ARTICLES}
"""What such a folder holds besides its articles."""
