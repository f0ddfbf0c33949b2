"""New visitor: each answer and look changes the list at once, and each can be taken back."""

import time

import numpy as np
import pandas as pd
import pytest

from recengine.evaluation.newcomers import learning as real_learning
from recengine.ranking.onboarding import Answer
from recengine.ranking.visit import Look
from screens.parts import beating, session
from tests import worlds
from tests.screens.driving import calm, drawn, holding, on, open_sample, said, until

PAGE = "new_visitor.py"


def kept(app):
    return app.session_state.visiting


def listed(app):
    return [item["id"] for item in drawn(app, "cards")["items"]]


def pick(app, place=0):
    return calm(app.button(key=f"visit_pick_{place}").click().run())


def towns(n_people=150):
    """People of two towns who like what their town likes."""
    rng = np.random.default_rng(1)
    rows = [
        (f"u{number:03}", f"i{number // 2 % 2}-{item}", day, "like")
        for number in range(n_people)
        for day, item in enumerate(rng.permutation(12)[:8])
    ]
    users = pd.DataFrame(
        {
            "user_id": [f"u{number:03}" for number in range(n_people)],
            "town": ["Ayr" if number // 2 % 2 else "*Bonn*" for number in range(n_people)],
        }
    )
    return worlds.dataset(rows, users=users, name="towns")


@pytest.fixture
def app(world):
    return calm(holding(world, PAGE))


def test_before_any_answer_the_list_is_what_most_people_like(app):
    assert "this is what most people like" in said(app)
    assert "may be like any of" in said(app)
    assert len(listed(app)) > 3
    assert app.button(key="visit_back").disabled
    assert app.button(key="visit_again").disabled


def test_an_answer_changes_the_list_at_once_with_reasons_and_says_what_it_told(app):
    before = listed(app)
    shown = kept(app).question().shown
    pick(app)
    assert kept(app).acts == [Answer(shown, shown[0])]
    assert listed(app) != before
    cards = drawn(app, "cards")["items"]
    assert any(card["because"]["kind"] == "history" for card in cards)
    assert "By now: like" in said(app)
    table = app.dataframe[0].value
    assert table["Bits"].iloc[0] > 0
    assert set(kept(app).question().shown).isdisjoint(shown)


def test_none_of_these_is_an_answer_too(app):
    shown = kept(app).question().shown
    calm(app.button(key="visit_none").click().run())
    assert kept(app).acts == [Answer(shown, None)]
    assert app.dataframe[0].value["Told by"].tolist() == ["none of these"]


def test_a_look_at_a_title_counts_and_back_takes_back_one_act_at_a_time(app):
    pick(app)
    after_one = listed(app)
    item = app.session_state.workspace.dataset.item_code(after_one[2])
    app.button_group(key="w_visit_look").set_value(item).run()
    calm(app)
    assert kept(app).acts[-1] == Look(item)
    assert listed(app) != after_one
    calm(app.button(key="visit_back").click().run())
    assert listed(app) == after_one
    calm(app.button(key="visit_back").click().run())
    assert kept(app).acts == []
    assert "this is what most people like" in said(app)


def test_start_again_forgets_all_and_asks_the_first_question(app):
    first = kept(app).question().shown
    pick(pick(app), 1)
    calm(app.button(key="visit_again").click().run())
    assert kept(app).acts == []
    assert kept(app).question().shown == first


def test_a_second_click_on_an_answered_question_is_no_answer(app):
    shown = kept(app).question().shown
    pick(app)
    kept(app).answer(shown, shown[1])
    assert len(kept(app).acts) == 1


def test_a_visit_survives_another_screen_and_not_another_data_set(app):
    pick(app)
    acts = list(kept(app).acts)
    on(app, "explore.py")
    on(app, PAGE)
    assert kept(app).acts == acts
    app.button(key="close_data").click().run()
    assert "visiting" not in calm(app).session_state


def test_removing_a_person_forgets_the_visit(app, world):
    pick(app)
    loaded = app.session_state.workspace
    app.session_state["workspace"] = session.prepare("file", world, lambda *_: None)
    calm(app.run())
    assert kept(app).loaded is not loaded
    assert kept(app).acts == []


def test_a_group_gets_its_own_list_beside_that_of_everybody_and_its_name_stays_text():
    app = calm(holding(towns(), PAGE))
    assert app.selectbox(key="w_visit_group").options == ["(not known)", "*Bonn*", "Ayr"]
    app.selectbox(key="w_visit_group").set_value("*Bonn*").run()
    calm(app)
    assert kept(app).known == {"town": "*Bonn*"}
    assert r"people of \*Bonn\*" in said(app)
    assert "so the list above uses it" in said(app)
    assert {each[:2] for each in listed(app)} == {"i0"}
    table = app.dataframe[0].value
    assert table["Title"].str.startswith("i0").all()
    app.selectbox(key="w_visit_group").set_value("(not known)").run()
    calm(app)
    assert kept(app).known == {}


def test_a_group_that_tells_nothing_is_not_said_to_have_made_the_list(samples):
    app = calm(open_sample("shop", PAGE))
    column, group = "segment", "bargain hunter"
    app.selectbox(key="w_visit_column").set_value(column).run()
    calm(app.selectbox(key="w_visit_group").set_value(group).run())
    assert kept(app).known == {column: group}
    assert "this is what most people like" in said(app)
    assert "No column of people foretells" in said(app)


def test_without_columns_of_people_it_says_which_would_unlock_groups(app):
    assert "country, plan, device or favourite genres would unlock" in said(app)


def test_too_few_people_cannot_be_measured_and_a_sentence_says_so(app):
    assert "Too few people to measure it: 38 like anything" in said(app)
    assert "visit_measure" not in {button.key for button in app.button}


def test_measuring_draws_the_curve_with_its_finding():
    app = holding(towns(), PAGE)
    app.button(key="visit_measure").click().run()
    until(app, lambda app: kept(app).measured is not None)
    assert len(calm(app).get("plotly_chart")) == 1
    assert "people were held out and answered" in said(app)
    assert app.button(key="visit_measure").label == "Measure again"
    on(app, "explore.py")
    assert len(calm(on(app, PAGE)).get("plotly_chart")) == 1


def test_measuring_can_be_cancelled(monkeypatch):
    def never(*_, progress, **__):
        while True:
            progress(0.5, "Still at it")
            time.sleep(0.01)

    monkeypatch.setattr(beating, "learning", never)
    app = holding(towns(), PAGE)
    app.button(key="visit_measure").click().run()
    until(app, lambda app: "Still at it" in app.get("progress")[0].proto.text)
    job = app.session_state.jobs["measure_newcomers"]
    app.button(key="cancel_measure_newcomers").click().run()
    assert job.done.wait(2)
    until(app, lambda app: not kept(app).wishes, seconds=5)
    assert kept(app).measured is None
    monkeypatch.setattr(beating, "learning", real_learning)
    assert not calm(app.run()).button(key="visit_measure").disabled


def test_where_nobody_likes_anything_it_says_so():
    hated = [(f"u{n}", f"i{m}", n, "dislike") for n in range(12) for m in range(4)]
    app = calm(holding(worlds.dataset(hated), PAGE))
    assert "so there is nothing to ask about" in said(app)


@pytest.mark.parametrize("sample", ["streaming", "shop"])
def test_on_a_sample_three_answers_make_surer(sample, samples):
    app = calm(open_sample(sample, PAGE))
    for _ in range(3):
        pick(app)
    told = kept(app).onboarding.told(kept(app).answers)
    assert told[-1].alike < kept(app).onboarding.n_guesses / 2
    assert app.session_state.workspace is samples[sample]
