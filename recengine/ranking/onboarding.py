"""Onboarding: questions to a newcomer, each a few well-known items to pick one from.

Everybody known is a guess at who the newcomer is. Somebody who likes n of the items that a
question shows picks one of them with 1/n each, or none where n is 0:

    gain(question) = H(mean over people of their picks) - mean over people of H(their picks)

is what the answer will tell, in bits, of who of them it is. Items are added to a question one by
one, each time the one that gains most, among the ``pool`` that most people like. After an answer
everybody counts by how well it fits them, and the next question is chosen for who is left:

    weight(u)  <-  weight(u) (P(answer | u) + slip)

What an answer told is how far the weights moved (Kullback and Leibler, in bits); how sure we are by
now is the number of people whom equal weights would leave as uncertain, 2 to the entropy.

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


@dataclass(frozen=True)
class Question:
    """Item codes to pick from, and how many bits the answer will tell on average."""

    shown: tuple[int, ...]
    bits: float


@dataclass(frozen=True)
class Told:
    """What an answer has told.

    Parameters
    ----------
    bits : by how much it changed the idea of who the newcomer is.
    alike : how many people the newcomer may still be like, counted as if all were equally likely.
    """

    bits: float
    alike: float


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
    _likes: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        likes = self.dataset.histories.likes
        counts = np.bincount(likes.indices, minlength=self.dataset.n_items)
        known = np.argsort(-counts, kind="stable")[: self.pool]
        codes = np.sort(known[counts[known] > 0])
        active = np.flatnonzero(np.diff(likes.indptr))
        spaced = np.linspace(0, len(active) - 1, min(_GUESSES, len(active))).astype(int)
        object.__setattr__(self, "_codes", codes)
        liked = likes[active[spaced]][:, codes].toarray() > 0
        object.__setattr__(self, "_likes", liked.astype(float))

    @property
    def n_guesses(self) -> int:
        """How many people a newcomer is compared with."""
        return len(self._likes)

    def question(self, answers: Sequence[Answer] = ()) -> tuple[int, ...]:
        """Item codes to pick from, given the answers so far; fewer where no more are known."""
        return self.ask(answers).shown

    def ask(self, answers: Sequence[Answer] = ()) -> Question:
        """The next question, and how much it will tell on average."""
        weights = self._weights(answers)
        asked = {code for answer in answers for code in answer.shown}
        left = np.array([place for place, code in enumerate(self._codes) if code not in asked], int)
        chosen: list[int] = []
        bits, liked = 0.0, np.zeros(len(self._likes))
        while len(chosen) < self.size and len(left):
            gains = _gains(self._likes, weights, chosen, liked)[left]
            best = int(left[np.argmax(gains)])
            bits = float(gains.max())
            chosen.append(best)
            liked += self._likes[:, best]
            left = left[left != best]
        return Question(tuple(int(self._codes[place]) for place in chosen), max(bits, 0.0))

    def told(self, answers: Sequence[Answer]) -> tuple[Told, ...]:
        """What each of the answers has told, one after the other."""
        out = []
        before = self._weights(())
        for place in range(len(answers)):
            after = self._weights(answers[: place + 1])
            out.append(Told(_divergence(after, before), _perplexity(after)))
            before = after
        return tuple(out)

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


def _gains(likes: Floats, weights: Floats, chosen: Sequence[int], liked: Floats) -> Floats:
    """(n_known,) bits that a question tells with one more item, for each that may be added.

    Somebody who likes n of the items picks with 1/n, or 1/(n + 1) if they like the added one too;
    so every sum over people is linear in who likes the added one, and all are one product.

    Parameters
    ----------
    likes : (n_guesses, n_known) 1 where somebody likes an item, else 0.
    chosen : columns that the question shows already, of which the gains mean nothing.
    liked : (n_guesses,) how many of ``chosen`` each likes.
    """
    none, at_least_one = (liked == 0).astype(float), np.maximum(liked, 1.0)
    now, then = (1.0 - none) / at_least_one, 1.0 / (liked + 1.0)
    theirs = [weights * likes[:, column] for column in chosen]
    rows = [each * (then - now) for each in theirs]
    rows += [weights * then, -weights * none, weights * np.log2((liked + 1.0) / at_least_one)]
    sums: Floats = np.array(rows) @ likes
    starts = [each @ now for each in theirs] + [
        0.0,
        weights @ none,
        weights @ np.log2(at_least_one),
    ]
    sums += np.array(starts)[:, None]
    gains: Floats = _entropy(sums[:-1]) - sums[-1]
    return gains


def _divergence(after: Floats, before: Floats) -> float:
    """Bits by which one distribution has moved away from another (Kullback and Leibler)."""
    known = after > 0
    bits = float(after[known] @ np.log2(after[known] / before[known]))
    return max(bits, 0.0)


def _perplexity(weights: Floats) -> float:
    """How many equally likely people would be as uncertain as these."""
    return float(2.0 ** _entropy(weights[:, None])[0])


def _entropy(shares: Floats) -> Floats:
    """Bits of each column."""
    logs = np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    out: Floats = -(shares * logs).sum(axis=0)
    return out
