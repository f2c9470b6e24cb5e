"""Text cut into tokens in the manner of UD Ukrainian-IU, in one linear pass; not for sentences (the model finds those).

Hyphened compounds are three tokens (прес - служба) but for those that the treebank keeps whole (будь-який, 1930-х, Нью-Йорк);
a full stop is a token of its own, also where the space behind it was lost ("команда.Насправді").
"""

import re
from collections.abc import Iterator

_LETTER = r"[^\W\d_]"
_APOSTROPHE = r"['’ʼ‘`]"
_WORD = rf"{_LETTER}[\u0300-\u036f]*(?:{_APOSTROPHE}?{_LETTER}[\u0300-\u036f]*)*"
_KEPT = r"(?:будь|казна|хтозна|по|з|із|екс|аль|сан|нью|санкт|івано|ель|буенос|шрі|лос|лас|коб)"
_TOKEN = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>«»"“”]+[^\s<>«»"“”.,;:!?…)\]]        # addresses
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                   # mail
  | [@\#]\w+                                                       # accounts and tags
  | \b{_LETTER}[\w-]*\.(?:com|ua|ru|net|org|info|gov|eu|tv|io)(?:\.ua)?\b  # sites
  | \d+(?:[.,:]\d+)*-(?:х|й|го|му|ї|ти|ту|та|те|у|і|е|я|ох|ма|ою|ої|им|ими|ми|а|{_LETTER}{{3,}})\b  # 1930-х, 10-річний
  | \d+(?:[.,:]\d+)*                                               # numbers
  | (?i:\b{_KEPT})-{_WORD}(?:-{_WORD})*                            # будь-який, Нью-Йорк
  | {_WORD}-(?:небудь|таки|то)\b                                   # хто-небудь
  | {_WORD}(?:\d+\w*)?                                             # words, also F16
  | \.{{2,}} | …+ | [!?]+(?:\.\.)? | -{{2,}} | \)+ | \(+ | [*=_~]+  # runs of one mark
  | \s+
  | .
    """,
    re.VERBOSE | re.DOTALL,
)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each token in reading order; white space belongs to none. Every other character is in exactly one token."""
    for match in _TOKEN.finditer(text):
        if not match.group()[0].isspace():
            yield match.span()
