"""Work on many processes; not for what the work is: functions and items are given."""

from kg.scale.pool import Crash, ordered

__all__ = ["Crash", "ordered"]
