"""Explore: every slider moves the list, and nothing moves without being asked."""

from urllib.parse import parse_qsl

import pytest

from recengine.data.editing import Edit, edited, written
from recengine.ranking import PRESETS, Recipe
from recengine.ranking.rules import RULES
from screens.parts import session
from screens.parts.session import APPROACHES
from tests import worlds
from tests.screens.driving import (
    calm,
    drawn,
    holding,
    is_open,
    on,
    open_sample,
    said,
    shown_list,
    start,
    until,
)

#: Slider -> a setting far from the plain recipe's. A model alone in the blend cannot be outvoted.
MOVES = {
    **{f"model_{name}": 100 for name in APPROACHES},
    "rate": 30,
    "half_life": 7.0,
    "session_share": 1.0,
    "freshness": 100,
    "popularity_discount": 100,
    "diversity": 100,
}


def explore(sample="streaming"):
    return open_sample(sample, "explore.py")


def slider(app, name):
    kind = app.select_slider if name in ("half_life", "session_share") else app.slider
    return kind(key=f"w_recipe_{name}")


def test_there_is_a_slider_for_every_model_and_every_stage(samples):
    app = explore()
    drawn_keys = {widget.key for widget in (*app.slider, *app.select_slider)}
    assert drawn_keys == {f"w_recipe_{name}" for name in MOVES}
    assert all(widget.help for widget in (*app.slider, *app.select_slider))


@pytest.mark.parametrize("name", MOVES)
def test_every_slider_moves_the_list_of_at_least_one_telling_person(name, samples):
    app = explore()
    changed = []
    for someone in samples["streaming"].telling:
        app.button(key=f"telling_{someone.kind}").click().run()
        before = shown_list(app)
        slider(app, name).set_value(MOVES[name]).run()
        changed.append([item for item, _ in shown_list(calm(app))] != [item for item, _ in before])
        assert app.session_state.recipe.name == "Own mix"
        app.button(key="reset").click().run()
        assert shown_list(calm(app)) == before
    assert any(changed)


def test_how_a_list_is_varied_is_chosen_beside_the_slider(samples):
    app = explore()
    way = "w_recipe_diversity_by"
    assert app.selectbox(key=way).disabled
    slider(app, "diversity").set_value(60).run()
    assert not app.selectbox(key=way).disabled
    lists = {tuple(shown_list(calm(app)))}
    for name in ("dpp", "xquad", "calibrated"):
        app.selectbox(key=way).set_value(name).run()
        assert app.session_state.recipe.diversity_by == name
        lists.add(tuple(shown_list(calm(app))))
    assert len(lists) > 2
    app.button(key="reset").click().run()
    assert app.selectbox(key=way).value == "mmr"


def test_what_chance_shows_is_chosen_beside_the_slider(samples):
    app = explore()
    way = "w_recipe_strategy"
    assert app.selectbox(key=way).disabled
    slider(app, "rate").set_value(30).run()
    lists = {tuple(shown_list(calm(app)))}
    for name in ("softmax", "thompson", "ucb"):
        app.selectbox(key=way).set_value(name).run()
        assert app.session_state.recipe.exploration.strategy == name
        lists.add(tuple(shown_list(calm(app))))
    assert len(lists) > 2


def test_the_weight_of_an_event_is_a_slider_on_demand_and_moves_the_list(samples):
    app = explore("shop")
    before = shown_list(app)
    app.toggle(key="w_recipe_events").set_value(True).run()
    assert shown_list(calm(app)) == before
    assert app.session_state.recipe.events == {}
    drawn_keys = {widget.key for widget in app.slider}
    weights = samples["shop"].dataset.event_weights
    assert {f"w_recipe_event_{name}" for name in weights} <= drawn_keys
    slider(app, "event_view").set_value(-100).run()
    assert shown_list(calm(app)) != before
    assert app.session_state.recipe.events == {"view": -1.0}
    app.button(key="reset").click().run()
    assert shown_list(calm(app)) == before


