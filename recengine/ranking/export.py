"""Export: a list as a frame, one row a title."""

from __future__ import annotations

import pandas as pd

from recengine.ranking.recommendations import Recommendation, Recommendations


def to_frame(found: Recommendations) -> pd.DataFrame:
    """Place, id, title, score, the first reason, and how the title came to be shown."""
    return pd.DataFrame(
        {
            "rank": [item.rank for item in found.items],
            "item_id": [item.item_id for item in found.items],
            "title": [item.title for item in found.items],
            "score": [item.score for item in found.items],
            "because": [_because(item) for item in found.items],
            "explored": ["yes" if item.explored else "no" for item in found.items],
            "propensity": [item.propensity for item in found.items],
        }
    )


def _because(item: Recommendation) -> str:
    return "; ".join(f"{past.verb} {past.title}" for past in item.because)
