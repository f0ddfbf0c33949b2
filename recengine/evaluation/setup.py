"""Setup: everything that a comparison was asked, so that it can be asked again.

A report carries its setup. With the same data and the same versions the figures come out the same
to the last digit; times and memory are the machine's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from recengine.data.dataset import Dataset
from recengine.data.splits import Split, SplitSettings, make_splits, warning
from recengine.errors import InvalidSetting, Problem
from recengine.evaluation.contenders import Contender, ModelContender
from recengine.evaluation.evaluate import evaluate
from recengine.evaluation.metrics import DEFAULT_METRICS, MAX_K
from recengine.evaluation.report import Report
from recengine.models import create
from recengine.progress import Progress, quiet
from recengine.ranking import Recipe, RecipeContender

Value = float | int | str | tuple[str, ...] | None


class Entrant(BaseModel):
    """One that takes part: a model with its parameters, or a recipe."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = Field(default="", description="Name in the registry; empty for a recipe.")
    parameters: dict[str, Value] = Field(default={}, description="All of the model's parameters.")
    recipe: Recipe | None = Field(default=None, description="The recipe; none for a model.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.model) == (self.recipe is not None):
            raise ValueError("an entrant is a model or a recipe, and not both")
        return self

    @classmethod
    def of_model(cls, name: str, **parameters: Any) -> Entrant:
        """A model, with the parameters that are not given as they are by default.

        >>> Entrant.of_model("ease").parameters
        {'l2': 100.0}
        """
        return cls(model=name, parameters=vars(create(name, **parameters)))

    @property
    def name(self) -> str:
        """As the contender is called in a report."""
        return self.contender().name

    def contender(self) -> Contender:
        """Ready to be fitted."""
        if self.recipe is not None:
            return RecipeContender(self.recipe)
        return ModelContender(create(self.model, **self.parameters))


class Setup(BaseModel):
    """Who takes part, what is hidden, what is measured, and what chance starts from.

    >>> setup = Setup(entrants=(Entrant.of_model("popularity"), Entrant.of_model("ease")))
    >>> Setup.model_validate_json(setup.model_dump_json()) == setup
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    entrants: tuple[Entrant, ...]
    split: SplitSettings | None = Field(
        default=SplitSettings(), description="None where files were split by somebody else."
    )
    k: int = Field(default=10, ge=1, le=MAX_K)
    metrics: str = DEFAULT_METRICS
    seed: int = Field(default=0, ge=0)
    baseline: str | None = None
    sample: str = Field(default="", description="Name of the sample; empty for other data.")

    def run(
        self, dataset: Dataset, *, split: Split | None = None, progress: Progress = quiet
    ) -> Report:
        """Do it, without those who cannot be fitted on this data; the report names them.

        Parameters
        ----------
        split : where it was made by files; else it is made as the settings say.
        """
        progress(0.0, "Splitting the data")
        splits = (split,) if self.split is None and split else self._splits(dataset)
        report = evaluate(
            dataset,
            [entrant.contender() for entrant in self.entrants],
            split=splits,
            k=self.k,
            metrics=self.metrics,
            seed=self.seed,
            baseline=self.baseline,
            leave_out_unsupported=True,
            progress=progress,
        )
        caveat = warning(dataset, self.split) if self.split else ""
        return replace(report, setup=self.model_dump(mode="json"), caveat=caveat)

    def _splits(self, dataset: Dataset) -> tuple[Split, ...]:
        if self.split is None:
            raise InvalidSetting(
                Problem(
                    "split_by_files",
                    "This comparison was made on files that somebody else had split.",
                    "Name them again with --train and --test.",
                )
            )
        return make_splits(dataset, self.split)


def parse_setup(held: object) -> Setup:
    """A setup from the ``setup`` of a report; refuses what is none with one sentence."""
    try:
        return Setup.model_validate(held)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidSetting(
            Problem(
                "unreadable_setup",
                f"The setup of this report cannot be read: {where or 'it'}: {first['msg']}.",
                "Give a report as evaluate --json or the Compare page writes it.",
                value=where,
            )
        ) from error
