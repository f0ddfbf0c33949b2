"""Worked examples: whoever is chosen fits, and every number in them is the engine's."""

import re

import numpy as np
import pytest

from recengine.data.categories import category_shares
from recengine.data.samples import load_sample
from recengine.models import ItemKNN
from recengine.ranking import Engine, preset
from recengine.ranking.counterfactual import ordinal
from recengine.ranking.scored import ADJUSTMENTS
from recengine.ranking.worked import STEPS, STORIES, sentences, story_of, walk
from recengine.ranking.worked import numbers as told
from recengine.ranking.worked.deeds import deeds, last_purchase
from recengine.ranking.worked.people import latest_buyers, of_kind, shares_of, tastes_for
from recengine.ranking.worked.reading import first_reason, place_after
from recengine.ranking.worked.sentences import figure
from tests import worlds

BOOTS = "Outdoor > Footwear > Hiking boots"


@pytest.fixture(scope="module", params=STORIES)
def one(request):
    story = STORIES[request.param]
    engine = Engine.fit(load_sample(story.sample), tuple(preset(story.preset).weights))
    return walk(engine, story)


@pytest.fixture(scope="module")
def shop():
    return load_sample("shop")


def numbers_in(words):
    """Numbers as text, without those that belong to longer words such as v0034."""
    return re.findall(
        r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?!\w)|(?<![\w.])\d[\d,]*(?=st|nd|rd|th)", words
    )


def test_a_story_belongs_to_a_sample():
    assert {story_of(story.sample) for story in STORIES.values()} == set(STORIES.values())
    assert story_of("file") is None


def test_tastes_are_shares_of_what_somebody_liked():
    dataset = load_sample("streaming")
    names, shares = category_shares(dataset)
    ids = tastes_for(dataset, ("mystery", "drama"))
    fit = []
    for person in (*ids[:20], ids[-1]):
        likes = dataset.history(person).likes.toarray()[0]
        parts = [likes @ shares[:, [names.index(kind)]].toarray()[:, 0] for kind in names]
        both = np.array([parts[names.index(kind)] for kind in ("mystery", "drama")]) / likes.sum()
        assert shares_of(dataset, dataset.history(person), ("mystery", "drama"))[
            0
        ] == pytest.approx(both)
        assert sum(parts) == pytest.approx(likes.sum())
        assert (likes > 0).sum() >= 15
        fit.append(both.min())
    assert fit == sorted(fit, reverse=True)
    assert tastes_for(dataset, ("mystery", "no such kind")) == ()


def test_buyers_are_those_who_bought_it_last_first(shop):
    ids = latest_buyers(shop, BOOTS)
    frame = shop.interactions
    boots = set(shop.item_ids[of_kind(shop, BOOTS)])
    assert all("Boots" in str(shop.titles[shop.item_code(each)]) for each in boots)
    bought = frame[(frame["event"] == "purchase") & frame["item_id"].isin(boots)]
    last = bought.groupby("user_id", observed=True)["timestamp"].max()
    times = [last[person] for person in ids]
    assert times == sorted(times, reverse=True)
    assert set(ids) <= set(last.index)
    assert latest_buyers(shop, "no such kind") == ()


def test_the_person_fits_the_story(one):
    dataset = one.engine.dataset
    assert one.person in one.story.people(dataset)[:60]
    if one.story.buys:
        deed = last_purchase(one, of_kind(dataset, BOOTS))
        assert deed.verb == "bought"
        assert deed.days_ago < 30
    else:
        assert shares_of(dataset, one.history, one.story.kinds)[0].sum() > 0.5
    assert any(item.explored for item in one.found.items)
    reason = first_reason(one.followed)
    past = dataset.item_code(reason.item_id)
    assert any(of_kind(dataset, kind)[past] for kind in one.story.kinds)


def test_nobody_is_made_to_fit():
    dataset = worlds.busy()
    engine = Engine.fit(dataset, ("ease", "item_knn"))
    assert all(walk(engine, story) is None for story in STORIES.values())


