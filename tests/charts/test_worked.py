"""Worked examples drawn: the pictures hold the numbers of the steps, and titles stay text."""

import dataclasses

import pytest

from recengine.charts.worked import SHOWN, blend, places, terms
from recengine.charts.worked_tables import candidates, deeds, opinions
from recengine.data.samples import load_sample
from recengine.ranking import Engine, preset
from recengine.ranking.worked import STEPS, STORIES, numbers, walk
from recengine.ranking.worked.sentences import figure


@pytest.fixture(scope="module", params=STORIES)
def one(request):
    story = STORIES[request.param]
    engine = Engine.fit(load_sample(story.sample), tuple(preset(story.preset).weights))
    return walk(engine, story)


def test_every_step_but_the_last_has_a_picture(one):
    assert len(SHOWN) == len(STEPS)
    assert [bool(shown) for shown in SHOWN] == [True] * 5 + [False]


@pytest.mark.parametrize("make", [deeds, opinions, candidates])
def test_a_table_is_square_and_its_title_is_a_finding(one, make):
    table = make(one)
    assert table.title
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert all(place < len(table.rows) for place in (*table.marked, *table.faded))
    assert all(place < len(table.columns) for place in table.numeric)


def test_bars_of_the_blend_begin_where_the_last_one_ended_and_end_at_the_sum(one):
    *parts, total = blend(one).data
    ends = [bar.base[0] + bar.x[0] for bar in parts]
    assert [bar.base[0] for bar in parts] == pytest.approx([0.0, *ends[:-1]])
    assert total.x[0] == pytest.approx(ends[-1])
    assert total.x[0] == pytest.approx(sum(p.contribution for p in one.followed.models.values()))


def test_bars_of_the_terms_add_up(one):
    bars = terms(one).data
    assert sum(bar.x[0] for bar in bars) == pytest.approx(numbers.terms(one).total)
    assert figure(numbers.terms(one).total) in terms(one).layout.title.text


def test_every_title_of_the_list_has_its_line_from_score_to_place(one):
    lines = places(one).data
    assert len(lines) == len(one.found)
    for line, item in zip(lines, one.found.items, strict=True):
        stages = {stage.stage: stage.rank for stage in item.stages}
        assert list(line.customdata)[1:] == [stages["diversity"], item.rank]
        final = one.scored.final[0]
        ahead = (final > final[item.item]).sum() + (final[: item.item] == final[item.item]).sum()
        assert line.customdata[0] == ahead + 1
        assert (line.line.dash == "dot") == item.explored
    heights = [line.y[2] for line in lines]
    assert heights == sorted(heights)


def test_titles_in_figures_are_escaped(one):
    items = tuple(
        dataclasses.replace(item, title="<b>x</b>") if item.rank == 1 else item
        for item in one.found.items
    )
    hostile = dataclasses.replace(one, found=dataclasses.replace(one.found, items=items))
    assert places(hostile).data[0].text[2] == "1  &lt;b&gt;x&lt;/b&gt;"
