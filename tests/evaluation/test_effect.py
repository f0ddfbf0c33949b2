"""Effect size: worked by hand, and the words that go with it."""

import numpy as np
import pytest

from recengine.evaluation.effect import effect_size, in_words, spread


def test_mean_over_standard_deviation_by_hand():
    differences = np.array([[2.0, 0.0], [4.0, 0.0], [6.0, -1.0], [8.0, 1.0]])
    np.testing.assert_allclose(effect_size(differences), [5 / np.sqrt(20 / 3), 0.0])


def test_it_does_not_grow_with_the_number_of_people_as_t_does():
    few = np.random.default_rng(0).normal(0.3, 1.0, size=(50, 1))
    many = np.tile(few, (100, 1))
    assert effect_size(many)[0] == pytest.approx(effect_size(few)[0], rel=0.02)


@pytest.mark.parametrize("differences", [np.zeros((5, 1)), np.full((7, 1), 0.1), np.ones((1, 1))])
def test_without_variation_there_is_none(differences):
    assert np.isnan(effect_size(differences)[0])
    assert spread(differences)[0] == 0


@pytest.mark.parametrize(
    ("size", "word"),
    [
        (0.0, "very small"),
        (0.19, "very small"),
        (-0.21, "small"),
        (0.49, "small"),
        (0.51, "medium"),
        (0.79, "medium"),
        (-0.81, "large"),
    ],
)
def test_words_are_cohen_s_for_either_sign(size, word):
    assert in_words(size) == word