def test_what_is_drawn_is_what_the_engine_says(samples):
    app = explore("shop")
    slider(app, "diversity").set_value(60).run()
    loaded = samples["shop"]
    person = app.session_state.person
    recipe = Recipe.model_validate({**PRESETS["plain"].recipe.model_dump(), "diversity": 0.6})
    found = loaded.engine.recommend(loaded.engine.history(person), recipe, person=person)
    assert tuple(item for item, _ in shown_list(app)) == found.item_ids
    assert [score for _, score in shown_list(app)] == pytest.approx(
        [item.score for item in found.items]
    )


def test_with_every_weight_at_zero_popularity_stands_in(samples):
    app = explore("shop")
    for name in APPROACHES:
        slider(app, f"model_{name}").set_value(0)
    calm(app.run())
    assert len(shown_list(app)) == 10
    assert app.session_state.recipe.weights == {"popularity": 1.0}


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_taken_as_it_is_and_the_sliders_show_it(name, samples):
    app = explore()
    app.button(key=f"preset_{name}").click().run()
    recipe = PRESETS[name].recipe
    assert calm(app).session_state.recipe == recipe
    assert app.session_state.reference == recipe
    for model in APPROACHES:
        assert slider(app, f"model_{model}").value == round(100 * recipe.models.get(model, 0))
    assert slider(app, "half_life").value == recipe.half_life_days
    assert slider(app, "rate").value == round(100 * recipe.exploration.rate)
    assert f"by {recipe.name}." in said(app)


def test_what_sliders_do_not_show_survives_a_move_of_one(samples):
    app = explore("shop")
    app.button(key="preset_amazon").click().run()
    slider(app, "diversity").set_value(50).run()
    assert calm(app).session_state.recipe.rules.hide == "consumed"
    assert app.session_state.reference == PRESETS["amazon"].recipe


def test_a_recipe_between_two_notches_is_shown_and_kept_exactly(samples):
    fine = Recipe(
        name="Fine", models={"ease": 0.333, "content": 0.004}, half_life_days=45.0, freshness=0.123
    )
    app = on(start(data="shop", recipe=fine.to_link()), "explore.py")
    app.run()
    assert calm(app).session_state.recipe == fine
    assert slider(app, "freshness").value == 12
    slider(app, "diversity").set_value(20).run()
    assert app.session_state.recipe.freshness == 0.123
    assert app.session_state.recipe.models == fine.models


def test_reset_returns_to_the_recipe_that_the_list_is_compared_with(samples):
    app = explore()
    app.button(key="preset_netflix").click().run()
    reference = shown_list(app)
    slider(app, "model_als").set_value(100).run()
    slider(app, "diversity").set_value(100).run()
    assert "Against Netflix style:" in said(app)
    assert shown_list(app) != reference
    app.button(key="reset").click().run()
    assert shown_list(calm(app)) == reference
    assert app.session_state.recipe == PRESETS["netflix"].recipe
    assert slider(app, "diversity").value == 30
    assert "Against" not in said(app)


def test_sliders_person_and_list_are_as_they_were_after_a_visit_to_another_screen(samples):
    app = explore()
    app.button(key="telling_niche").click().run()
    slider(app, "model_trending").set_value(80).run()
    before = shown_list(app)
    on(on(app, "compare.py"), "start.py")
    assert shown_list(calm(on(app, "explore.py"))) == before
    assert slider(app, "model_trending").value == 80
    assert "Against Plain:" in said(app)


def test_cards_say_how_each_title_moved_against_the_reference(samples):
    app = explore()
    assert {item["move"] for item in drawn(app, "cards")["items"]} == {None}
    slider(app, "model_content").set_value(100).run()
    directions = {item["move"]["direction"] for item in drawn(app, "cards")["items"]}
    assert directions & {"up", "down", "new"}


def test_before_and_after_shows_both_lists(samples):
    app = explore()
    before = [item for item, _ in shown_list(app)]
    slider(app, "diversity").set_value(100).run()
    after = [item for item, _ in shown_list(app)]
    app.segmented_control(key="view").set_value("Before and after").run()
    sides = drawn(calm(app), "compare")
    assert [item["id"] for item in sides["before"]] == before
    assert [item["id"] for item in sides["after"]] == after


