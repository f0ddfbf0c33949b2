"""Item map: the catalogue in two dimensions, where near means alike to one model.

    directions   an item's point in the model where it has points, else its row of item weights or
                 of similar items, both ways, with the item itself as strong as its most similar one
    xy           t-SNE of the strongest 50 directions, from the plane of the two strongest

t-SNE keeps neighbours together and says nothing of what is far: neither distances between groups
nor their sizes mean anything. Only the most popular items are placed, and of these only the ones
that the model knows anything of. On one thread, so that a seed gives one map on every machine;
1,500 items take three to five seconds.

van der Maaten and Hinton (2008). Visualizing data using t-SNE. JMLR 9. Start from principal
components: Kobak and Berens (2019). The art of using t-SNE for single-cell transcriptomics.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.categories import categories
from recengine.data.dataset import Dataset
from recengine.errors import Problem, Unsupported
from recengine.models.base import BLOCK, ItemWeightModel, Points, Recommender
from recengine.models.directions import right_vectors
from recengine.models.nearest import highest
from recengine.progress import Progress, quiet

#: Items that are placed, unless more are asked for.
LIMIT = 1_500
#: Similar items that are looked at for each, where a model has no points.
_NEAREST = 100
_DIRECTIONS = 50
#: Neighbours that the layout tries to keep, and rounds it has for that.
_PERPLEXITY = 20.0
_ROUNDS = 500
#: Fewer items than this lie in the plane of the two strongest directions as they are.
_FEWEST = 10


@dataclass(frozen=True, eq=False)
class ItemMap:
    """Where some items lie.

    Parameters
    ----------
    codes : (n,) item codes, the most popular first.
    xy : (n, 2) between -1 and 1.
    events : (n,) how often something was done with each of them.
    groups : (n,) the first category of each, empty where it has none.
    """

    codes: Codes
    xy: Floats
    events: Array
    groups: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def agreement(self) -> tuple[float, float]:
        """How often an item shares its category with its nearest, and how often by chance.

        Ten of them, or a tenth of a map of fewer than a hundred.
        """
        return agreement(self.xy, self.groups, k=min(max(len(self) // 10, 1), 10))


def item_map(
    model: Recommender,
    dataset: Dataset,
    *,
    limit: int = LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
) -> ItemMap:
    """Place the most popular items as a fitted model sees them; ``Unsupported`` if it cannot."""
    progress(0.0, "Asking what is alike")
    events = np.bincount(dataset.histories.items, minlength=dataset.n_items)
    codes = np.argsort(-events, kind="stable")[:limit].astype(np.int32)
    points = model.item_points()
    rows = _graph(model, codes, dataset.n_items) if points is None else _unit_rows(points[codes])
    known = np.asarray(abs(rows).sum(axis=1)).ravel() > 0
    if not known.any():
        raise Unsupported(
            Problem(
                "nothing_alike",
                f"{model.label} knows no two items that are alike, so there is nothing to map.",
                "Choose another approach, such as content.",
            )
        )
    progress(0.3, "Laying out the map")
    xy = _layout(_strongest(rows[known]), seed)
    placed = codes[known]
    progress(0.95, "Looking up categories")
    groups = tuple((categories(dataset, int(code))[0] or [""])[0] for code in placed)
    return ItemMap(placed, xy, events[placed], groups)


def agreement(xy: Floats, groups: Sequence[str], k: int = 10) -> tuple[float, float]:
    """How often an item and one of its ``k`` nearest share a group, and how often by chance.

    Items without a group (empty text) are left out.

    >>> agreement(np.array([[0.0, 0], [0, 1], [9, 0], [9, 1]]), ["a", "a", "b", "b"], k=1)
    (1.0, 0.3333333333333333)
    """
    from scipy.spatial import cKDTree  # noqa: PLC0415  slow to import

    some = [place for place, group in enumerate(groups) if group]
    names, codes = np.unique([groups[place] for place in some], return_inverse=True)
    n = len(some)
    if n < 2 or len(names) < 2:
        return 1.0, 1.0
    near = cKDTree(xy[some]).query(xy[some], min(k, n - 1) + 1)[1]
    others = near != np.arange(n)[:, None]
    others[others.all(axis=1), -1] = False  # of many in one place it may not have found itself
    same = (codes[near] == codes[:, None])[others].mean()
    sizes = np.bincount(codes)
    return float(same), float((sizes * (sizes - 1)).sum() / (n * (n - 1)))


def _graph(model: Recommender, codes: Codes, n_items: int) -> sparse.csr_array[Any]:
    """(n, n) how alike the model finds the items, 1 for each one's most similar and for itself."""
    if isinstance(model, ItemWeightModel):
        found = sparse.csr_array(model.item_weights_[codes][:, codes])
    else:
        blocks = [codes[start : start + BLOCK] for start in range(0, len(codes), BLOCK)]
        found = sparse.csr_array(
            sparse.vstack([_similar(model, some, n_items)[:, codes] for some in blocks])
        )
    rows = np.repeat(np.arange(len(codes)), np.diff(found.indptr))
    kept = highest(found.data, found.indices, found.indptr, _NEAREST)
    best = np.zeros(len(codes))
    np.maximum.at(best, rows[kept], found.data[kept])
    cells = (found.data[kept] / best[rows[kept]], (rows[kept], found.indices[kept]))
    one_way = sparse.csr_array(cells, shape=found.shape)
    both = sparse.csr_array((one_way + one_way.T) / 2)
    alone = np.asarray(both.sum(axis=1)).ravel() == 0
    return sparse.csr_array(both + sparse.diags_array(1.0 - alone))


