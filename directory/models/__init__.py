"""Where to get treatment."""

from directory.models.facility import Facility, Kind
from directory.models.import_run import ImportRun
from directory.models.index_snapshot import IndexSnapshot
from directory.models.place import Place
from directory.vocabulary.attributes import ATTRIBUTES, Attribute, Facet

__all__ = [
    "ATTRIBUTES",
    "Attribute",
    "Facet",
    "Facility",
    "ImportRun",
    "IndexSnapshot",
    "Kind",
    "Place",
]
