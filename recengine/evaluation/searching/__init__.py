"""Searching: the recipe that suits the data, what accuracy costs, and one look at the test."""

from recengine.evaluation.searching.bench import MEMBERS, SPLITS_OF_THREE, Bench
from recengine.evaluation.searching.confirm import NAME, best_alone, confirm, why_not_again
from recengine.evaluation.searching.found import Look, RecipeTrial, Search
from recengine.evaluation.searching.front import front
from recengine.evaluation.searching.goals import GOALS, Goal, goal_of, goals_of
from recengine.evaluation.searching.search import begin, check_same, go_on
from recengine.evaluation.searching.space import SEARCHED, Searched
from recengine.evaluation.searching.words import bargain, changes, exchange, label, percent, trade

__all__ = [
    "GOALS",
    "MEMBERS",
    "NAME",
    "SEARCHED",
    "SPLITS_OF_THREE",
    "Bench",
    "Goal",
    "Look",
    "RecipeTrial",
    "Search",
    "Searched",
    "bargain",
    "begin",
    "best_alone",
    "changes",
    "check_same",
    "confirm",
    "exchange",
    "front",
    "go_on",
    "goal_of",
    "goals_of",
    "label",
    "percent",
    "trade",
    "why_not_again",
]
