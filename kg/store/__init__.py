"""The store: Oxigraph on disk, opened, built, replaced article by article, and queried; or a SPARQL server.

Not for the terms and questions of the graph (`kg.graph`) nor for other formats (`kg.export`).
"""

from kg.store.oxigraph import GraphStore, build_store, open_store
from kg.store.remote import RemoteStore
from kg.store.results import FORMATS, Result
from kg.store.running import Limits
from kg.store.updating import stamp, update_store

__all__ = [
    "FORMATS",
    "GraphStore",
    "Limits",
    "RemoteStore",
    "Result",
    "build_store",
    "open_store",
    "stamp",
    "update_store",
]
