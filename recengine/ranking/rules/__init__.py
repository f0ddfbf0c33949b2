"""Rules: what a shop or a service demands of every list, as data, and what it means for one."""

from recengine.ranking.rules.kinds import (
    RULES,
    AtLeast,
    AtMost,
    Block,
    Boost,
    CrossSell,
    Only,
    Pin,
    Rule,
    UpSell,
    Where,
    columns_of,
)

__all__ = [
    "RULES",
    "AtLeast",
    "AtMost",
    "Block",
    "Boost",
    "CrossSell",
    "Only",
    "Pin",
    "Rule",
    "UpSell",
    "Where",
    "columns_of",
]
