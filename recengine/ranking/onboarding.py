"""Onboarding: questions to a newcomer, each a few well-known items to pick one from.

Everybody known is a guess at who the newcomer is. Somebody who likes n of the items that a
question shows picks one of them with 1/n each, or none where n is 0:

    gain(question) = H(mean over people of their picks) - mean over people of H(their picks)

is what the answer will tell, in bits, of who of them it is. Items are added to a question one by
one, each time the one that gains most, among the ``pool`` that most people like. After an answer
everybody counts by how well it fits them, and the next question is chosen for who is left:

    weight(u)  <-  weight(u) (P(answer | u) + slip)

The answers are a history like any other, so every model can use them at once.

Rashid, Albert, Cosley, Lam, McNee, Konstan and Riedl (2002). Getting to know you: learning new user
preferences in recommender systems. IUI '02; Golbandi, Koren and Lempel (2011). Adaptive
bootstrapping of recommender systems using decision trees. WSDM '11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from recengine.arrays import Array, Floats
from recengine.data.dataset import Dataset
from recengine.data.history import History

#: Most people who are taken for guesses; more say the same and take longer.
_GUESSES = 2_000
#: How often somebody picks what does not fit them.
_SLIP = 0.05


@dataclass(frozen=True)
class Answer:
    """What a question showed, as item codes, and which of them was picked; None for none."""

    shown: tuple[int, ...]
    picked: int | None


@dataclass(frozen=True, eq=False)
class Onboarding:
    """Questions from what people of a data set like.

    Parameters
    ----------
    dataset : who the newcomer may resemble.
    size : items that a question shows.
    pool : how many of the best-known items may be shown.

    >>> from recengine.data.samples import load_sample
    >>> first = Onboarding(load_sample("streaming")).question()
    >>> len(first), len(set(first))
    (6, 6)
    """

    dataset: Dataset
    size: int = 6
    pool: int = 200
    _codes: Array = field(init=False, repr=False)
    _likes: Array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        likes = self.dataset.histories.likes
        counts = np.bincount(likes.indices, minlength=self.dataset.n_items)
        known = np.argsort(-counts, kind="stable")[: self.pool]
        codes = np.sort(known[counts[known] > 0])
        active = np.flatnonzero(np.diff(likes.indptr))
        spaced = np.linspace(0, len(active) - 1, min(_GUESSES, len(active))).astype(int)
        object.__setattr__(self, "_codes", codes)
        object.__setattr__(self, "_likes", likes[active[spaced]][:, codes].toarray() > 0)

    def question(self, answers: Sequence[Answer] = ()) -> tuple[int, ...]:
        """Item codes to pick from, given the answers so far; fewer where no more are known."""
        weights = self._weights(answers)
        asked = {code for answer in answers for code in answer.shown}
        left = np.array([place for place, code in enumerate(self._codes) if code not in asked], int)
        chosen: list[int] = []
        liked = np.zeros(len(self._likes))
        while len(chosen) < self.size and len(left):
            gains = _gains(self._likes, weights, chosen, left, liked)
            best = int(left[np.argmax(gains)])
            chosen.append(best)
            liked += self._likes[:, best]
            left = left[left != best]
        return tuple(int(self._codes[place]) for place in chosen)

    def history(self, answers: Sequence[Answer]) -> History:
        """The answers as what somebody did."""
        picked = [answer.picked for answer in answers if answer.picked is not None]
        return History.of(picked, n_items=self.dataset.n_items, event="like")

    def _weights(self, answers: Sequence[Answer]) -> Floats:
        """(n_guesses,) how likely it is that the newcomer is like each, together 1."""
        weights = np.full(len(self._likes), 1.0 / max(len(self._likes), 1))
        for answer in answers:
            places = np.searchsorted(self._codes, answer.shown)
            shown = self._likes[:, places]
            number = shown.sum(axis=1)
            if answer.picked is None:
                fits = (number == 0).astype(float)
            else:
                fits = shown[:, answer.shown.index(answer.picked)] / np.maximum(number, 1)
            weights = weights * (fits + _SLIP)
            weights /= weights.sum()
        return weights


def _gains(
    likes: Array, weights: Floats, chosen: Sequence[int], left: Array, liked: Floats
) -> Floats:
    """(n_left,) bits that a question tells with one more item, for each that is left.

    Parameters
    ----------
    likes : (n_guesses, n_known) who likes what.
    chosen : columns that the question shows already.
    left : columns that may be added.
    liked : (n_guesses,) how many of ``chosen`` each likes.
    """
    also = likes[:, left]
    number = liked[:, None] + also
    each = np.divide(1.0, number, out=np.zeros_like(number), where=number > 0)
    picks = [weights @ (likes[:, [column]] * each) for column in chosen]
    picks += [weights @ (also * each), weights @ (number == 0)]
    own = weights @ np.log2(np.maximum(number, 1.0))
    gains: Floats = _entropy(np.array(picks)) - own
    return gains


def _entropy(shares: Floats) -> Floats:
    """Bits of each column."""
    logs = np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    out: Floats = -(shares * logs).sum(axis=0)
    return out
