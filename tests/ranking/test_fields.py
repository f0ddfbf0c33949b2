"""Fields: every choice of a recipe has help and words, one that is added later too."""

from typing import Annotated, Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from recengine.ranking import PRESETS, Recipe
from recengine.ranking.fields import CHOICES, STAGES, options_of, recipe_fields, stage_of
from recengine.ranking.unions import ways_of
from recengine.ranking.wording import days, label_of
from tests.ranking.kitchen import recipes

FIELDS = recipe_fields()


def leaves(value, before=""):
    """Paths of everything in a dumped recipe that is no part of its own."""
    for name, each in value.items():
        if name in ("exploration", "rules") and not before:
            yield from leaves(each, f"{name}.")
        else:
            yield before + name


def models(model):
    """A model and all that its fields hold, lists and dictionaries of them included."""
    yield model
    waiting = [info.annotation for info in model.model_fields.values()]
    while waiting:
        annotation = waiting.pop()
        waiting += get_args(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from models(annotation)


ALL = [
    (model.__name__, name, info)
    for model in models(Recipe)
    for name, info in model.model_fields.items()
    if len(options_of(info)) != 1  # a mark that tells kinds of parts apart is no choice
]


def test_the_walk_finds_every_field_once():
    paths = [each.path for each in FIELDS]
    assert sorted(paths) == sorted(leaves(Recipe().model_dump()))
    assert {"exploration.rate", "rules.hide", "models", "half_life_days"} <= set(paths)


@pytest.mark.parametrize("each", FIELDS, ids=lambda each: each.path)
def test_every_field_has_help_a_label_and_a_stage(each):
    assert each.help.endswith(".")
    assert each.label[0].isupper()
    assert each.stage in STAGES
    assert each.words(Recipe())


@pytest.mark.parametrize(("model", "name", "info"), ALL, ids=lambda each: str(each)[:20])
def test_everything_that_a_recipe_holds_has_help(model, name, info):
    assert info.description, f"{model}.{name} says nothing"


@pytest.mark.parametrize(
    ("name", "info"), [(name, info) for _, name, info in ALL if len(options_of(info)) > 1]
)
def test_every_option_has_words_and_help(name, info):
    choice = CHOICES[name]
    assert list(choice.options) == list(options_of(info))
    assert set(choice.helps) == set(choice.options)
    assert all(choice.options.values())
    assert choice.help == info.description
    assert all(words.endswith(".") for words in choice.helps.values())


def test_the_search_for_options_finds_them():
    assert len([name for _, name, info in ALL if len(options_of(info)) > 1]) >= 3


def test_labels_are_told_apart():
    labels = [each.label for each in FIELDS]
    assert len(set(labels)) == len(labels)


def test_fields_stand_in_the_order_of_the_stages():
    places = [list(STAGES).index(each.stage) for each in FIELDS]
    assert places == sorted(places)
    assert [stage_of(path) for path in ("events", "rules.fatigue", "half_lives", "k", "new")] == [
        "History",
        "Hide and rules",
        "History",
        "List",
        "List",
    ]


@given(recipes())
def test_any_value_is_put_in_words(recipe):
    for each in FIELDS:
        words = each.words(recipe)
        assert isinstance(words, str)
        assert "e-" not in words or each.path in ("name", "exploration.strategy", "rules.hide")


def test_words_of_presets():
    netflix = {each.path: each.words(PRESETS["netflix"].recipe) for each in FIELDS}
    assert netflix["half_life_days"] == "6 months"
    assert netflix["diversity"] == "30 %"
    assert netflix["diversity_by"] == "MMR: against the closest title"
    assert netflix["popularity_discount"] == "off"
    assert netflix["models"].startswith("EASE 40 %, ")


class Pin(BaseModel):
    kind: Literal["pin", "boost"] = Field(default="pin", description="What it does.")
    where: str = Field(description="Which titles.")
    by: Annotated[float, Field(ge=0, le=1)] = Field(default=0.0, description="How much.")


class Spoken(BaseModel):
    where: str = Field(description="Which titles.")

    @property
    def words(self):
        return f"never {self.where}"


class Pieces(BaseModel):
    hide_skipped: bool = Field(default=False, description="Leave out what was skipped.")
    fatigue: float = Field(default=0.0, ge=0, le=1, description="Tire of what was shown.")
    rules: tuple[Pin | Spoken, ...] = Field(default=(), description="One after the other.")


class Later(BaseModel):
    """A recipe of another day."""

    half_lives: dict[str, Annotated[float, Field(gt=0)]] = Field(default={}, description="A kind.")
    session_share: float | None = Field(default=None, ge=0, le=1, description="Of this session.")
    rules: Pieces = Field(default=Pieces(), description="Rules.")
    extra: Pieces | None = Field(default=None, description="Perhaps more rules.")


def test_fields_that_nobody_foresaw_show_decently():
    later = Later(
        half_lives={"view": 7.0, "purchase": 365.0},
        session_share=0.25,
        rules=Pieces(
            hide_skipped=True, fatigue=0.5, rules=(Pin(where="new", by=0.2), Spoken(where="old"))
        ),
    )
    told = {each.path: (each.label, each.stage, each.words(later)) for each in recipe_fields(Later)}
    assert told["half_lives"][1:] == ("History", "looked at 1 week, bought 1 year")
    assert told["session_share"][1:] == ("History", "25 %")
    assert told["rules.hide_skipped"][1:] == ("Hide and rules", "yes")
    assert told["rules.fatigue"][1:] == ("Hide and rules", "50 %")
    assert told["rules.rules"][1:] == ("Hide and rules", "where new, by 20 %; never old")
    assert told["extra.fatigue"][1:] == ("List", "off")
    assert {each.help for each in recipe_fields(Later)} >= {"A kind.", "Tire of what was shown."}


@given(st.floats(0.01, 40_000))
def test_a_span_of_days_is_short_and_names_its_unit(value):
    number, unit = days(value).split()
    assert unit.rstrip("s") in {"hour", "day", "week", "month", "year"}
    assert float(number.replace(",", "")) > 0
    assert "e" not in number
    assert (unit[-1] == "s") == (number != "1")


def test_what_a_union_holds_and_a_label_made_from_a_name():
    assert ways_of(int) == (int,)
    assert label_of("exploration.a_new_thing") == "A new thing"
