"""Work on many processes and within its time; not for what the work is: functions and items are given."""

from kg.scale.limit import Late, last_resort, within
from kg.scale.pool import Crash, ordered

__all__ = ["Crash", "Late", "last_resort", "ordered", "within"]