def test_what_events_count_is_what_the_engine_makes_of_them(one):
    found = {each.item: each for each in deeds(one, limit=10_000)}
    weights = one.weighted.weights
    assert set(found) == set(one.history.items.tolist())
    for item, deed in found.items():
        own = weights[one.history.items == item]
        assert abs(deed.counts) == pytest.approx(np.abs(own).max())
        assert deed.counts == pytest.approx(deed.meant * deed.kind * deed.age)


def test_opinions_are_the_parts_of_the_score_and_add_up(one):
    found = told.opinions(one)
    parts = one.followed.models
    assert {each.model for each in found} == set(one.recipe.weights)
    for each in found:
        assert each.own / each.best == pytest.approx(each.score)
        assert each.weight * each.score == pytest.approx(each.adds)
        assert each.adds == pytest.approx(parts[each.model].contribution)
        scores = one.engine.models[each.model].score(one.weighted)[0]
        shown = scores[one.scored.eligible[0]]
        assert each.own == pytest.approx(scores[one.followed.item])
        assert each.place == (shown > scores[one.followed.item]).sum() + 1
    adds = sum(one.scored.adjustment(kind, one.followed.item) for kind in ADJUSTMENTS)
    total = sum(each.adds for each in found) + adds
    assert total == pytest.approx(one.followed.score)


def test_terms_are_a_history_times_a_table_and_make_the_score(one):
    found = told.terms(one)
    model = one.engine.models[found.model]
    assert sum(each.adds for each in found.shown) + found.rest == pytest.approx(found.total)
    own = next(each.own for each in told.opinions(one) if each.model == found.model)
    assert found.total == pytest.approx(own)
    titles = one.engine.dataset.titles.tolist()
    for each in found.shown:
        past = titles.index(each.title)
        weight = model.item_weights_[[past]][:, [one.followed.item]]
        assert each.alike == pytest.approx(float(np.asarray(weight.sum())))
        assert each.counts == pytest.approx(one.weighted.matrix[0, past])
        assert each.adds == pytest.approx(each.counts * each.alike)


def test_neighbours_that_forget_are_asked_for_the_counts_they_use(shop):
    story = STORIES["boots"]
    engine = Engine(shop, {"item_knn": ItemKNN(recency=3.0).fit(shop)})
    found = told.terms(walk(engine, story))
    assert sum(each.adds for each in found.shown) + found.rest == pytest.approx(found.total)


def test_candidates_are_the_best_with_nothing_hidden(one):
    free = one.engine.score(one.history, one.recipe)
    whole = free.blended[0] + sum(each[0] for each in free.adjustments.values())
    found = told.candidates(one, limit=20)
    assert [each.score for each in found] == pytest.approx(np.sort(whole)[::-1][:20].tolist())
    hidden = set(one.engine.dataset.titles[~free.eligible[0]])
    assert {each.title for each in found if each.hidden} <= hidden
    first = next(each for each in found if not each.hidden)
    assert place_after(one.found.items[0], "hide") != 1 or first.title == one.found.items[0].title
    consumed = one.recipe.rules.hide == "consumed"
    hidden = one.history.seen(consumed_only=consumed).toarray()[0] > 0
    if one.recipe.rules.hide_skipped:
        hidden |= one.history.matrix.toarray()[0] < 0
    assert told.n_hidden(one) == hidden.sum()
    assert told.n_ruled_out(one) == (~free.eligible[0] & ~hidden).sum()
    assert told.n_met(one) == one.history.seen().nnz


def test_without_what_adds_most_the_title_stands_where_the_engine_puts_it(one):
    found = one.without_its_most(one.followed)
    dataset = one.engine.dataset
    past = dataset.item_code(found.reason.item_id)
    hidden = np.append(np.flatnonzero(~one.scored.eligible[0]), past)
    long = one.recipe.changed(k=100, diversity=0.0, exploration={})
    again = one.engine.recommend(one.history.without(past), long, hidden=hidden)
    before = one.engine.recommend(one.history, long)
    assert again.item_ids[found.place_without - 1] == one.followed.item_id
    assert before.item_ids[found.place - 1] == one.followed.item_id
    assert found.place_without > found.place
    assert found.reason.contribution == pytest.approx(
        sum(
            each.contribution
            for each in one.followed.reasons
            if each.item_id == found.reason.item_id
        )
    )


