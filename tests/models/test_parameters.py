"""What a parameter may be: every way to declare one holds at its edges and not beyond."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from recengine.errors import InvalidSetting
from recengine.models.parameters import (
    above_zero,
    any_seed,
    below_one,
    check_parameters,
    not_negative,
    one_of,
    whole,
)


@dataclass
class Anything:
    label: ClassVar[str] = "Anything"

    factors: int = whole(8, most=64)
    l2: float = above_zero(1.0)
    prior: float | None = not_negative(None)
    dropout: float = below_one(0.5)
    weighting: str = one_of("none", ("none", "tfidf"))
    seed: int = any_seed()
    path: str | None = None

    def __post_init__(self) -> None:
        check_parameters(self)


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"factors": 1},
        {"factors": 64},
        {"factors": np.int64(3)},
        {"l2": 1},
        {"l2": np.float32(1e-9)},
        {"prior": 0},
        {"dropout": 0.0},
        {"weighting": "tfidf"},
        {"seed": 2**32 - 1},
        {"path": "anything at all"},
    ],
)
def test_what_is_allowed_is_taken(parameters):
    assert vars(Anything(**parameters)) == {**vars(Anything()), **parameters}


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"factors": 65}, "Anything: factors is 65, which is not a whole number from 1 to 64."),
        ({"factors": 0}, "factors is 0, which"),
        ({"factors": 8.0}, "factors is 8.0, which"),
        ({"factors": True}, "factors is True, which"),
        ({"l2": 0}, "l2 is 0, which is not a number above 0 and up to 1,000,000,000."),
        ({"l2": float("nan")}, "l2 is nan, which"),
        ({"l2": 10**400}, "which is not a number above 0"),
        ({"prior": -1}, "prior is -1, which is not a number from 0 to 1,000,000,000."),
        ({"prior": "much"}, "prior is 'much', which"),
        ({"dropout": 1.0}, "dropout is 1.0, which is not a number from 0 to below 1."),
        ({"weighting": "bm26"}, "weighting is 'bm26', which is not one of none, tfidf."),
        ({"weighting": None}, "weighting is None, which"),
        ({"seed": 2**32}, "seed is 4294967296, which is not a whole number from 0 to"),
    ],
)
def test_what_is_not_is_refused_in_a_sentence(parameters, sentence):
    with pytest.raises(InvalidSetting) as refusal:
        Anything(**parameters)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith("Choose another value.")
