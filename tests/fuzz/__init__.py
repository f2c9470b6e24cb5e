"""Fuzzing of readers, dates, quotation marks and names: targets, beginnings for them, and who runs them."""
