"""Choices: the fields of a recipe that are one of a few ways, in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from recengine.ranking.recipe import Exploration, Recipe, Rules


@dataclass(frozen=True)
class Choice:
    """One of a few ways: its label, its options in words, its help, and the help of each option."""

    label: str
    options: dict[str, str]
    help: str
    helps: dict[str, str] = field(default_factory=dict)


#: Of each field that is one of a few ways, by its name.
CHOICES: dict[str, Choice] = {
    "strategy": Choice(
        "Chance shows",
        {
            "epsilon": "Epsilon: any title",
            "softmax": "Softmax: likely titles more",
            "thompson": "Thompson: what may be best",
            "ucb": "UCB: what is least known",
        },
        Exploration.model_fields["strategy"].description or "",
        {
            "epsilon": "Any of the next best, each as likely as the others.",
            "softmax": "The next best, the higher their scores the more often.",
            "thompson": "Each as often as it may be the best, which favours what few have met.",
            "ucb": "Those whose score may still turn out much higher, since few have met them.",
        },
    ),
    "diversity_by": Choice(
        "Varied",
        {
            "mmr": "MMR: against the closest title",
            "dpp": "DPP: against the whole list",
            "xquad": "xQuAD: for each side of a taste",
            "calibrated": "Calibrated: in the mix so far",
        },
        Recipe.model_fields["diversity_by"].description or "",
        {
            "mmr": "Maximal marginal relevance: nothing close to a title already there.",
            "dpp": "A determinantal point process: the titles spread out, all of them together.",
            "xquad": "Something for every category that the person likes.",
            "calibrated": "Categories in the same proportions as in the history.",
        },
    ),
    "hide": Choice(
        "Hidden",
        {
            "seen": "Everything met before",
            "consumed": "What was watched, bought or rated",
            "nothing": "Nothing",
        },
        Rules.model_fields["hide"].description or "",
        {
            "seen": "Whatever the person looked at, skipped or used up.",
            "consumed": "Only what they used up; what they merely looked at may come back.",
            "nothing": "Even what they have had may be shown again.",
        },
    ),
}
