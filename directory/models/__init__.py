"""Where to get treatment."""

from directory.models.attribute import ATTRIBUTES, Attribute, Facet
from directory.models.facility import Facility, Kind
from directory.models.import_run import ImportRun
from directory.models.place import Place
from directory.models.snapshot import IndexPiece, IndexSnapshot

__all__ = [
    "ATTRIBUTES",
    "Attribute",
    "Facet",
    "Facility",
    "ImportRun",
    "IndexPiece",
    "IndexSnapshot",
    "Kind",
    "Place",
]
