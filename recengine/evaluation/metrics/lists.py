"""Lists: everything a metric may look at, the ranked lists of some people and the facts on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from scipy import sparse

from recengine.arrays import Array, Floats
from recengine.evaluation.made import Made
from recengine.evaluation.metrics.catalogue import Catalogue
from recengine.evaluation.metrics.facts import Facts
from recengine.evaluation.metrics.lookup import at_places


@dataclass(frozen=True, eq=False)
class Block:
    """Some people's whole lists, and what was found in them, which all metrics share.

    Parameters
    ----------
    made : what a contender made for all people.
    facts : of all people.
    rows : which of them.
    """

    made: Made
    facts: Facts
    rows: slice

    @property
    def codes(self) -> Array:
        """(n_people, k) item codes, best first, -1 where a list has ended."""
        return self.made.codes[self.rows]

    @cached_property
    def gains(self) -> Floats:
        """(n_people, k) how much the item at that place pleased, 0 where it is not one to find."""
        return at_places(self.codes, self.facts.relevant[self.rows])

    @cached_property
    def hits(self) -> Floats:
        """(n_people, k) 1 where the item at that place is one to find, else 0."""
        found: Floats = (self.gains > 0).astype(float)
        return found


@dataclass(frozen=True, eq=False)
class Lists:
    """Ranked lists of some people, cut after ``k`` places."""

    block: Block
    k: int

    @classmethod
    def of(cls, made: Made, facts: Facts, rows: slice = slice(None)) -> Lists:
        """Whole lists of all people, or of some."""
        start, stop, _ = rows.indices(len(made.codes))
        return cls(Block(made, facts, slice(start, stop)), made.codes.shape[1])

    def top(self, k: int) -> Lists:
        """The same lists, cut after ``k`` places."""
        return replace(self, k=min(k, self.k))

    @property
    def codes(self) -> Array:
        """(n_people, k) item codes, best first, -1 where a list has ended."""
        return self.block.codes[:, : self.k]

    @property
    def gains(self) -> Floats:
        """(n_people, k) how much the item at that place pleased, 0 where it is not one to find."""
        return self.block.gains[:, : self.k]

    @property
    def hits(self) -> Floats:
        """(n_people, k) 1 where the item at that place is one to find, else 0."""
        return self.block.hits[:, : self.k]

    @property
    def n_relevant(self) -> Array:
        """(n_people,) how many items there are to find."""
        return self.facts.n_relevant[self.block.rows]

    @property
    def catalogue(self) -> Catalogue:
        """What the training data know of the items."""
        return self.facts.catalogue

    @property
    def facts(self) -> Facts:
        """What was held back and what was known, of all people."""
        return self.block.facts

    @property
    def made(self) -> Made:
        """What the contender made, for all people."""
        return self.block.made

    @property
    def ahead(self) -> tuple[Floats, Array]:
        """What stands ahead of each choice of these people, and (n_people,) of how many others."""
        ahead, others = self.made.ahead, self.made.others
        if ahead is None or others is None:
            raise ValueError("no scores were asked for, which this metric needs")
        rows, starts = self.block.rows, self.facts.relevant.indptr
        return ahead[starts[rows.start] : starts[rows.stop]], others[rows]

    def own(self, matrix: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
        """The rows of these people, of a matrix with a row for everybody."""
        return matrix[self.block.rows]
