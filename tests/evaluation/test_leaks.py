"""A model that peeks into the future leads at random, and is caught in time."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from recengine.errors import Cancelled, InvalidSetting
from recengine.evaluation import ModelContender
from recengine.evaluation.leaks import LeakCheck, leak_check
from recengine.evaluation.metrics import parse_metrics
from recengine.evaluation.significance.comparison import Comparison
from recengine.models import ItemKNN, Popularity
from tests.worlds import dataset

FAIRS, CAMPS = 16, 4


def fairs(seed: int = 0, n_people: int = 240):
    """Every week has a fair with eight items that are taken on that day and never again.

    Somebody comes to one fair and takes seven of its items. In the two weeks before and after they
    take what always lasts: two of four hits, which are everybody's, and six of eight classics of
    their camp.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(n_people):
        fair = rng.integers(FAIRS)
        on_the_day = [f"fair {fair:02d} {code}" for code in rng.permutation(8)[:7]]
        lasting = [f"hit {code}" for code in rng.permutation(4)[:2]]
        lasting += [f"classic {number % CAMPS} {code}" for code in rng.permutation(8)[:6]]
        days = 7 * rng.integers(fair, fair + 4, len(lasting)) + rng.integers(2, 6, len(lasting))
        rows += [(f"u{number:03d}", name, 7 * (fair + 2)) for name in on_the_day]
        rows += [(f"u{number:03d}", name, day) for name, day in zip(lasting, days, strict=True)]
    return dataset(rows, name="fairs")


@dataclass
class Peeking:
    """What others took within a day of a person's own events, before or after."""

    name: str = "peeking"
    label: str = "Peeking"
    learned: tuple = ()

    def fit(self, train, progress=None):
        self.times, self.items = train.histories.times, train.histories.items
        self.n_items = train.n_items

    def rank(self, histories, people, k):
        out = np.empty((len(histories), k), dtype=np.int64)
        for row in range(len(histories)):
            own = histories.people([row])
            gaps = np.abs(self.times[:, None] - own.times[None, :]) / 86_400
            near = (gaps <= 1).sum(axis=1)
            scores = np.bincount(self.items, near, self.n_items)
            scores[own.items] = -1
            out[row] = np.argsort(-scores, kind="stable")[:k]
        return out


def found(
    at_random: tuple[float, float], in_time: tuple[float, float], levels=(0.1, 0.1)
) -> LeakCheck:
    """What leads between these bounds amount to, where popularity itself has these figures."""

    def comparison(low: float, high: float) -> Comparison:
        verdict = "better" if low > 0 else "worse" if high < 0 else "not distinguishable"
        middle = (low + high) / 2
        return Comparison("ndcg@5", "own", "popularity", middle, low, high, 0.5, 0.5, verdict)

    metric = parse_metrics("ndcg@5")[0]
    return LeakCheck("Own", metric, comparison(*at_random), comparison(*in_time), *levels)


@pytest.mark.parametrize("seed", range(3))
def test_a_model_that_peeks_leads_at_random_and_is_caught_in_time(seed):
    check = leak_check(fairs(seed), Peeking, k=5, seed=seed)
    assert check.at_random.verdict == "better"
    assert check.in_time.verdict != "better"
    assert check.lead == "rests on the future"


@pytest.mark.parametrize("seed", range(3))
def test_an_honest_model_is_not_caught(seed):
    check = leak_check(fairs(seed), lambda: ModelContender(ItemKNN()), k=5, seed=seed)
    assert check.at_random.verdict == "better"
    assert check.lead == "holds"


@pytest.mark.parametrize(
    ("at_random", "in_time", "lead"),
    [
        ((0.1, 0.2), (-0.1, 0.05), "rests on the future"),
        ((0.1, 0.2), (-0.3, -0.2), "rests on the future"),
        ((0.1, 0.2), (0.01, 0.05), "holds"),
        ((0.1, 0.2), (-0.1, 0.15), "cannot be told"),
        ((-0.1, 0.2), (-0.3, -0.2), "is not clear at random"),
        ((-0.2, -0.1), (0.1, 0.2), "is not clear at random"),
    ],
)
def test_a_lead_is_what_its_bounds_say(at_random, in_time, lead):
    assert found(at_random, in_time).lead == lead


