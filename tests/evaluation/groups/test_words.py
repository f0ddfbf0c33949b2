"""Sentences on groups follow from the verdicts, losses first."""

from dataclasses import replace

import pytest

from recengine.evaluation import Comparison, Estimate, parse_metrics
from recengine.evaluation.groups.dimensions import Dimension
from recengine.evaluation.groups.segments import Group, Segments
from recengine.evaluation.groups.words import segment_finding

GROUPS = ("short", "middle", "long", "longest")
SIGN = {"better": 0.2, "worse": -0.2, "not distinguishable": 0.01}
B, W, N = SIGN


def cell(model, verdict):
    far = SIGN[verdict]
    p = 0.5 if verdict == N else 0.001
    return Comparison("ndcg@10", model, "base", far, far - 0.1, far + 0.1, p, p, verdict)


def found(verdicts, hidden=()):
    """Groups in which each of ``verdicts`` stands for one contender, ``hidden`` ones untold."""
    told = [label for label in GROUPS if label not in hidden]
    labels = {"base": "Popularity", **{name: name.title() for name in verdicts}}
    return Segments(
        dimension=Dimension("history", "History", "people", "people with {} histories"),
        metric=parse_metrics("ndcg@10")[0],
        denominator="A mean over people.",
        groups=tuple(
            Group(label, "", *((40, 90) if label in told else (None, None))) for label in GROUPS
        ),
        left_out=0,
        baseline="base",
        labels=labels,
        figures={name: {label: Estimate(0.3, 0.2, 0.4) for label in told} for name in labels},
        differences={
            name: {
                label: cell(name, verdict)
                for label, verdict in zip(GROUPS, row, strict=True)
                if label in told
            }
            for name, row in verdicts.items()
        },
    )


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        (
            {"ease": (W, N, B, B), "als": (B, B, B, B)},
            (
                "Ease loses to Popularity for people with short histories, and beats it for people "
                "with long and longest histories."
            ),
        ),
        (
            {"ease": (W, N, N, N), "als": (W, W, N, N), "knn": (N, N, N, W)},
            (
                "Als loses to Popularity for people with short and middle histories. Ease loses to "
                "Popularity for people with short histories. 1 more loses somewhere."
            ),
        ),
        (
            {"ease": (B,) * 4, "als": (B,) * 4},
            "Every approach beats Popularity in each group. Nothing is shown to lose to it.",
        ),
        (
            {"ease": (B,) * 4, "als": (N,) * 4},
            "Ease beats Popularity in each group. Nothing is shown to lose to it.",
        ),
        (
            {"ease": (B, B, B, N), "als": (B, B, B, N), "knn": (B, N, N, N)},
            (
                "Ease and Als beat Popularity in each group but for people with longest histories. "
                "1 more beats it somewhere. Nothing is shown to lose to it."
            ),
        ),
        (
            {"ease": (B, N, N, N), "als": (B, B, N, N)},
            (
                "Als beats Popularity for people with short and middle histories. 1 more beats it "
                "somewhere. Nothing is shown to lose to it."
            ),
        ),
        (
            {"ease": (N,) * 4},
            "In no group can any approach be told apart from Popularity.",
        ),
        ({}, "Popularity took part alone: there is nothing to compare it with."),
    ],
)
def test_the_sentence_of_some_verdicts(verdicts, words):
    assert segment_finding(found(verdicts)) == words


def test_what_is_hidden_is_never_spoken_of():
    assert "short" not in segment_finding(found({"ease": (W, N, B, B)}, hidden=("short",)))
    everything = found({"ease": (W, N, B, B)}, hidden=GROUPS)
    assert segment_finding(everything) == "No group holds enough people to say anything of it."


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ((N, B, B, B), "Ease beats Popularity in each group that can be told."),
        ((N, B, B, N), "Ease beats Popularity for people with middle and long histories."),
    ],
)
def test_of_hidden_groups_no_win_is_claimed(verdicts, words):
    said = segment_finding(found({"ease": verdicts}, hidden=("short",)))
    assert said == f"{words} Nothing is shown to lose to it."


def test_of_groups_beyond_the_largest_no_win_is_claimed():
    said = segment_finding(replace(found({"ease": (B, B, B, B)}), left_out=3))
    assert "in each group that can be told." in said
