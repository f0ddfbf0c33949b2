"""Engine: what may be shown, who falls back to what, and one answer whichever way it is asked."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recengine.data.history import History
from recengine.errors import Cancelled, InvalidSetting, UnknownId, Unsupported
from recengine.models import REGISTRY, Popularity, fitting
from recengine.ranking import PRESETS, Engine, Recipe, RecipeContender, preset
from tests import worlds
from tests.ranking.kitchen import PEOPLE, QUICK, engine, recipes, shares

NEWCOMERS = PEOPLE[-2:]
POPULAR = {"popularity": 1.0}


def recommend(recipe: Recipe, person: str = "u003", **options):
    return engine().recommend(engine().history(person), recipe, person=person, **options)


@settings(max_examples=30, deadline=None)
@given(recipe=recipes(), person=st.sampled_from(PEOPLE))
def test_exactly_what_the_rule_hides_is_not_shown(recipe, person):
    history = engine().history(person)
    against = history.matrix.tocoo()
    skipped = against.coords[1][against.data < 0] if recipe.rules.hide_skipped else []
    hidden = {
        "nothing": [],
        "seen": history.seen().indices,
        "consumed": history.seen(consumed_only=True).indices,
    }[recipe.rules.hide]
    found = recommend(recipe.changed(k=100), person)
    assert {item.item for item in found.items} == set(range(30)) - set(hidden) - set(skipped)


@pytest.mark.parametrize(
    ("hide", "left"),
    [("seen", {"pot"}), ("consumed", {"pot", "tea"}), ("nothing", {"pot", "tea", "jam"})],
)
def test_what_was_only_looked_at_comes_back_where_only_what_was_bought_is_hidden(hide, left):
    rows = [("ann", "tea", 0, "view"), ("ann", "jam", 1, "purchase"), ("bob", "pot", 0, "view")]
    small = Engine.fit(worlds.dataset(rows), [])
    recipe = Recipe(models=POPULAR, rules={"hide": hide})
    assert set(small.recommend(small.history("ann"), recipe).item_ids) == left


def test_items_hidden_by_the_caller_are_shown_to_nobody():
    first = recommend(Recipe()).items[0].item
    assert first not in {item.item for item in recommend(Recipe(), hidden=np.array([first])).items}


@pytest.mark.parametrize("k", [1, 7, 100])
def test_a_list_has_k_places_or_all_there_is(k):
    left = 30 - engine().history("u003").seen().nnz
    assert len(recommend(Recipe(k=k))) == min(k, left)


def test_somebody_who_has_seen_everything_gets_an_empty_list_even_from_chance():
    everything = History.of(np.arange(30), n_items=30)
    for recipe in (Recipe(), preset("netflix"), Recipe(freshness=1.0, diversity=1.0)):
        assert len(engine().recommend(everything, recipe)) == 0
        assert (engine().rank(everything, recipe, ["x"], 5) == -1).all()


@pytest.mark.parametrize("person", NEWCOMERS)
@pytest.mark.parametrize("model", [name for name in QUICK if REGISTRY[name].capabilities.personal])
def test_a_newcomer_gets_what_is_popular_and_is_told_of_a_fallback(model, person):
    found = recommend(Recipe(models={model: 1.0}), person)
    silent = np.ptp(engine().models[model].score(engine().history(person))) == 0
    assert found.fallback is bool(silent)
    if silent:
        assert found.item_ids == recommend(Recipe(models=POPULAR), person).item_ids
    assert all(item.reasons[0].kind == "popularity" for item in found.items if item.score)


def test_nobody_else_falls_back():
    assert not any(recommend(Recipe(), person).fallback for person in PEOPLE[:-2])
    assert not recommend(Recipe(models=POPULAR), NEWCOMERS[0]).fallback


def test_a_newcomer_is_not_told_of_a_fallback_where_something_impersonal_was_chosen():
    found = recommend(Recipe(models={"ease": 0.5, "trending": 0.5}), NEWCOMERS[0])
    assert not found.fallback
    assert found.item_ids == recommend(Recipe(models={"trending": 1.0}), NEWCOMERS[0]).item_ids


class Echo(Popularity):
    """Knows nothing but what somebody has seen."""

    def score(self, histories):
        return histories.seen().toarray()


def test_popularity_stands_in_where_a_model_can_order_only_what_may_not_be_shown():
    dataset = worlds.camps()
    small = Engine(dataset, {"item_knn": Echo().fit(dataset)})
    found = small.recommend(dataset.history("u12"), Recipe(models={"item_knn": 1.0}))
    assert found.fallback
    assert found.item_ids[0] == "first"


def test_a_stranger_gets_the_list_of_a_known_person_who_did_the_same():
    known = engine("camps").history("u03")
    stranger = History.of(known.items, weights=known.weights, n_items=12)
    lists = [engine("camps").recommend(history, Recipe()).item_ids for history in (known, stranger)]
    assert lists[0] == lists[1]


def test_an_unknown_person_is_named_in_the_error_with_an_example():
    with pytest.raises(UnknownId, match=r"has no person with the id 'nobody'.*for example u000"):
        engine().history("nobody")


def test_a_model_that_was_not_fitted_is_refused_with_those_there_are():
    small = Engine.fit(worlds.camps(), ["ease"])
    with pytest.raises(InvalidSetting, match=r"weighs 'als', which is not fitted.*ease, pop"):
        small.recommend(small.history("u00"), Recipe(models={"als": 1.0}))


def test_a_model_that_cannot_be_fitted_is_left_out_with_its_reason_or_raises(monkeypatch):
    monkeypatch.setattr(fitting, "MEMORY_LIMIT", 0)
    with pytest.raises(Unsupported, match="EASE would need"):
        Engine.fit(worlds.camps(), ["ease"])
    found = Engine.fit(worlds.camps(), ["ease", "item_knn"], leave_out_unsupported=True)
    assert set(found.models) == {"item_knn", "popularity"}
    assert found.left_out["ease"].code == "model_too_large"


def test_fitting_tells_which_model_it_is_at_and_can_be_stopped():
    told: list[tuple[float, str]] = []
    Engine.fit(worlds.camps(), ["popularity", "ease"], lambda *step: told.append(step))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert told[0][1] == "Popularity: counting"
    assert told[-1] == (1.0, "Ready")

    def stop(share: float, _words: str) -> None:
        if share >= 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        Engine.fit(worlds.camps(), ["popularity", "ease"], stop)


@settings(max_examples=30, deadline=None)
@given(recipe=recipes(), person=st.sampled_from(PEOPLE))
def test_each_stage_hands_its_ranks_to_the_next(recipe, person):
    found = recommend(recipe, person)
    names = [
        *("blend", "freshness", "popularity discount", "lifting rules", "cross-selling"),
        *("up-selling", "hide", "diversity", "rules", "exploration"),
    ]
    for place, item in enumerate(found.items):
        assert [stage.stage for stage in item.stages] == names
        blended, fresh, rare, *lifted, hidden, varied, ruled, explored = item.stages
        assert item.rank == explored.rank == place + 1
        assert blended.effect + fresh.effect + rare.effect == pytest.approx(item.score)
        assert {stage.rank for stage in lifted} == {rare.rank}
        assert hidden.rank <= rare.rank  # leaving items out only moves up
        assert ruled.rank == varied.rank
        if not recipe.popularity_discount:
            assert rare.rank == fresh.rank
        if not recipe.freshness:
            assert fresh.rank == blended.rank
        if not recipe.diversity:
            assert varied.rank == hidden.rank
        if not recipe.exploration.rate:
            assert explored.rank == varied.rank
    if not recipe.diversity and not recipe.exploration.rate:
        scores = [item.score for item in found.items]
        assert scores == sorted(scores, reverse=True)


@settings(max_examples=15, deadline=None)
@given(recipe=recipes(), k=st.integers(1, 40))
def test_ranking_many_gives_everybody_the_list_they_are_recommended(recipe, k):
    everyone = engine().dataset.histories
    ranked = engine().rank(everyone, recipe, PEOPLE, k)
    assert ranked.shape == (40, k)
    for row in range(0, 40, 5):
        found = recommend(recipe.changed(k=k), PEOPLE[row])
        one_by_one = [item.item for item in found.items]
        assert ranked[row].tolist() == one_by_one + [-1] * (k - len(one_by_one))


@pytest.mark.parametrize("name", ["session_knn", "popularity"])
def test_among_people_nothing_is_known_of_everybody_keeps_the_score_they_have_alone(name):
    some = engine().dataset.histories.people([0, 1])
    newcomer = some.where(some.rows == 0)  # the second has done nothing
    recipe = Recipe(models={name: 1.0})
    together = engine().score(newcomer, recipe)
    assert together.fallback.tolist() == [False, name != "popularity"]
    for row in (0, 1):
        alone = engine().score(newcomer.people([row]), recipe)
        np.testing.assert_array_equal(together.final[row], alone.final[0])


@pytest.mark.parametrize("name", PRESETS)
def test_ranking_by_a_preset_gives_everybody_the_list_they_are_recommended(name):
    ranked = engine().rank(engine().dataset.histories, preset(name), PEOPLE, 8)
    for row, person in enumerate(PEOPLE):
        found = recommend(preset(name).changed(k=8), person)
        assert ranked[row].tolist() == [item.item for item in found.items]


def test_blocks_of_people_are_joined_in_order(monkeypatch):
    from recengine.ranking import engine as module  # noqa: PLC0415  the name is taken here

    everyone, recipe = engine().dataset.histories, preset("youtube")
    whole = engine().rank(everyone, recipe, PEOPLE, 6)
    monkeypatch.setattr(module, "TOGETHER", 7)
    np.testing.assert_array_equal(engine().rank(everyone, recipe, PEOPLE, 6), whole)


def test_a_contender_fits_what_its_recipe_weighs_and_ranks_as_the_engine_does():
    recipe = Recipe(models={"ease": 0.7, "item_knn": 0.3, "als": 0.0}, diversity=0.2)
    contender = RecipeContender(recipe)
    contender.fit(engine().dataset)
    everyone = engine().dataset.histories
    np.testing.assert_array_equal(
        contender.rank(everyone, PEOPLE, 6), engine().rank(everyone, recipe, PEOPLE, 6)
    )


def test_recommending_changes_neither_the_history_nor_the_models():
    before = engine().dataset.histories.matrix.copy()
    first = recommend(preset("netflix"))
    recommend(Recipe(events={"like": -1.0}, half_life_days=3.0))
    assert recommend(preset("netflix")) == first
    assert (engine().dataset.histories.matrix != before).nnz == 0


def test_a_shorter_half_life_brings_forward_what_goes_with_the_latest_taste():
    rows = [("ann", "d1", 0, "like"), ("ann", "d2", 0, "like"), ("ann", "c1", 300, "like")]
    fans = [(f"fan{n}", item, 0, "like") for n in range(4) for item in ("d1", "d2", "d3")]
    fans += [(f"pal{n}", item, 300, "like") for n in range(4) for item in ("c1", "c2")]
    small = Engine.fit(worlds.dataset(rows + fans), ["item_knn"])

    def first(**choices) -> str:
        recipe = Recipe(models={"item_knn": 1.0}, **choices)
        return small.recommend(small.history("ann"), recipe).item_ids[0]

    assert first() == "d3"
    assert first(half_life_days=30.0) == "c2"


def test_an_events_weight_of_nought_makes_it_say_nothing():
    rows = [("ann", "d1", 0, "view"), ("ann", "c1", 0, "like")]
    rows += [("bob", item, 0, "like") for item in ("d1", "d2")]
    rows += [("cid", item, 0, "like") for item in ("c1", "c2")]
    small = Engine.fit(worlds.dataset(rows), ["item_knn"])
    recipe = Recipe(models={"item_knn": 1.0}, events={"view": 0.0})
    found = {i.item_id: i for i in small.recommend(small.history("ann"), recipe).items}
    assert found["d2"].score == 0.0
    assert found["c2"].score > 0.0


def test_more_freshness_moves_newer_items_up_on_average():
    ages = engine().catalogue.age_days

    def mean_age(freshness: float) -> float:
        lists = [recommend(Recipe(freshness=freshness, k=5), person).items for person in PEOPLE]
        return np.nanmean([ages[item.item] for one in lists for item in one])

    assert mean_age(1.0) < mean_age(0.3) < mean_age(0.0)


@settings(max_examples=30, deadline=None)
@given(person=st.sampled_from(PEOPLE), weights=st.lists(shares(), min_size=2, max_size=4))
def test_the_more_discount_the_fewer_people_know_the_list(person, weights):
    known = np.log1p(engine().catalogue.people_who_met)

    def fame(discount: float) -> float:
        shown = recommend(Recipe(popularity_discount=discount), person).items
        return sum(known[item.item] for item in shown)

    found = [fame(weight) for weight in sorted(weights)]
    assert (np.diff(found) <= 1e-9).all()


def test_a_list_says_everything_in_plain_values():
    found = recommend(preset("netflix")).items[0].to_dict()
    again = json.loads(json.dumps(found))
    assert again == found
    assert {"rank", "item_id", "title", "score", "models", "stages", "reasons"} <= set(found)
    assert set(found["stages"][0]) == {"stage", "effect", "rank"}
    assert {"kind", "item_id", "title", "model", "contribution"} <= set(found["reasons"][0])


def test_what_each_fit_cost_is_kept_and_a_model_that_was_left_out_cost_nothing():
    fitted = Engine.fit(worlds.busy(), ("ease", "svd"), leave_out_unsupported=True)
    assert set(fitted.fits) == set(fitted.models) == {"ease", "popularity"}
    assert all(fit.seconds > 0 for fit in fitted.fits.values())
    assert set(fitted.left_out) == {"svd"}
