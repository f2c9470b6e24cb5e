"""Text cut into tokens in the manner of UD Ukrainian-IU, in one linear pass; not for sentences (the model finds those).

Hyphened compounds are three tokens (прес - служба) but for those that the treebank keeps whole (будь-який, 1930-х,
Нью-Йорк; `tokens.toml`); decimals and times are cut at their marks (1 , 5 and 14 : 30); a full stop is a token of its
own, also where the space behind it was lost ("команда.Насправді").
"""

import re
from collections.abc import Iterator

from kg.data import load_toml

_LETTER = r"[^\W\d_]"
_APOSTROPHE = r"['’ʼ‘`]"
_WORD = rf"{_LETTER}[\u0300-\u036f]*(?:(?:{_APOSTROPHE}|\"(?=[яюєї]))?{_LETTER}[\u0300-\u036f]*)*"


def _pattern() -> re.Pattern[str]:
    lists = load_toml("tokens.toml")
    first, whole, dotted = ("|".join(lists[key]) for key in ("first", "whole", "dotted"))
    endings = "|".join(sorted(lists["endings"], key=len, reverse=True))
    return re.compile(
        rf"""
        (?:https?://|www\.)[^\s<>«»"“”]+[^\s<>«»"“”.,;:!?…)\]]        # addresses
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                   # mail
      | @\w+                                                           # accounts
      | \b{_LETTER}[\w-]*\.(?:com|ua|ru|net|org|info|gov|eu|tv|io)(?:\.ua)?\b  # sites
      | \b(?:{dotted})\b                                               # Крим.Реалії
      | \d+-(?:{endings}|{_LETTER}{{3,}})\b                            # 1930-х, 10-річний
      | \d{{1,3}}(?:,\d{{3}})+\b                                       # 8,000,000
      | \d+½ | \d+[A-Za-z]\b                                           # 3G; other numbers are cut at every mark
      | \d+
      | (?i:\b(?:{whole})\b)                                           # де-не-де
      | (?i:\b(?:{first}))-{_WORD}(?:-{_WORD})*                        # будь-який, Нью-Йорк
      | {_WORD}-небудь\b                                               # хто-небудь
      | {_WORD}(?:\d+\w*)?                                             # words, also F16
      | [:;]-?[()]+ | \){{3,}} | \({{3,}} | \.{{2,}} | …+ | [!?]+(?:\.{{2,3}})? | -{{2,}} | [*=_~]+  # runs of one mark
      | \s+
      | .
        """,
        re.VERBOSE | re.DOTALL,
    )


_TOKEN = _pattern()


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each token in reading order; every character but white space is in exactly one."""
    for match in _TOKEN.finditer(text):
        if not match.group()[0].isspace():
            yield match.span()
