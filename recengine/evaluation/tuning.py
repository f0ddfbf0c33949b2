"""Tuning: parameters of a model that suit this data, within a budget of time.

The last liked item of each person is the test and is put away; the one before it is what trials are
judged by. Parameters are looked for around their defaults by a tree of Parzen estimators, which
tries more where it went well. At the end both the defaults and what was found are fitted on all but
the test, and the test is looked at, once.

Bergstra, Bardenet, Bengio and Kegl (2011). Algorithms for hyper-parameter optimization. NIPS '11;
as in Optuna: Akiba, Sano, Yanase, Ohta and Koyama (2019). KDD '19.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import Any

from recengine.data.dataset import Dataset
from recengine.data.splits import Split, leave_last_out
from recengine.errors import InvalidSetting, Problem, Unsupported
from recengine.evaluation.contenders import ModelContender
from recengine.evaluation.evaluate import evaluate
from recengine.evaluation.metrics import parse_metrics
from recengine.evaluation.report import Report
from recengine.models import create
from recengine.progress import Progress, part_of, quiet

#: How many times larger or smaller than its default a parameter may become.
REACH = {
    "alpha": 20.0,
    "epochs": 3.0,
    "half_life_days": 10.0,
    "heat": 3.0,
    "ideal": 4.0,
    "l1": 20.0,
    "l2": 20.0,
    "learning_rate": 5.0,
    "memory": 4.0,
    "neighbours": 5.0,
    "reach": 4.0,
    "recency": 4.0,
    "shrink": 20.0,
}
#: Factors are halved and doubled, so that they stay divisible.
_FACTORS = (0.25, 0.5, 1, 2, 4)
#: Share of the budget that is left for the test.
_FOR_THE_TEST = 0.2


@dataclass(frozen=True)
class Trial:
    """Parameters that were tried, how good they are, and what that took."""

    parameters: dict[str, float]
    value: float
    seconds: float


@dataclass(frozen=True, eq=False)
class Tuned:
    """What tuning found.

    Parameters
    ----------
    model : name in the registry.
    metric : such as ``ndcg@10``, by which trials were judged.
    parameters : the best ones.
    trials : all that were tried, the defaults first.
    report : defaults and best on the test; None where the best are the defaults.
    """

    model: str
    metric: str
    parameters: dict[str, float]
    trials: tuple[Trial, ...]
    report: Report | None

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "model": self.model,
            "metric": self.metric,
            "parameters": self.parameters,
            "validation": {
                "default": self.trials[0].value,
                "best": max(trial.value for trial in self.trials),
            },
            "trials": [asdict(trial) for trial in self.trials],
            "test": self.report.to_dict() if self.report else None,
        }


def tunable(name: str) -> tuple[str, ...]:
    """Parameters of a model that can be tuned; what is off by default stays off.

    >>> tunable("item_knn"), tunable("popularity")
    (('neighbours', 'shrink'), ())
    """
    own = vars(create(name))  # of a model that is not fitted: its parameters, and nothing else
    return tuple(
        each for each, usual in own.items() if usual and (each in REACH or each == "factors")
    )


def tune(
    dataset: Dataset,
    name: str,
    *,
    seconds: float = 60.0,
    trials: int = 100,
    metric: str = "ndcg@10",
    seed: int = 0,
    progress: Progress = quiet,
) -> Tuned:
    """Look for better parameters of a model until the time or the number of trials is used up.

    Parameters
    ----------
    seconds : budget; the trial that it ends in is dropped, unless it is the first.
    trials : most parameters to try; with time enough, the same seed finds the same ones.
    metric : one, higher is better.
    progress : told at every step of every fit; may raise Cancelled.
    """
    _check_metric(metric)
    _check_tunable(name)
    import optuna  # noqa: PLC0415  slow to import

    optuna.logging.set_verbosity(optuna.logging.CRITICAL)  # what stops a trial is told by us
    test = leave_last_out(dataset)
    inner = leave_last_out(test.train)
    budget = seconds * (1 - _FOR_THE_TEST)
    begun = time.perf_counter()
    tried: list[Trial] = []

    def watch(_share: float, words: str) -> None:
        spent = time.perf_counter() - begun
        if tried and spent > budget:
            raise optuna.TrialPruned
        share = max(spent / budget, len(tried) / trials)
        progress(min(0.8 * share, 0.8), f"Trial {len(tried) + 1}: {words}")

    def judge(trial: optuna.Trial) -> float:
        parameters = _suggested(trial, name)
        started = time.perf_counter()
        try:
            value = _value(name, parameters, inner, metric, watch)
        except Unsupported:  # too large for the memory, say
            if not tried:
                raise
            raise optuna.TrialPruned from None
        tried.append(Trial(parameters, value, time.perf_counter() - started))
        return value

    study = optuna.create_study(
        direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed, n_startup_trials=8)
    )
    study.enqueue_trial(_defaults(name))
    study.optimize(judge, n_trials=1)
    left = max(budget - (time.perf_counter() - begun), 0.0)
    study.optimize(judge, n_trials=trials - 1, timeout=left)
    best = max(tried, key=lambda trial: trial.value)
    report = None
    if best is not tried[0]:
        contenders = [
            ModelContender(create(name)),
            ModelContender(create(name, **best.parameters), called="tuned"),
        ]
        last = part_of(progress, 0.8, 1.0)
        report = evaluate(dataset, contenders, split=test, metrics=metric, seed=seed, progress=last)
    progress(1.0, "Done")
    return Tuned(name, metric, best.parameters, tuple(tried), report)


def _check_tunable(name: str) -> None:
    if not tunable(name):
        raise InvalidSetting(
            Problem(
                "nothing_to_tune",
                f"{create(name).label} has no parameters to tune.",
                "Choose another model, such as ease or item_knn.",
            )
        )


def _check_metric(metric: str) -> None:
    """Refuse what trials cannot be judged by, before any work."""
    wanted = parse_metrics(metric, 10)
    if len(wanted) != 1 or not wanted[0].metric.higher_is_better:
        raise InvalidSetting(
            Problem(
                "no_metric_to_tune",
                f"Trials are judged by one metric of which more is better, and {metric!r} is not "
                "that.",
                "Choose one such as ndcg@10.",
                value=metric,
            )
        )


def _value(
    name: str, parameters: dict[str, float], split: Split, metric: str, watch: Progress
) -> float:
    """The metric of one trial."""
    contender = ModelContender(create(name, **parameters))
    report = evaluate(split.train, [contender], split=split, metrics=metric, progress=watch)
    return next(iter(report.results[0].metrics.values())).mean


def _defaults(name: str) -> dict[str, float]:
    model = create(name)
    return {each: getattr(model, each) for each in tunable(name)}


def _suggested(trial: Any, name: str) -> dict[str, float]:
    """Parameters to try, each within reach of its default."""
    out: dict[str, float] = {}
    for each, usual in _defaults(name).items():
        if each == "factors":
            choices = [max(int(usual * times), 1) for times in _FACTORS]
            out[each] = trial.suggest_categorical(each, choices)
        elif isinstance(usual, int):
            low, high = max(int(usual / REACH[each]), 1), int(usual * REACH[each])
            out[each] = trial.suggest_int(each, low, high, log=True)
        else:
            out[each] = trial.suggest_float(
                each, usual / REACH[each], usual * REACH[each], log=True
            )
    return out
