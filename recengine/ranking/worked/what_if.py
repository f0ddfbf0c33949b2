"""What if: a reason, and what would be without it."""

from __future__ import annotations

from dataclasses import dataclass

from recengine.ranking.recommendations import Reason


@dataclass(frozen=True)
class WhatIf:
    """A reason, and the places by score with and without it, from 1."""

    reason: Reason
    place: int
    place_without: int
