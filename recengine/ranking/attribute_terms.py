"""Attribute terms: what each attribute that a title shares with a history adds to its score.

Content's score is a sum over past titles of a sum over attributes; summed the other way round it
says what each attribute adds. On the scale of the final score the terms add up to what content says
because of the history, but for embeddings, which have no names.
"""

from __future__ import annotations

import numpy as np

from recengine.data.history import History
from recengine.models import Content
from recengine.models.content import Shared
from recengine.ranking.engine import Engine
from recengine.ranking.recipe import Recipe


def attribute_terms(
    engine: Engine, history: History, recipe: Recipe, item: int
) -> tuple[Shared, ...]:
    """Every attribute in common and what it adds, most first; none where content does not count."""
    content = engine.models.get("content")
    scored = engine.score(history, recipe)
    factor = float(scored.factors.get("content", np.zeros(1))[0])
    if not isinstance(content, Content) or factor == 0:
        return ()
    shared = content.attributes(scored.histories, np.array([item]))[0]
    return tuple(Shared(each.name, each.contribution * factor) for each in shared)
