"""Work on many processes, here or on other machines, and within its time; not for what the work is: functions and
items are given."""

from kg.scale.engine import ENGINES, engine
from kg.scale.limit import Late, last_resort, within
from kg.scale.work import Crash, Engine

__all__ = ["ENGINES", "Crash", "Engine", "Late", "engine", "last_resort", "within"]
