"""Work on many processes, here or on other machines; not for what the work is: functions and items are given."""

from kg.scale.engine import ENGINES, Crash, Engine, engine

__all__ = ["ENGINES", "Crash", "Engine", "engine"]
