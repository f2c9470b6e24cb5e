"""Where the ontology files are: in a checkout, an editable install or a wheel.

Not for what they say.
"""

from pathlib import Path

from kg.errors import DataError

FILES = ("kg.ttl", "acts.ttl", "alignments.ttl", "shapes.ttl", "context.jsonld", "catalog-v001.xml")
"""The files that the folder holds."""


def ontology_dir() -> Path:
    """The folder with `kg.ttl` and its companions: `kg/ontologies` in a wheel, else `ontologies` beside the package.

    DataError where neither is there (a broken installation).
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "ontologies", package.parent / "ontologies"):
        if (folder / "kg.ttl").is_file():
            return folder
    raise DataError(f"no ontologies/kg.ttl in {package} or beside it: install kg again")
