"""The texts of the command line in the user's language; not for data, whose keys stay the same in every language."""

from functools import cache

from kg import config
from kg.data import load_toml


@cache
def language() -> str:
    """`uk` or `en`, by KG_LANG, `kg.toml` or the locale."""
    return config.load().lang


def t(key: str, **values: object) -> str:
    """The text called `key`, filled with `values`."""
    return str(load_toml("messages.toml")[language()][key]).format(**values)
