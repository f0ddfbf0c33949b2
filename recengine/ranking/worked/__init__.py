"""Worked examples: one person's list step by step, with the numbers that the engine used."""

from recengine.ranking.worked.sentences import sentences
from recengine.ranking.worked.stories import STEPS, STORIES, Story, story_of
from recengine.ranking.worked.walk import Walk, walk

__all__ = ["STEPS", "STORIES", "Story", "Walk", "sentences", "story_of", "walk"]