@pytest.mark.parametrize(
    ("levels", "lead"),
    [
        ((0.1, 0.02), "cannot be told"),  # half as much again would be 0.010 in time
        ((0.1, 0.1), "rests on the future"),
        ((0.1, 0.056), "rests on the future"),  # the least that was promised is 0.0224
        ((0.1, 0.054), "cannot be told"),
        ((0.1, 0.0), "cannot be told"),
        ((0.0, 0.1), "cannot be told"),
    ],
)
def test_where_everybody_finds_less_in_time_a_smaller_lead_accuses_nobody(levels, lead):
    assert found((0.040, 0.060), (-0.002, 0.022), levels).lead == lead


def test_the_levels_are_those_of_popularity():
    check = leak_check(fairs(), Peeking, k=5)
    at_random, in_time = check.popularity_at_random, check.popularity_in_time
    assert 0 < at_random < 1
    assert 0 < in_time < 1
    assert f"above the {at_random:.3f} of popularity" in check.sentence


def test_where_less_is_better_a_lead_is_gone_upwards():
    check = found((-0.2, -0.1), (0.0, 0.1))
    better = replace(check.at_random, verdict="better")
    fewer = replace(check.metric, metric=replace(check.metric.metric, higher_is_better=False))
    assert replace(check, metric=fewer, at_random=better).lead == "rests on the future"
    near = replace(check.in_time, low=-0.15)
    assert replace(check, metric=fewer, at_random=better, in_time=near).lead == "cannot be told"


def test_a_sentence_says_both_leads_and_what_follows():
    assert found((0.1, 0.2), (-0.1, 0.05)).sentence == (
        "Under a random split the NDCG@5 of Own is 0.150 (95 % interval 0.100 to 0.200) above the "
        "0.100 of popularity; in time, with nothing of the future to learn from, it is 0.025 (95 % "
        "interval -0.100 to 0.050) below the 0.100 of popularity. The lead rests on the future."
    )
    assert found((0.1, 0.2), (0.01, 0.05)).sentence.endswith("The lead holds.")
    assert "cannot be told from this" in found((0.1, 0.2), (-0.1, 0.15)).sentence
    none = found((-0.1, 0.2), (0.1, 0.2)).sentence
    assert none.endswith(
        "(95 % interval -0.100 to 0.200) above the 0.100 of popularity, which is no clear lead."
    )


def test_the_same_seed_gives_the_same_check():
    one, other = (leak_check(fairs(), lambda: ModelContender(ItemKNN())) for _ in range(2))
    assert one == other


def test_the_metric_is_the_one_that_was_asked_for():
    check = leak_check(fairs(), Peeking, metric="recall", k=3)
    assert check.at_random.metric == check.in_time.metric == check.metric.key == "recall@3"


def test_a_count_of_lists_has_no_lead():
    with pytest.raises(InvalidSetting, match="Coverage@10 is a count of all lists"):
        leak_check(fairs(), Peeking, metric="coverage")


def test_times_are_needed():
    with pytest.raises(InvalidSetting, match="has no times to cut by"):
        leak_check(dataset([("a", "x"), ("a", "y")]), Peeking)


def test_popularity_has_no_lead_over_itself():
    with pytest.raises(InvalidSetting, match="'popularity' takes part twice"):
        leak_check(fairs(), lambda: ModelContender(Popularity()))


def test_progress_rises_to_one_and_can_stop_it():
    seen = []
    leak_check(fairs(n_people=60), Peeking, progress=lambda share, words: seen.append(share))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def stop(share, words):
        raise Cancelled

    with pytest.raises(Cancelled):
        leak_check(fairs(n_people=60), Peeking, progress=stop)
