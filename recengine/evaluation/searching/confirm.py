"""Confirm: one look at the test, for one recipe.

A search picks the best of many by the same few hundred people, so its best figure flatters. The
test took no part: all but it is learned from anew, and the recipe that was found, the one that the
search started from and the best single approach make lists for everybody in it.

A second look makes the test a second validation part. Whoever keeps the better of two has again
picked by luck, and nothing is left that could tell. So another look has to be asked for by name.

Dwork, Feldman, Hardt, Pitassi, Reingold and Roth (2015). The reusable holdout: preserving validity
in adaptive data analysis. Science 349.
"""

from __future__ import annotations

from datetime import datetime

from recengine.data.dataset import Dataset
from recengine.data.splits import SplitSettings, make_splits
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.evaluate import evaluate
from recengine.evaluation.finding import finding
from recengine.evaluation.metrics import METRICS
from recengine.evaluation.report import Report
from recengine.evaluation.searching.found import Look, RecipeTrial, Search
from recengine.progress import Progress, quiet
from recengine.ranking import Recipe, RecipeContender

#: Of a name, so that what is added to it fits as well.
NAME = 45


def confirm(
    dataset: Dataset,
    search: Search,
    number: int,
    *,
    when: datetime,
    again: bool = False,
    progress: Progress = quiet,
) -> tuple[Search, Report]:
    """The search with the look noted in it, and everything that was seen.

    Parameters
    ----------
    dataset : the whole of it, as the search began with.
    number : of the trial to look at; not of the start, with which it is compared.
    when : the present moment, noted.
    again : whether a look after the first is really wanted.
    """
    _check(dataset, search, number, again=again)
    contenders = [RecipeContender(recipe) for recipe in _recipes(search, number)]
    k = search.accuracy.partition("@")[2]
    more = [f"{name}@{k}" for name in ("hit", search.goal) if name in METRICS]
    report = evaluate(
        dataset,
        contenders,
        split=make_splits(dataset, SplitSettings(name=search.split, seed=search.seed)),
        metrics=",".join([search.accuracy, *more]),
        seed=search.seed,
        baseline=contenders[0].name,
        progress=progress,
    )
    against = report.comparison(contenders[1].name, search.accuracy)
    look = Look(
        when=when.isoformat(timespec="minutes"),
        recipe=search.trials[number].recipe,
        words=finding(report, search.accuracy),
        verdict=against.verdict if against else "",
        figures={result.label: result.metrics for result in report.results},
        people=len(report.people),
    )
    return search.with_look(look), report


def best_alone(search: Search) -> RecipeTrial | None:
    """The most accurate approach on its own, if any was tried."""
    alone = [each for each in search.trials if each.origin == "alone"]
    return max(alone, key=lambda each: each.figures[search.accuracy].mean, default=None)


def why_not_again(search: Search) -> str:
    """What speaks against another look; empty before the first."""
    if not search.looks:
        return ""
    times = "once" if len(search.looks) == 1 else f"{len(search.looks)} times"
    last = search.looks[-1]
    return (
        f"The test was looked at {times}, last on {last.when.replace('T', ' at ')}, for the recipe "
        f"{last.recipe.name}. Whoever looks again and keeps the better recipe has chosen by the "
        "test, and its figure flatters from then on; only new data could tell."
    )


def _recipes(search: Search, number: int) -> list[Recipe]:
    """The start, the chosen one and the best approach alone, told apart by their names."""
    chosen = search.trials[number].recipe
    out = [
        search.start.changed(name=f"{search.start.name[:NAME]} (start)"),
        chosen.changed(name=f"{chosen.name[:NAME]} (found)"),
    ]
    alone = best_alone(search)
    if alone is not None and not any(each.makes_the_same_list(alone.recipe) for each in out):
        out.append(alone.recipe)
    return out


def _check(dataset: Dataset, search: Search, number: int, *, again: bool) -> None:
    if dataset.fingerprint != search.fingerprint:
        raise InvalidSetting(
            Problem(
                "search_of_other_data",
                f"The search was made on other data than {dataset.name}.",
                "Give the data that it was made on.",
            )
        )
    if search.trials[number].recipe.makes_the_same_list(search.start):
        raise InvalidSetting(
            Problem(
                "nothing_to_confirm",
                "This is the recipe that the search started from, so there is nothing to compare.",
                "Choose another one, and leave the test unseen until then.",
            )
        )
    if search.looks and not again:
        raise InvalidSetting(
            Problem("looked_already", why_not_again(search), "Say that you want it all the same.")
        )
