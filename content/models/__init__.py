"""Health pages, and what they rest on."""

from content.models.figure import Figure, FigureUse
from content.models.helpline import Helpline, HelplineNumber
from content.models.page import Page, PageVersion, Transition
from content.models.review import Review
from content.models.search_document import SearchDocument, SearchVocabulary, Synonym
from content.models.source import Citation, Source
from content.models.topic import Topic

__all__ = [
    "Citation",
    "Figure",
    "FigureUse",
    "Helpline",
    "HelplineNumber",
    "Page",
    "PageVersion",
    "Review",
    "SearchDocument",
    "SearchVocabulary",
    "Source",
    "Synonym",
    "Topic",
    "Transition",
]
