"""Numbers of each step, as the engine has them.

an event counts   meant * kind * 2 ^ (-age / half-life)
a neighbour adds  how much a past title counts * how alike it is
a blend           sum over approaches of  weight * score / best
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recengine.arrays import Floats
from recengine.models import ItemWeightModel, best
from recengine.ranking.reasons import main_verb
from recengine.ranking.recommendations import Recommendation
from recengine.ranking.worked.reading import newness, risen
from recengine.ranking.worked.walk import Walk


@dataclass(frozen=True)
class Opinion:
    """What one approach says of the followed title, until it adds ``adds = weight * score``.

    ``own`` is its score as it gave it, ``best`` the largest size of a score among what may be
    shown, ``score = own / best``, and ``place`` where the approach alone would put the title.
    """

    model: str
    label: str
    own: float
    place: int
    best: float
    score: float
    weight: float
    adds: float


def opinions(walk: Walk) -> list[Opinion]:
    """One an approach, the heaviest first."""
    scored, item = walk.scored, walk.followed.item
    out = []
    for name, part in walk.followed.models.items():
        scores = scored.models[name]
        shown = scores[0][scored.eligible[0]]
        out.append(
            Opinion(
                name,
                walk.engine.models[name].label,
                part.own_score,
                int((shown > scores[0, item]).sum()) + 1,
                float(np.abs(shown).max()) if len(scored.models) > 1 else 1.0,
                part.score,
                part.weight,
                part.contribution,
            )
        )
    return sorted(out, key=lambda each: -each.weight)


@dataclass(frozen=True)
class Term:
    """What one past title adds by the neighbours: ``adds = counts * alike``."""

    title: str
    counts: float
    alike: float
    adds: float


@dataclass(frozen=True)
class Terms:
    """The sum of the neighbours: the largest terms, the others together, and what they make."""

    model: str
    label: str
    shown: tuple[Term, ...]
    others: int
    rest: float
    total: float


def terms(walk: Walk, limit: int = 6) -> Terms | None:
    """The terms of the heaviest approach that compares items; None where there is none."""
    models = [(each.model, walk.engine.models[each.model]) for each in opinions(walk)]
    found = next(((name, m) for name, m in models if isinstance(m, ItemWeightModel)), None)
    if found is None:
        return None
    name, model = found
    item = walk.followed.item
    parts = model.explain(walk.weighted, np.array([item]))
    adds = parts.values[:, 0]
    counts = walk.weighted.matrix[[0]].toarray()[0, parts.items]
    titles = walk.engine.dataset.titles[parts.items]
    order = [int(place) for place in np.argsort(-np.abs(adds), kind="stable") if adds[place]]
    shown = tuple(
        Term(str(titles[i]), float(counts[i]), float(adds[i] / counts[i]), float(adds[i]))
        for i in order[:limit]
    )
    rest = float(adds[order[limit:]].sum())
    return Terms(name, model.label, shown, len(order[limit:]), rest, float(parts.total[0]))


@dataclass(frozen=True)
class Candidate:
    """A title by score, whether it may be shown or not; ``met`` says what the person did with it.

    ``place`` is its place by score as long as nothing is hidden, ``shown_at`` in the list, if any.
    """

    title: str
    blend: float
    bonus: float
    score: float
    place: int
    hidden: bool
    met: str
    shown_at: int | None


def candidates(walk: Walk, limit: int = 10) -> list[Candidate]:
    """The best titles by score as if nothing were hidden."""
    scored, titles = walk.scored, walk.engine.dataset.titles
    whole = _whole(walk)
    shown = {item.item: item.rank for item in walk.found.items}
    met = set(walk.history.items.tolist())
    return [
        Candidate(
            str(titles[item]),
            float(scored.blended[0, item]),
            float(whole[item] - scored.blended[0, item]),
            float(whole[item]),
            place,
            not scored.eligible[0, item],
            main_verb(walk.history, int(item)) if int(item) in met else "",
            shown.get(int(item)),
        )
        for place, item in enumerate(best(whole[None], limit)[0][0], start=1)
    ]


def _whole(walk: Walk) -> Floats:
    """(n_items,) blend and adjustments, of what may not be shown too."""
    out: Floats = sum(walk.scored.adjustments.values(), walk.scored.blended)[0]
    return out


def n_hidden(walk: Walk) -> int:
    """How many titles may not be shown to this person."""
    return int((~walk.scored.eligible[0]).sum())


def n_met(walk: Walk) -> int:
    """How many titles the person has met in any way."""
    return len(np.unique(walk.history.items))


def most_lifted(walk: Walk) -> Recommendation | None:
    """The title of the list that newness lifts most; None where none is lifted."""
    lifted = [item for item in walk.found.items if newness(item) > 0]
    return max(lifted, key=newness, default=None)


def by_variety(walk: Walk) -> list[Recommendation]:
    """Titles that the varied order put elsewhere, those it raised most first; chance left out."""
    moved = [item for item in walk.found.items if not item.explored and risen(item)]
    return sorted(moved, key=risen, reverse=True)


def by_chance(walk: Walk) -> list[Recommendation]:
    """Titles that chance put into the list."""
    return [item for item in walk.found.items if item.explored]
