"""Quality: what deserves a look, what can be done about it, and what the data is good for."""

from recengine.data.quality.cleaning import Cleaning, clean
from recengine.data.quality.findings import Finding, find
from recengine.data.quality.uses import Use, headline, uses

__all__ = ["Cleaning", "Finding", "Use", "clean", "find", "headline", "uses"]