def test_the_lines_under_why_add_up_to_the_score(samples):
    for item in drawn(explore(), "cards")["items"]:
        assert sum(line["value"] for line in item["why"]) == pytest.approx(item["score"], abs=1e-6)
        for line in item["why"]:
            total = sum(part["value"] for part in line["parts"])
            assert total == pytest.approx(line["value"], abs=1e-9)


def test_the_link_under_the_list_opens_the_same_list(samples):
    app = explore()
    app.button(key="telling_niche").click().run()
    slider(app, "freshness").set_value(40).run()
    slider(app, "half_life").set_value(30.0).run()
    asked = dict(parse_qsl(app.code[0].value.partition("?")[2]))
    assert asked == {name: app.query_params[name] for name in asked}
    again = on(start(**asked), "explore.py")
    assert shown_list(calm(again)) == shown_list(app)
    assert again.session_state.person == app.session_state.person


def test_somebody_who_has_done_nothing_is_told_so_and_sees_what_most_people_like(samples):
    loaded = samples["shop"]
    quiet = next(
        user_id
        for user_id in loaded.dataset.users["user_id"]
        if not len(loaded.dataset.history(user_id).items)
    )
    app = explore("shop")
    app.selectbox(key="w_person").set_value(quiet).run()
    assert "has not done anything yet" in "".join(held.label for held in calm(app).expander)
    assert "Nothing is known about this person yet, so this is what most people like." in said(app)
    assert {item["because"]["kind"] for item in drawn(app, "cards")["items"]} == {"popular"}


def test_the_history_is_shown_newest_first(samples):
    app = explore()
    app.toggle(key="history_table").set_value(True).run()
    frame = app.dataframe[0].value
    assert frame["When"].is_monotonic_decreasing
    assert drawn(app, "strip")["items"][0]["title"] == frame["Title"].iloc[0]


def ids(app):
    return [item for item, _ in shown_list(calm(app))]


def test_an_added_title_changes_the_list_at_once_and_can_be_taken_back(samples):
    app = explore("shop")
    before = ids(app)
    code = samples["shop"].dataset.item_code(before[0])
    assert app.button(key="undo_edit").disabled
    app.selectbox(key="w_add_title").set_value(code).run()
    app.run()
    assert app.session_state.edits == (Edit("add", code),)
    assert before[0] not in ids(app)
    assert drawn(app, "strip")["items"][0]["id"] == before[0]
    assert "1 change made here" in app.expander[0].label
    app.button(key="undo_edit").click().run()
    assert ids(app.run()) == before


def test_the_list_is_that_of_the_changed_history_and_its_link_opens_it_again(samples):
    loaded = samples["streaming"]
    app = explore()
    steps = (Edit("dislike", 40), Edit("like", 300), Edit("add", 7), Edit("earlier", 7))
    app.session_state["edits"] = steps
    app.run()
    person, recipe = app.session_state.person, app.session_state.recipe
    history = edited(loaded.dataset, loaded.engine.history(person), steps)
    found = loaded.engine.recommend(history, recipe, person=person)
    assert ids(app) == list(found.item_ids)
    asked = dict(parse_qsl(app.code[0].value.partition("?")[2]))
    assert asked["edits"] == written(steps)
    again = on(start(**asked), "explore.py")
    assert ids(again) == ids(app)
    assert again.session_state.edits == steps


def test_another_person_is_shown_as_they_are(samples):
    app = explore()
    app.session_state["edits"] = (Edit("add", 7),)
    app.run()
    app.button(key="telling_niche").click().run()
    assert "edits" not in calm(app).session_state
    assert app.button(key="undo_edit").disabled


def test_changes_that_a_link_does_not_spell_right_are_told_and_the_rest_is_shown(samples):
    app = until(start(data="shop", edits="l12zz"), is_open)
    assert "changes to the history in this link cannot be read" in said(app)
    assert len(shown_list(on(app, "explore.py"))) == 10


