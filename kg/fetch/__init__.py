"""Fetching: feeds, sitemaps and lists of addresses in, a folder of articles out (extra `feeds`).

The one room that goes out to the network of itself; not for crawling: only what a source lists is fetched.
"""

from kg.fetch.fetching import ARTICLES, Limits, Outcome, fetch

__all__ = ["ARTICLES", "Limits", "Outcome", "fetch"]
