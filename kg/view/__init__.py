"""The page that people open: statements of articles as one offline HTML file.

Not for finding statements (`kg.extract`) nor for joining actors (`kg.resolve`): both are given.
"""

from kg.view.options import PageOptions, Step
from kg.view.page import page, page_iframe, write_page
from kg.view.picture import svg
from kg.view.raster import png
from kg.view.story import read_story

__all__ = ["PageOptions", "Step", "page", "page_iframe", "png", "read_story", "svg", "write_page"]
