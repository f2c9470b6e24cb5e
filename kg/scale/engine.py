"""Which engine does the work. Not for what an engine is (`kg.scale.work`), nor for how one of them does it."""

from kg.errors import EngineError
from kg.scale.work import Engine

ENGINES = ("local", "ray")
"""Names of the engines, the default first."""


def engine(name: str, address: str | None = None) -> Engine:
    """The engine called `name`; `address` is that of a Ray cluster. EngineError where there is none, or it takes no
    address."""
    if name == "ray":
        from kg.scale.ray import Cluster

        return Cluster(address)
    if name not in ENGINES:
        raise EngineError(f"no engine {name!r}: choose one of {', '.join(ENGINES)}")
    if address is not None:
        raise EngineError("the engine local takes no address: use --engine ray")
    from kg.scale.pool import ordered

    return ordered
