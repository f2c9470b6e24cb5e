"""A server on this machine over one graph: explorer, articles, questions, SPARQL; reading only.

Not for the internet: it answers on 127.0.0.1, to requests that name it by that address.
"""

from kg.serve.app import application
from kg.serve.sparql import Limits

__all__ = ["Limits", "application"]
