"""Export: one row a title, saying what the list says."""

from recengine.ranking import Recipe
from recengine.ranking.export import to_frame
from tests.ranking.kitchen import PEOPLE, engine


def test_a_frame_has_one_row_a_title_in_the_order_of_the_list():
    found = engine().recommend(engine().history("u003"), Recipe(k=7))
    frame = to_frame(found)
    assert frame["rank"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert tuple(frame["item_id"]) == found.item_ids
    assert frame["score"].tolist() == [item.score for item in found.items]


def test_what_a_place_rests_on_is_named_with_what_was_done():
    found = engine().recommend(engine().history("u003"), Recipe(k=7))
    for item, because in zip(found.items, to_frame(found)["because"], strict=True):
        assert because == "; ".join(f"{past.verb} {past.title}" for past in item.because)


def test_a_newcomers_frame_names_no_past_item_and_an_empty_list_has_no_rows():
    newcomer = engine().recommend(engine().history(PEOPLE[-1]), Recipe(k=5))
    assert set(to_frame(newcomer)["because"]) == {""}
    none_left = engine().recommend(
        engine().history("u003"), Recipe(), hidden=engine().dataset.histories.items
    )
    assert list(to_frame(none_left)) == list(to_frame(newcomer))
