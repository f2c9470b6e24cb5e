"""The texts of the command line in the user's language; not for data, whose keys stay the same in every language."""

from functools import cache

from kg import config
from kg.data import load_toml
from kg.errors import DataError


@cache
def language() -> str:
    """`uk` or `en`, by KG_LANG, `kg.toml` or the locale; `en` where `kg.toml` is broken, which the command tells."""
    try:
        return config.load().lang
    except DataError:
        return "en"


def t(key: str, **values: object) -> str:
    """The text called `key`, filled with `values`."""
    return str(load_toml("messages.toml")[language()][key]).format(**values)
