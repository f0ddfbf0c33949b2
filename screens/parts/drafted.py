"""Drafted: the new item that is being typed for the open data set, and what is found out of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from recengine.arrays import Array, Floats
from recengine.data.drafting import Field, Value, describing, fields, row_of
from recengine.models import Content
from recengine.models.features import FeatureCode, feature_code
from recengine.models.likeness import ItemFeatures
from recengine.progress import Progress
from recengine.ranking.placing import Audience, Expected, audience, expected, promoted
from screens.parts import jobs, session

#: The job that looks at everybody; it is wished for as soon as the screen is opened.
PREPARING = "prepare_placing"


@dataclass(eq=False)
class Drafted:
    """A new item of one data set.

    Parameters
    ----------
    loaded : the data set and what was fitted when it was opened.
    fields : what can be typed.
    values : what is typed, by column.
    budget : impressions that it gets.
    appeal : true rate of clicks of the simulation; None until somebody sets it.
    seed : of the simulation.
    examples : how many examples were filled in.
    placing : how new rows are read, and everybody who could be shown them; None until it is there.
    wishes : jobs that were asked for.
    """

    loaded: session.Workspace
    fields: tuple[Field, ...]
    values: dict[str, Value] = field(default_factory=dict)
    budget: int = 200
    appeal: float | None = None
    seed: int = 0
    examples: int = 0
    placing: tuple[FeatureCode, Audience] | None = None
    wishes: dict[str, str] = field(default_factory=lambda: {PREPARING: "at once"})

    @property
    def possible(self) -> bool:
        """Whether this data describes its items at all."""
        return describing(self.loaded.dataset) and "content" in self.loaded.engine.models

    @property
    def typed(self) -> bool:
        """Whether anything is typed."""
        return any(value not in (None, "", ()) for value in self.values.values())

    def title(self) -> str:
        """What the new item is called."""
        return str(self.values.get("title") or "The new item")


@dataclass(frozen=True, eq=False)
class Placed:
    """A draft as the models read it.

    Parameters
    ----------
    new : its features, one row.
    among : everybody who could be shown it.
    fits : (n,) how well it fits each.
    """

    new: ItemFeatures
    among: Audience
    fits: Floats

    def promoted(self, budget: int) -> Array:
        """Rows of those who get the impressions, whom it fits best first."""
        return promoted(self.among, self.fits, budget)

    def expected(self, rows: Array) -> Expected:
        """What the impressions bring by the rates of the data."""
        return expected(self.among, self.fits, rows)

    def to_frame(self, loaded: session.Workspace, rows: Array) -> pd.DataFrame:
        """Those who get the impressions, as ``rows`` has them."""
        return pd.DataFrame(
            {
                "user_id": loaded.dataset.users["user_id"].iloc[self.among.people[rows]],
                "fit": self.fits[rows],
                "chose_by_the_data": self.among.worth(self.fits[rows]),
            }
        )


def drafted(loaded: session.Workspace) -> Drafted:
    """The draft for the open data set; that for another is forgotten."""
    kept: Drafted | None = st.session_state.get("drafted")
    if kept is None or kept.loaded is not loaded:
        jobs.drop(PREPARING)
        kept = Drafted(loaded, fields(loaded.dataset))
        st.session_state.drafted = kept
    return kept


def prepare(kept: Drafted, progress: Progress) -> tuple[FeatureCode, Audience]:
    """Learn how new rows are read, and look at everybody who could be shown one."""
    content = kept.loaded.engine.models["content"]
    if not isinstance(content, Content):
        raise TypeError("the approach called content is another one")
    progress(0.0, "Reading descriptions")
    code = feature_code(kept.loaded.dataset)
    return code, audience(kept.loaded.dataset, content, progress)


def place(kept: Drafted) -> Placed | None:
    """The draft as the models read it; None until everything is there."""
    if kept.placing is None or not kept.typed:
        return None
    code, among = kept.placing
    new = code.read(row_of(kept.loaded.dataset, kept.values))
    return Placed(new, among, among.fit(new))
