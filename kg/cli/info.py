"""`kg info`: versions, the bundled model, licences; nothing of a graph."""

from typing import Any

import click

from kg.cli.common import DONE, command, put
from kg.cli.texts import t

EXAMPLES = ("kg info", "kg info --json")
PACKAGES = (
    "spacy",
    "pymorphy3",
    "pymorphy3-dicts-uk",
    "pyoxigraph",
    "rdflib",
    "pyshacl",
    "networkx",
    "pyvis",
    "onnxruntime",
)
OPTIONAL = ("stanza", "torch", "trafilatura", "neo4j", "pyarrow", "ray")


@command("info", EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help=t("json"))
def info(as_json: bool) -> int:
    """Prints what is installed."""
    import json

    data = _data()
    if as_json:
        put(json.dumps(data, ensure_ascii=False, indent=1))
        return DONE
    put(f"kg {data['kg']}   Python {data['python']}   {data['folder']}")
    put(f"model: {data['model']}   weights: {data['weights']}   rules: {data['rules']}   ontology: {data['ontology']}")
    put("packages: " + ", ".join(f"{name} {version}" for name, version in data["packages"].items()))
    put(t("licences"))
    put(t("commercial"))
    return DONE


def _data() -> dict[str, Any]:
    import platform
    from importlib import metadata
    from pathlib import Path

    import kg
    from kg.graph import ontology_dir
    from kg.nlp.weights import weights_hash
    from kg.pipeline.extracting import rules_version

    packages = {}
    for name in (*PACKAGES, *OPTIONAL):
        try:
            packages[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return {
        "kg": kg.__version__,
        "python": platform.python_version(),
        "folder": str(Path(kg.__file__).parent),
        "model": _model(),
        "weights": weights_hash(),
        "rules": rules_version(),
        "ontology": str(ontology_dir()),
        "packages": packages,
        "licence": "MIT AND CC-BY-NC-SA-4.0",
    }


def _model() -> str:
    from kg.errors import AnalyzerError
    from kg.nlp import BUNDLED, load, spare_torch

    spare_torch(BUNDLED)
    try:
        analyzer = load()
    except AnalyzerError as error:
        return str(error)
    return f"{analyzer.name} {analyzer.version}"
