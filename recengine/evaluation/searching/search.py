"""Search: the recipe that finds most, and what more of something else would cost in accuracy.

    wanted: accuracy(recipe) and goal(recipe), both as high as they go, means over the same people

The start, the presets, each approach alone and learned weights come first; then some recipes by
lot; then what an ``Advisor`` expects most of.

The n-th trial follows from the trials before it and the seed alone. So a search that was stopped
and goes on makes the very trials that it would have made (with the same version of Optuna), and the
same seed and number of trials give the same trials however long they take.

Trials are many and the people few, so the best figure flatters: it is partly luck. That is what
the test is for (``confirm``). Costs a ranking for some hundred people a trial, and no fit.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from recengine.arrays import Floats
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.measuring import estimates
from recengine.evaluation.searching.advisor import Advisor
from recengine.evaluation.searching.bench import Bench
from recengine.evaluation.searching.found import RecipeTrial, Search
from recengine.evaluation.searching.space import distributions, recipe_of
from recengine.evaluation.searching.starts import Start, starts
from recengine.progress import Progress, part_of, quiet
from recengine.ranking import Recipe

#: Trials by lot, after the starts and before the estimators have the say.
BY_LOT = 10
#: Share of the work that making the starts is told as.
_STARTS = 0.05

Values = dict[str, Floats]


def begin(bench: Bench, start: Recipe, goal: str = "diversity") -> Search:
    """A search without any trial yet; a goal that the data cannot be judged by is refused."""
    if goal not in {each.name for each in bench.goals}:
        raise InvalidSetting(
            Problem(
                "goal_not_measured",
                f"Lists on this data cannot be judged by {goal!r}.",
                f"Choose among {', '.join(each.name for each in bench.goals)}.",
                value=goal,
            )
        )
    return Search(
        fingerprint=bench.fingerprint,
        split=bench.split,
        accuracy=bench.accuracy.key,
        goal=goal,
        seed=bench.seed,
        people=len(bench.people),
        members=bench.members,
        start=bench.engine.suited(start),
    )


def go_on(
    search: Search,
    bench: Bench,
    *,
    seconds: float = 60.0,
    trials: int = 1_000,
    take: Callable[[Search], None] = lambda _search: None,
    progress: Progress = quiet,
) -> Search:
    """Try more recipes until the time or the number of trials is used up.

    Parameters
    ----------
    search : with the trials so far, of ``begin`` or of an earlier stop.
    bench : on the same data, with the same approaches and people.
    seconds : budget for the trials; the one that it ends in is finished.
    trials : most in all, those that were there included.
    take : is handed the search after every trial, so that a stop loses none of them.
    progress : called all through each trial; may raise Cancelled.
    """
    check_same(search, begin(bench, search.start, search.goal))
    space = distributions(bench.train, bench.members, search.start)
    begun = time.perf_counter()
    first = starts(bench, search.start, space, part_of(progress, 0.0, _STARTS))
    base = bench.judge(search.start, part_of(progress, _STARTS, _STARTS))
    advisor = Advisor(search, space)
    left = max(trials - len(search.trials), 1)
    while len(search.trials) < trials:
        number = len(search.trials)
        spent = (time.perf_counter() - begun) / seconds
        if number and spent >= 1:
            break
        share = max(spent, 1 - (trials - number) / left)

        def watch(_share: float, _words: str, at: float = share, number: int = number) -> None:
            progress(_STARTS + (1 - _STARTS) * at, f"Trial {number + 1}")

        if number < len(first):
            chosen = first[number]
        else:
            choices = advisor.next(number, by_lot=number < len(first) + BY_LOT)
            recipe = recipe_of(choices, search.start, f"Trial {number + 1}")
            chosen = Start(recipe, "search", choices)
        tried = _judged(chosen, bench, base, watch)
        advisor.learn(tried)
        search = search.with_trial(tried)
        take(search)
    progress(1.0, "Done")
    return search


def check_same(search: Search, other: Search) -> None:
    """Refuse to go on with a search where another one would have begun."""
    if replace(search, trials=(), looks=()) != replace(other, trials=(), looks=()):
        raise InvalidSetting(
            Problem(
                "another_search",
                "This search was begun on other data, or with another start, goal, split, metric, "
                "seed or set of approaches.",
                "Go on with what it was begun with, or begin anew.",
            )
        )


def _judged(chosen: Start, bench: Bench, base: Values, watch: Progress) -> RecipeTrial:
    """A recipe with its figures, and how they differ from those of the start."""
    begun = time.perf_counter()
    values = bench.judge(chosen.recipe, watch)
    both = {"own": values, "gain": {key: values[key] - base[key] for key in values}}
    found = estimates(both, bench.seed)
    seconds = time.perf_counter() - begun
    return RecipeTrial(
        chosen.recipe, chosen.origin, chosen.choices, found["own"], found["gain"], seconds
    )