def known_numbers(one):
    """Every figure that a sentence may name, by what the engine says and nothing else."""
    dataset, items = one.engine.dataset, one.found.items
    values = [*one.history.signals, *one.weighted.weights, *dataset.event_weights.values()]
    for item in items:
        values += [item.score, *(stage.effect for stage in item.stages)]
        values += [sum(part.contribution for part in item.models.values())]
        for part in item.models.values():
            values += [part.own_score, part.score, part.contribution]
            values += [part.own_score / part.score] if part.score else []
    for name in one.recipe.weights:
        explained = one.engine.models[name].explain(one.weighted, np.array([one.followed.item]))
        values += explained.values[:, 0].tolist()
        counts = one.weighted.matrix[[0]].toarray()[0, explained.items]
        values += counts.tolist() + (explained.values[:, 0] / counts).tolist()
    ages = (dataset.end - one.history.times) / 86_400
    values += np.exp2(-ages / one.recipe.half_life_days).tolist()
    values.append(first_reason(one.followed).contribution)
    ranks = {stage.rank for item in items for stage in item.stages} | {item.rank for item in items}
    return {figure(float(value)) for value in values}, ranks, {round(float(age)) for age in ages}


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_every_number_of_a_sentence_is_the_engines(one, step):
    figures, ranks, ages = known_numbers(one)
    found = one.without_its_most(one.followed)
    said = told.opinions(one)
    recipe, dataset = one.recipe, one.engine.dataset
    share = found.reason.contribution / one.followed.score
    shares = [
        *recipe.weights.values(),
        recipe.diversity,
        recipe.exploration.rate,
        round(share, 2),
        *shares_of(dataset, one.history, one.story.kinds)[0].round(2),
        *(item.propensity for item in one.found.items),
    ]
    counts = {
        *ranks,
        *ages,
        len(one.history.items),
        one.history.seen().nnz,
        told.n_hidden(one),
        told.n_ruled_out(one),
        int(one.scored.eligible[0].sum()),
        *(each.place for each in said),
        found.place_without,
        len(one.found),
        len(said),
        round(recipe.half_life_days / 30),
    }
    term = told.terms(one)
    counts |= {len(term.shown) + term.others, sum(each.hidden for each in told.candidates(one))}
    counts |= {sum(item.explored for item in one.found.items), len(told.by_variety(one))}
    if one.story.buys:
        counts.add(sum(of_kind(dataset, BOOTS)[item.item] for item in one.found.items))
    allowed = figures | {f"{value:,}" for value in counts}
    allowed |= {f"{round(100 * value, 2):.3g}" for value in shares}
    for words in sentences(one, step):
        for title in sorted(dataset.titles, key=len, reverse=True):
            words = words.replace(str(title), "")  # noqa: PLW2901
        assert set(numbers_in(words)) - allowed == set(), words


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_a_step_has_two_to_four_sentences(one, step):
    found = sentences(one, step)
    assert 2 <= len(found) <= 4
    assert all(words.endswith(".") for words in found)


def test_the_sum_in_the_sentence_adds_up(one):
    together = next(words for words in sentences(one, 2) if words.startswith("Together"))
    *parts, total = map(float, numbers_in(together))
    assert sum(parts) == pytest.approx(total, abs=0.0005 * (len(parts) + 1))


def test_the_search_for_numbers_finds_them():
    assert numbers_in("v0034 left 1,031 events, -0.5 of 38 % and the 22nd.") == [
        "1,031",
        "-0.5",
        "38",
        "22",
    ]
    assert ordinal(12) == "12th"
