"""The order of the stages: sources in, a folder of results out; every stage itself is in a room of its own."""

from kg.pipeline.building import Progress, build
from kg.pipeline.extracting import ArticleError, ErrorHandler, Options, extract
from kg.pipeline.folder import Folder
from kg.pipeline.report import Report

__all__ = ["ArticleError", "ErrorHandler", "Folder", "Options", "Progress", "Report", "build", "extract"]