def test_a_rule_is_made_in_the_form_holds_and_is_left_out_again(samples):
    app = explore("shop")
    app.selectbox(key="w_rule_kind").set_value("at_most").run()
    column = next(held for held in app.selectbox if held.key.startswith("w_rule_column"))
    column.set_value("brand").run()
    app.button(key="add_rule").click().run()
    assert [rule.do for rule in calm(app).session_state.recipe.rules.business] == ["at_most"]
    brands = samples["shop"].dataset.items.set_index("item_id")["brand"][ids(app)]
    assert brands.value_counts().max() <= 2
    assert "At most 2 of one brand" in said(app)
    assert app.session_state.recipe.name == "Own mix"
    app.button(key="drop_rule_0").click().run()
    assert calm(app).session_state.recipe.rules.business == ()


@pytest.mark.parametrize("kind", RULES)
def test_every_kind_of_rule_has_a_form_on_both_samples(kind, samples):
    for sample in ("streaming", "shop"):
        app = explore(sample)
        app.selectbox(key="w_rule_kind").set_value(kind).run()
        assert calm(app).button(key="add_rule")
        own = [held for held in app.get("widget") if str(held.key).startswith("w_rule_")]
        assert all(held.help for held in own)


def test_without_a_file_of_items_a_rule_on_a_column_says_what_would_unlock_it():
    app = holding(worlds.dataset([("ann", "tea"), ("bob", "tea"), ("bob", "jam")]), "explore.py")
    app.selectbox(key="w_rule_kind").set_value("at_most").run()
    assert calm(app).button(key="add_rule").disabled
    assert "would unlock this rule" in said(app)


def test_a_followed_title_shows_its_way_its_sum_and_what_it_rests_on(samples):
    app = explore()
    first = shown_list(app)[0][0]
    app.segmented_control(key="view").set_value("One title").run()
    assert len(calm(app).get("plotly_chart")) == 4
    assert "stands 1st. Because this person" in said(app)
    chosen = app.selectbox(key="w_followed").value
    assert samples["streaming"].dataset.item_ids[chosen] == first


def test_any_title_can_be_followed_and_is_told_why_it_is_not_in_the_list(samples):
    dataset = samples["streaming"].dataset
    app = explore()
    app.segmented_control(key="view").set_value("One title").run()
    met = drawn(app, "strip")["items"][0]
    app.text_input(key="w_follow_typed").set_value(met["id"]).run()
    assert dataset.item_ids[app.selectbox(key="w_followed").value] == met["id"]
    assert "is not in the list: this person" in said(calm(app))


def test_how_ranks_move_through_the_stages_is_drawn(samples):
    app = explore()
    app.segmented_control(key="view").set_value("Through the stages").run()
    assert len(calm(app).get("plotly_chart")) == 1


def test_a_surprise_is_another_list_every_time_and_reset_takes_it_back(samples):
    app = explore()
    lists = {tuple(ids(app))}
    for _ in range(3):
        app.button(key="surprise").click().run()
        lists.add(tuple(ids(app)))
    assert len(lists) == 4
    assert slider(app, "rate").value == 30
    app.button(key="reset").click().run()
    assert app.session_state.recipe == PRESETS["plain"].recipe


def test_the_list_can_be_compared_with_any_preset_and_with_itself(samples):
    app = explore()
    before = ids(app)
    app.button(key="against_netflix").click().run()
    assert ids(app) == before
    assert "Against Netflix style:" in said(app)
    app.button(key="against_this").click().run()
    assert "Against" not in said(calm(app))


def test_how_true_reasons_are_is_measured_on_demand(samples):
    app = explore()
    app.button(key="measure_fidelity").click().run()
    until(app, lambda app: "sampled recommendations" in said(app))
    assert "Taken away, the first reason lowers the title in" in said(calm(app))


def test_only_the_last_few_lists_are_kept(samples):
    app = explore()
    for percent in range(5, 65, 5):
        slider(app, "diversity").set_value(percent).run()
    assert len(app.session_state.listed) <= 8
    assert len(samples["streaming"].dataset.users) < session.MOST_LISTED_PEOPLE
