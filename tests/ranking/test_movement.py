"""Movement between two lists."""

from dataclasses import replace

from recengine.ranking import Recipe, Recommendations
from recengine.ranking.movement import describe_moves, moves
from tests.ranking.kitchen import engine


def a_list(**choices) -> Recommendations:
    return engine().recommend(engine().history("u003"), Recipe(models={"ease": 1.0}, **choices))


def of(*ids: str) -> Recommendations:
    """A list of these ids; nothing else of its items is looked at here."""
    items = a_list(k=len(ids)).items if ids else ()
    named = zip(items, ids, strict=True)
    return Recommendations("u", tuple(replace(one, item_id=name) for one, name in named))


def test_each_item_of_either_list_is_there_once_the_later_list_first():
    found = moves(of("a", "b", "c"), of("c", "a", "d"))
    assert [(m.item_id, m.before, m.after, m.direction) for m in found] == [
        ("c", 3, 1, "up"),
        ("a", 1, 2, "down"),
        ("d", None, 3, "new"),
        ("b", 2, None, "gone"),
    ]


def test_a_list_compared_with_itself_is_unchanged():
    found = moves(a_list(), a_list())
    assert {move.direction for move in found} == {"same"}
    assert describe_moves(found) == "The list is unchanged."


def test_the_change_is_counted_in_one_sentence():
    found = moves(of("a", "b", "c"), of("a", "c", "d"))
    assert describe_moves(found) == "1 new, 1 moved, 1 unchanged."


def test_a_list_that_only_grew_shorter_is_not_called_unchanged():
    found = moves(of("a", "b", "c"), of("a", "b"))
    assert describe_moves(found) == "0 new, 0 moved, 2 unchanged."


def test_two_empty_lists_are_unchanged():
    assert describe_moves(moves(of(), of())) == "The list is unchanged."


def test_raising_diversity_moves_items_that_the_movement_names():
    found = moves(a_list(), a_list(diversity=0.9))
    assert describe_moves(found) != "The list is unchanged."
    assert {move.title for move in found} <= set(engine().dataset.titles)
