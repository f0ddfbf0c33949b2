"""From scores to a list: recipe, engine, stages and reasons."""

from recengine.ranking.contender import RecipeContender
from recengine.ranking.engine import Engine
from recengine.ranking.presets import PRESETS, Preset, preset
from recengine.ranking.recipe import Exploration, Recipe, Rules, parse_recipe
from recengine.ranking.recommendations import (
    ModelPart,
    Past,
    Reason,
    Recommendation,
    Recommendations,
    Stage,
)

__all__ = [
    "PRESETS",
    "Engine",
    "Exploration",
    "ModelPart",
    "Past",
    "Preset",
    "Reason",
    "Recipe",
    "RecipeContender",
    "Recommendation",
    "Recommendations",
    "Rules",
    "Stage",
    "parse_recipe",
    "preset",
]
