"""The contract of a recommender, and the two families most models belong to.

    fit(dataset) -> self
    score(histories) -> (n_people, n_items) floats; higher is better; comparable within a person
    similar_items(items, k) -> codes and similarities
    explain(history, items) -> contributions of each past item, which add up to the score

History in, scores out: a person the model has never seen is no special case. A model never
filters, samples or formats; the engine does.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeAlias

import numpy as np
from scipy import sparse

from recengine.arrays import Array, Codes, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.errors import Problem, Unsupported
from recengine.models.parameters import check_parameters
from recengine.progress import Progress, quiet

#: People whose dense scores are held at once.
BLOCK = 256
#: Terms a person, beyond which rows are added up one by one.
_MANY_TERMS = 30_000
#: Columns of dense weights that are added up at once.
_STRIP = 4_096

Points: TypeAlias = Floats | sparse.csr_array[Any]

#: What approaches are sorted by.
KINDS = (
    "popularity",
    "content",
    "neighbours",
    "linear",
    "factors",
    "sequence",
    "neural",
    "hybrid",
)


@dataclass(frozen=True)
class Capabilities:
    """What a model can do, so that nobody has to ask by trying.

    Parameters
    ----------
    personal : scores depend on the history.
    similar_items : it knows which items are alike.
    new_items : it can score an item that nobody has touched.
    needs_attributes : it learns from the columns of the item file.
    dislikes : what somebody disliked lowers what resembles it.
    sequential : the order of a history changes its scores.
    times : it learns from when things happened, beyond their order.
    ratings : it learns from ratings, and its scores are the stars it expects.
    exact : its scores are the same to the last digit however many people are scored at once.
    patient : its fit takes minutes where others take seconds, so it has to be asked for.
    any_threads : one seed gives the same lists however many threads learn; all models give the
        same on every run with as many.
    """

    personal: bool = True
    similar_items: bool = True
    new_items: bool = False
    needs_attributes: bool = False
    dislikes: bool = True
    sequential: bool = False
    times: bool = False
    ratings: bool = False
    exact: bool = True
    patient: bool = False
    any_threads: bool = True

    @property
    def everyday(self) -> bool:
        """Whether it fits any interactions in seconds, and so need not be asked for."""
        return not (self.patient or self.ratings)


@dataclass(frozen=True, eq=False)
class Contributions:
    """How a score came about: what each past item added, and what was there without any.

    Parameters
    ----------
    items : (n_past,) codes of the items in the history.
    values : (n_past, n_targets) what each of them adds to each target's score.
    base : (n_targets,) what the model says of the target to anybody.
    """

    items: Codes
    values: Floats
    base: Floats

    @property
    def total(self) -> Floats:
        """(n_targets,) the scores that the contributions add up to."""
        out: Floats = self.values.sum(axis=0) + self.base
        return out


class Recommender(ABC):
    """Every approach, from a count to a network.

    ``label`` is what pages call it, ``kind`` one of ``KINDS``, ``help`` what it does and ``use``
    when to take it, both a sentence.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    kind: ClassVar[str]
    help: ClassVar[str]
    use: ClassVar[str]
    capabilities: ClassVar[Capabilities] = Capabilities()

    def __post_init__(self) -> None:
        check_parameters(self)

    @abstractmethod
    def fit(self, dataset: Dataset, progress: Progress = quiet) -> Self:
        """Learn from ``dataset``, which is not changed."""

    @abstractmethod
    def score(self, histories: History) -> Floats:
        """(n_people, n_items) scores; everything finite, seen items included."""

    @property
    def learned(self) -> tuple[str, ...]:
        """Sentences on what a fit chose by itself, such as the weights of a blend."""
        return ()

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:  # noqa: ARG002  contract
        """(n, k) codes of the most similar items, best first, never itself; their similarities."""
        raise Unsupported(
            Problem(
                "no_similar_items",
                f"{self.label} does not know which items are alike.",
                "Ask a model that learns from behaviour or from attributes, such as item_knn.",
            )
        )

    def item_points(self) -> Points | None:
        """(n_items, d) by whose cosines the model knows similar items; None where it has none."""
        return None

    @abstractmethod
    def explain(self, history: History, items: Codes) -> Contributions:
        """What each item of one person's history adds to the scores of ``items``."""


