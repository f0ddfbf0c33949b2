"""Groups: where an approach wins and loses, by whom and by what, and person by person."""

from recengine.evaluation.groups.differing import Differing, differing
from recengine.evaluation.groups.dimensions import Dimension, dimensions
from recengine.evaluation.groups.segments import MOST_GROUPS, Group, Segments, segments
from recengine.evaluation.groups.words import segment_finding
from recengine.evaluation.small_cells import FEWEST, showable

__all__ = [
    "FEWEST",
    "MOST_GROUPS",
    "Differing",
    "Dimension",
    "Group",
    "Segments",
    "differing",
    "dimensions",
    "segment_finding",
    "segments",
    "showable",
]
