"""Newcomers: how soon their lists beat what most people like, measured.

A share of the people is held out, and everything learns from the others alone. Each of them is
asked the questions of ``ranking/onboarding.py`` and picks an item that they really liked, or none;
what else they liked has to be found. Before the first answer and after each, the same people get a
list, and it is judged by the same items, with the same picks left out:

    gain(n) = NDCG@k after n answers - NDCG@k of popularity, person by person

Who has picked nothing yet gets what people of their group like (``models/popularity.py``), as the
screen of new visitors shows it. Popularity itself is that of everybody, which no answer changes. An
item that somebody will pick later is taken from every list, so that no list is punished for it. Who
picks nothing is judged as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from recengine.arrays import Array, Mask
from recengine.data.dataset import Dataset
from recengine.data.history import History
from recengine.data.splits import Split
from recengine.errors import Problem, Unsupported
from recengine.evaluation.comparison import Comparison, compare
from recengine.evaluation.contenders import Contender, ModelContender
from recengine.evaluation.made import Made
from recengine.evaluation.measuring import estimates, measure
from recengine.evaluation.metrics import Facts, parse_metrics
from recengine.evaluation.protocol import rank
from recengine.evaluation.uncertainty import Estimate
from recengine.models import Popularity
from recengine.models.threads import all_cores
from recengine.progress import Progress, part_of, quiet
from recengine.ranking.onboarding import Answer, Onboarding

#: Fewer newcomers say nothing: an interval over them would be as wide as the scale.
FEWEST = 20
K = 10
_POPULARITY = "popularity"


@dataclass(frozen=True, eq=False)
class Newcomers:
    """People held out, and what they answered.

    Parameters
    ----------
    train : the same people and catalogue, with what the others did.
    everything : (n_users rows) what everybody did.
    people : (n,) codes of those who were asked: they like something.
    picks : (n, questions) item codes, -1 for none of these.
    """

    train: Dataset
    everything: History
    people: Array
    picks: Array

    def known(self, answers: int) -> History:
        """(n_users rows) what newcomers have told by so many answers, with their real events."""
        return self.everything.where(self._of_newcomers & self._picked(answers))

    @cached_property
    def to_find(self) -> History:
        """(n_users rows) what else newcomers did."""
        picked = self._picked(self.picks.shape[1])
        return self.everything.where(self._of_newcomers & ~picked)

    @cached_property
    def judged(self) -> Mask:
        """(n,) who liked anything beyond what they picked."""
        mask: Mask = np.diff(self.to_find.likes.indptr)[self.people] > 0
        return mask

    def split(self, answers: int, who: Mask | None = None) -> Split:
        """Newcomers after so many answers; ``who`` (n,) are judged, else all who can be."""
        people = self.people[self.judged if who is None else who]
        known = self.known(answers)
        return Split("newcomers", "Newcomers.", self.train, self.to_find, people, known=known)

    @cached_property
    def _of_newcomers(self) -> Mask:
        return np.isin(self.everything.rows, self.people)

    def _picked(self, answers: int) -> Mask:
        """(n_events,) whether an event is on an item that its person has picked by then."""
        n_items = self.everything.n_items
        first = self.picks[:, :answers]
        keys = (self.people[:, None] * n_items + first)[first >= 0]
        own: Mask = np.isin(self.everything.rows * n_items + self.everything.items, keys)
        return own


@dataclass(frozen=True)
class Step:
    """Lists after so many answers.

    Parameters
    ----------
    answers : how many questions were answered, none of these included.
    ndcg : of the lists.
    against : the lists against popularity, for the same people.
    told : share of the people who have picked anything by then.
    """

    answers: int
    ndcg: Estimate
    against: Comparison
    told: float


@dataclass(frozen=True)
class Learning:
    """How soon newcomers' lists beat popularity.

    Parameters
    ----------
    approach : what made the lists.
    people : newcomers who were judged.
    popularity : NDCG of what most people like, for the same people.
    steps : before the first answer, and after each.
    """

    approach: str
    people: int
    popularity: Estimate
    steps: tuple[Step, ...]

    @property
    def beats_from(self) -> int | None:
        """Answers from which on lists are better than popularity by more than chance; or never."""
        worse = [step.answers for step in self.steps if step.against.verdict != "better"]
        first = max(worse, default=-1) + 1
        return first if first < len(self.steps) else None

    def to_frame(self) -> pd.DataFrame:
        """One row a step, for a table or a file."""
        return pd.DataFrame(
            {
                "answers": step.answers,
                "ndcg": step.ndcg.mean,
                "low": step.ndcg.low,
                "high": step.ndcg.high,
                "popularity": self.popularity.mean,
                "difference": step.against.difference,
                "difference_low": step.against.low,
                "difference_high": step.against.high,
                "verdict": step.against.verdict,
                "picked_anything": step.told,
                "people": self.people,
            }
            for step in self.steps
        )


def hold_out(
    dataset: Dataset,
    *,
    questions: int,
    size: int = 6,
    share: float = 0.2,
    seed: int = 0,
    progress: Progress = quiet,
) -> Newcomers:
    """Hold a share of the people out, and ask those of them who like something.

    >>> from recengine.data.samples import load_sample
    >>> found = hold_out(load_sample("shop"), questions=1)
    >>> found.picks.shape == (len(found.people), 1)
    True
    """
    held = np.zeros(dataset.n_users, dtype=bool)
    shuffled = np.random.default_rng(seed).permutation(dataset.n_users)
    held[shuffled[: int(share * dataset.n_users)]] = True
    train = dataset.keep(~held[dataset.histories.rows])
    likes = dataset.histories.likes
    people = np.flatnonzero(held & (np.diff(likes.indptr) > 0))
    liked = [set(likes.indices[likes.indptr[p] : likes.indptr[p + 1]].tolist()) for p in people]
    with all_cores():  # products too small to be shared out: threads would only wait for each other
        picks = _ask(Onboarding(train, size=size), liked, questions, seed, progress)
    return Newcomers(train, dataset.histories, people, picks)


def learning(
    dataset: Dataset,
    contender: Contender,
    *,
    questions: int = 4,
    size: int = 6,
    seed: int = 0,
    progress: Progress = quiet,
) -> Learning:
    """Measure how soon the lists of ``contender``, not yet fitted, beat popularity."""
    newcomers = hold_out(
        dataset, questions=questions, size=size, seed=seed, progress=part_of(progress, 0.0, 0.2)
    )
    judged = newcomers.judged
    if judged.sum() < FEWEST:
        raise Unsupported(
            Problem(
                "too_few_newcomers",
                f"{dataset.name} has too few people to measure newcomers: of those held out, "
                f"{judged.sum()} liked enough to be asked and judged, and {FEWEST} are needed.",
                "Bring data of more people, about ten times as many.",
            )
        )
    popularity = ModelContender(Popularity())
    popularity.fit(newcomers.train)
    contender.fit(newcomers.train, part_of(progress, 0.2, 0.7))
    codes = {_POPULARITY: _lists(popularity, newcomers, 0, grouped=False)}
    for answers in range(questions + 1):
        progress(0.7 + 0.25 * answers / (questions + 1), f"Lists after {answers} answers")
        codes[str(answers)] = _followed(contender, popularity, newcomers, answers)
    return _judge(contender.label, newcomers, codes, seed)


def _ask(
    onboarding: Onboarding,
    liked: Sequence[set[int]],
    questions: int,
    seed: int,
    progress: Progress,
) -> Array:
    """(n, questions) what people who like so much pick; whoever answered alike is asked alike."""
    rng = np.random.default_rng([seed, 1])
    known: dict[tuple[Answer, ...], tuple[int, ...]] = {}
    picks = np.full((len(liked), questions), -1)
    for person, own in enumerate(liked):
        progress(person / len(liked), "Asking newcomers")
        given: tuple[Answer, ...] = ()
        for place in range(questions):
            if given not in known:
                known[given] = onboarding.question(given)
            able = [code for code in known[given] if code in own]
            pick = int(rng.choice(able)) if able else None
            given = (*given, Answer(known[given], pick))
            picks[person, place] = -1 if pick is None else pick
    return picks


def _followed(
    contender: Contender, popularity: Contender, newcomers: Newcomers, answers: int
) -> Array:
    """(n_judged, K) lists of who has picked something; what their group likes for the others."""
    picked: Mask = np.any(newcomers.picks[newcomers.judged, :answers] >= 0, axis=1)
    own = _lists(contender, newcomers, answers)
    lists: Array = np.where(np.expand_dims(picked, 1), own, _lists(popularity, newcomers, answers))
    return lists


def _lists(
    contender: Contender, newcomers: Newcomers, answers: int, *, grouped: bool = True
) -> Array:
    """(n_judged, K) lists by what is known after so many answers, without any of the picks."""
    split = newcomers.split(answers)
    histories = newcomers.known(answers).people(split.people)
    if not grouped:
        histories = replace(histories, traits=None)
    ids = tuple(newcomers.train.users["user_id"].iloc[split.people].astype(str))
    picks = newcomers.picks[newcomers.judged]
    codes = rank(contender, histories, ids, min(K + picks.shape[1], histories.n_items)).codes
    return without(codes, picks, K)


def without(codes: Array, left_out: Array, k: int) -> Array:
    """(n, k) lists without some items of each person, what follows moved up; -1 at the end.

    >>> without(np.array([[5, 7, 9], [5, 7, 9]]), np.array([[7], [-1]]), 2)
    array([[5, 9],
           [5, 7]])
    """
    gone = (codes[:, :, None] == left_out[:, None, :]).any(axis=2)
    order = np.argsort(gone | (codes < 0), axis=1, kind="stable")
    moved: Array = np.take_along_axis(np.where(gone, -1, codes), order, axis=1)[:, :k]
    return moved


def _judge(label: str, newcomers: Newcomers, codes: dict[str, Array], seed: int) -> Learning:
    (wanted,) = parse_metrics(f"ndcg@{K}", K)
    made = {name: Made(lists) for name, lists in codes.items()}
    values = measure(made, Facts(newcomers.split(0)), [wanted])
    found = {name: each[wanted.key] for name, each in estimates(values, seed).items()}
    table = np.stack([values[name][wanted.key] for name in codes], axis=1)
    against = compare(table, list(codes), _POPULARITY, wanted.key, seed=seed)
    picked = newcomers.picks[newcomers.judged] >= 0
    steps = tuple(
        Step(n, found[str(n)], each, float(picked[:, :n].any(axis=1).mean()))
        for n, each in enumerate(against)
    )
    return Learning(label, len(table), found[_POPULARITY], steps)


def finding(measured: Learning) -> str:
    """What came out, in a sentence that says so where nothing did."""
    last, first = measured.steps[-1], measured.beats_from
    if first is None:
        worse = last.against.verdict == "worse"
        words = "are worse than" if worse else "do not measurably beat"
        said = f"Even after {_answers(last.answers)} lists {words} popularity on this data: "
        return said + _figures(measured, last) + "."
    opening = f"After {_answers(first)}"
    if first == 0:
        opening = "Even before an answer, by the group alone,"
    said = f"{opening} lists beat popularity: {_figures(measured, measured.steps[first])}"
    if first == last.answers:
        return f"{said}."
    return f"{said}. {_answers(last.answers).capitalize()} make it {last.ndcg.mean:.3f}."


def _answers(number: int) -> str:
    return "1 answer" if number == 1 else f"{number} answers"


def _figures(measured: Learning, step: Step) -> str:
    """Both figures, and how far apart they are."""
    return (
        f"NDCG@{K} {step.ndcg.mean:.3f} against {measured.popularity.mean:.3f}, "
        f"{step.against.low:+.3f} to {step.against.high:+.3f} with 95 % confidence"
    )
