"""The page that people open: statements of articles as one offline HTML file.

Not for finding statements (`kg.extract`) nor for joining actors (`kg.resolve`): both are given.
"""

from kg.view.options import PageOptions
from kg.view.page import page, page_iframe, write_page

__all__ = ["PageOptions", "page", "page_iframe", "write_page"]