def _similar(model: Recommender, items: Codes, n_items: int) -> sparse.csr_array[Any]:
    """(n, n_items) similarities to the most similar of the whole catalogue."""
    found, values = model.similar_items(items, _NEAREST)
    rows = np.repeat(np.arange(len(items)), found.shape[1])
    cells = (values.ravel(), (rows, found.ravel()))
    return sparse.csr_array(cells, shape=(len(items), n_items))


def _unit_rows(points: Points) -> Points:
    if isinstance(points, np.ndarray):
        dense: Floats = points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-12)
        return dense
    lengths = np.sqrt(points.multiply(points).sum(axis=1))
    return sparse.csr_array(sparse.diags_array(1.0 / np.maximum(lengths, 1e-12)) @ points)


def _strongest(rows: Points) -> Floats:
    """(n, at least 2) where the items lie along their strongest common directions, centred."""
    sparse_rows = sparse.csr_array(rows)
    found: Floats = np.asarray(sparse_rows @ right_vectors(sparse_rows, _DIRECTIONS))
    found = found - found.mean(axis=0)
    _, _, turned = np.linalg.svd(found, full_matrices=False)
    found = found @ (turned * np.where(turned.sum(axis=1) < 0, -1.0, 1.0)[:, None]).T
    return np.pad(found, ((0, 0), (0, max(2 - found.shape[1], 0))))


def _layout(points: Floats, seed: int) -> Floats:
    """(n, 2) between -1 and 1."""
    n, spread = len(points), points[:, 0].std()
    xy = points[:, :2]
    if n >= _FEWEST and spread > 0:
        from sklearn.manifold import TSNE  # noqa: PLC0415  slow to import
        from threadpoolctl import threadpool_limits  # noqa: PLC0415

        start = (xy / spread * 1e-4).astype(np.float32)
        with threadpool_limits(limits=1):
            xy = TSNE(
                init=start,
                perplexity=min(_PERPLEXITY, (n - 1) / 3),
                max_iter=_ROUNDS,
                random_state=seed,
                n_jobs=1,
            ).fit_transform(points)
    out: Floats = xy.astype(float) / max(np.abs(xy).max(), 1e-12)
    return out
