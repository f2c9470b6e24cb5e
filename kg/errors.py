"""The tree of errors that `kg` raises; nothing else of the package belongs here.

    KgError                 everything that kg raises on purpose
    ├── InputError          a source that cannot be read: file, line or article id in the message
    ├── AnalyzerError       a language model that is missing or broken
    ├── EngineError         processes or a cluster that cannot be used
    ├── DataError           a lexicon, gold or settings file of wrong form
    ├── StoreError          a graph folder or store that cannot be opened or written
    ├── QueryError          a SPARQL query or parameter that cannot be run
    └── ExportError         a format or target that cannot be written

A message is one line: what happened, where, and what to do.
"""


class KgError(Exception):
    """Base of all errors raised on purpose; its text is fit to be shown to a user in one line."""


class InputError(KgError):
    """A source cannot be read. `where` names the file, line or article."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where
        self.reason = message


class AnalyzerError(KgError):
    """A language model is missing or broken; the message says how to get one."""


class EngineError(KgError):
    """Processes or a cluster that were to do the work cannot be used."""


class DataError(KgError):
    """A lexicon, gold or settings file has the wrong form."""


class StoreError(KgError):
    """A graph folder or store cannot be opened or written."""


class QueryError(KgError):
    """A query or one of its parameters cannot be run."""


class ExportError(KgError):
    """A format or target cannot be written."""