class ItemWeightModel(Recommender):
    """Models whose score is the history times an item-by-item matrix: ``scores = X B``.

    A history is its weights per item, unless a model says otherwise in ``_sources``. ``fit`` sets
    ``item_weights_`` (n_items, n_items), dense or sparse; ``B[i, j]`` is how much having item i
    argues for item j. Contributions are the terms of that sum, exactly.
    """

    item_weights_: Floats | sparse.csr_array[Any]

    def score(self, histories: History) -> Floats:
        """Sum the rows of the past items, each times its weight."""
        return sums_of_rows(self._sources(histories), self.item_weights_)

    def similar_items(self, items: Codes, k: int) -> tuple[Array, Floats]:
        """The items that having one of ``items`` argues for most."""
        return best_others(self._rows(np.asarray(items)), items, k)

    def explain(self, history: History, items: Codes) -> Contributions:
        """The terms of the sum."""
        own = self._sources(history)
        values = own.data[:, None] * cells(self.item_weights_, own.indices, items)
        return Contributions(own.indices, values, np.zeros(len(items)))

    def _sources(self, histories: History) -> sparse.csr_array[Any]:
        """(n_people, n_items) what a history is multiplied by."""
        return histories.matrix

    def _rows(self, items: Array) -> Floats:
        return _dense(self.item_weights_[items])


def sums_of_rows(sources: sparse.csr_array[Any], weights: Floats | sparse.csr_array[Any]) -> Floats:
    """(n_people, n_items) ``sources @ weights``, dense; the same digits either way it is done.

    A sparse product sorts out which cells it fills. For one person, or where each has some ten
    thousand terms to add, it is quicker to add whole rows into a dense one.

    >>> sums_of_rows(sparse.csr_array([[2.0, 1.0]]), sparse.csr_array([[1.0, 0.0], [1.0, 3.0]]))
    array([[3., 3.]])
    """
    n_people, n_items = sources.shape[0], weights.shape[1]
    if n_people > 1 and not isinstance(weights, np.ndarray):
        terms = np.diff(weights.indptr)[sources.indices].sum()
        if terms <= n_people * _MANY_TERMS:
            met = np.unique(sources.indices)
            product: Floats = (sources[:, met] @ weights[met]).toarray()
            return product
    out = np.zeros((n_people, n_items))
    for row, (start, stop) in enumerate(itertools.pairwise(sources.indptr)):
        amounts, items = sources.data[start:stop], sources.indices[start:stop]
        if isinstance(weights, np.ndarray):
            _sum_dense(out[row], amounts, items, weights)
        else:
            out[row] = weights[items].T @ amounts
    return out


def _sum_dense(out: Floats, amounts: Floats, items: Array, weights: Floats) -> None:
    """Set ``out`` to a sum of some rows, in strips that stay close to the processor."""
    for start in range(0, len(out), _STRIP):
        strip = slice(start, start + _STRIP)
        np.einsum("i,ij->j", amounts, weights[items, strip], out=out[strip])


def cells(matrix: Floats | sparse.csr_array[Any], rows: Array, columns: Array) -> Floats:
    """(n_rows, n_columns) some cells of a matrix, dense.

    >>> cells(sparse.csr_array([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]]), np.array([1, 0]), [2, 1, 2])
    array([[0., 3., 0.],
           [2., 0., 2.]])
    """
    if isinstance(matrix, np.ndarray):
        return np.asarray(matrix[np.ix_(rows, columns)], dtype=float)
    wanted = np.zeros(matrix.shape[1], dtype=bool)
    wanted[columns] = True
    places = np.zeros(matrix.shape[1], dtype=np.intp)
    places[columns] = np.arange(len(columns))
    held = matrix[rows]
    asked = np.flatnonzero(wanted.take(held.indices))
    row = np.searchsorted(held.indptr, asked, side="right") - 1
    out = np.zeros((len(rows), len(columns)))
    out[row, places[held.indices[asked]]] = held.data[asked]
    return out[:, places[columns]]


def _dense(weights: Any) -> Floats:
    return np.asarray(weights.toarray() if sparse.issparse(weights) else weights, dtype=float)


def best(scores: Floats, k: int) -> tuple[Array, Floats]:
    """The ``k`` highest of each row, highest first, ties by lower code.

    >>> best(np.array([[0.1, 0.3, 0.3]]), 2)
    (array([[1, 2]]), array([[0.3, 0.3]]))
    """
    n = scores.shape[1]
    k = min(k, n)
    if 0 < k < n // 4:
        edge = np.partition(scores, n - k, axis=1)[:, n - k]
        order = np.stack([_best_of(row, low, k) for row, low in zip(scores, edge, strict=True)])
    else:
        order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    return order, np.take_along_axis(scores, order, axis=1)


def best_others(similarities: Floats, items: Codes, k: int) -> tuple[Array, Floats]:
    """The ``k`` items most like each of ``items``, itself left out; changes ``similarities``.

    >>> best_others(np.array([[1.0, 0.2, 0.7]]), np.array([0]), 9)
    (array([[2, 1]]), array([[0.7, 0.2]]))
    """
    similarities[np.arange(len(items)), items] = -np.inf
    return best(similarities, min(k, similarities.shape[1] - 1))


def _best_of(row: Floats, edge: float, k: int) -> Array:
    """Positions of the ``k`` highest, given the lowest value among them."""
    near = np.flatnonzero(row >= edge)
    out: Array = near[np.argsort(-row[near], kind="stable")[:k]]
    return out
