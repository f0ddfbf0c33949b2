"""Looked at: what the view of models has worked out for the open data set, and waits for.

One object a data set: another data set gets another, and the old one goes with all it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, Self, TypeVar

import streamlit as st

from recengine.arrays import Codes
from recengine.data.dataset import Dataset
from recengine.data.item_figures import ItemFigures, item_figures_of
from recengine.data.titles import by_popularity, titles_like
from recengine.evaluation.audience import Audience, audience
from recengine.evaluation.guide import Approach, Measurement, approaches
from recengine.models import REGISTRY, Recommender, create
from recengine.models.alike import Alike, side_by_side
from recengine.models.costs import Fit, expected_minutes, timed_fit
from recengine.models.item_map import ItemMap, item_map
from recengine.models.together import Together, together
from recengine.progress import Progress, part_of
from recengine.ranking.home import HomePage
from screens.parts import guard, jobs, session

Result = TypeVar("Result")

#: Models beyond those of the engine, and maps, that are kept at once.
_MOST_MODELS = 6
_MOST_MAPS = 6

#: Models that know which items are alike.
KNOWING = tuple(name for name, model in REGISTRY.items() if model.capabilities.similar_items)
#: By behaviour, by description, by order.
_TRIO = ("item_knn", "content", "markov")


@dataclass(frozen=True)
class Story:
    """What is known of one item: key figures, what joins it in baskets, who likes it."""

    figures: ItemFigures
    together: Together
    audience: Audience

    @classmethod
    def of(cls, dataset: Dataset, item: int) -> Self:
        """Count."""
        return cls(item_figures_of(dataset, item), together(dataset, item), audience(dataset, item))


class Wishing(Protocol):
    """Whatever keeps, by the key of a job, what was asked for and is not there yet."""

    wishes: dict[str, str]


@dataclass(eq=False)
class LookedAt:
    """What one visitor has asked of the models of one data set.

    Parameters
    ----------
    loaded : the data set and what was fitted when it was opened.
    by_popularity : (n_items,) item codes, most events first.
    item, asked : code of the item that is looked at, and whether anybody has looked yet.
    map_model : whose map is shown.
    trio : whose similar items stand side by side.
    measured : what was measured, by model.
    models, fits : fitted here because somebody asked, and what that cost.
    maps : by model.
    wishes : what a job was asked for and has not brought yet, by the key of the job.
    against, other_person, other_recipe : what a home page is compared with.
    """

    loaded: session.Workspace
    by_popularity: Codes
    item: int
    asked: bool = False
    map_model: str = "als"
    trio: list[str] = field(default_factory=lambda: list(_TRIO))
    measured: dict[str, Measurement] = field(default_factory=dict)
    models: dict[str, Recommender] = field(default_factory=dict)
    fits: dict[str, Fit] = field(default_factory=dict)
    maps: dict[str, ItemMap] = field(default_factory=dict)
    wishes: dict[str, str] = field(default_factory=dict)
    against: str = "nothing"
    other_person: str = ""
    other_recipe: str = ""
    _alike: dict[tuple[tuple[str, ...], int], list[list[Alike]]] = field(default_factory=dict)
    _matches: dict[str, Codes] = field(default_factory=dict)
    _stories: dict[int, Story] = field(default_factory=dict)
    _pages: dict[tuple[str, str, tuple[str, ...]], HomePage] = field(default_factory=dict)
    _rows: tuple[Approach, ...] = ()
    _rows_of: list[int] | None = None

    def model(self, name: str) -> Recommender | None:
        """A model that is fitted already."""
        return self.loaded.engine.models.get(name) or self.models.get(name)

    def rows(self) -> tuple[Approach, ...]:
        """The guide, filled with what is known so far."""
        measured, fits = dict(self.measured), {**self.loaded.engine.fits, **self.fits}
        known = [*map(id, measured.values()), *map(id, fits.values())]
        if self._rows_of != known:
            self._rows = approaches(self.loaded.dataset, fits, measured)
            self._rows_of = known
        return self._rows

    def alike(self, names: Sequence[str]) -> list[list[Alike]]:
        """What some fitted models find most like the item; the last few answers are kept."""
        key = (tuple(names), self.item)
        if key not in self._alike:
            models = [model for name in names if (model := self.model(name)) is not None]
            self._alike[key] = side_by_side(models, self.item)
            _forget_all_but(self._alike, 8)
        return self._alike[key]

    def matches(self, typed: str) -> Codes:
        """Items whose titles hold what was typed; the last few answers are kept."""
        if typed not in self._matches:
            self._matches[typed] = titles_like(self.loaded.dataset, typed)
            _forget_all_but(self._matches, 8)
        return self._matches[typed]

    def look_at(self, item: int) -> None:
        """Look at an item, here and on the screen of one item."""
        self.item, self.asked = item, True

    def story(self) -> Story:
        """What happened to the item and who likes it; the last few are kept."""
        if self.item not in self._stories:
            self._stories[self.item] = Story.of(self.loaded.dataset, self.item)
            _forget_all_but(self._stories, 8)
        return self._stories[self.item]

    def home(self, key: tuple[str, str, tuple[str, ...]], make: Callable[[], HomePage]) -> HomePage:
        """A home page by person, recipe and rows; the last few are kept."""
        if key not in self._pages:
            self._pages[key] = make()
            _forget_all_but(self._pages, 8)
        return self._pages[key]

    def take_model(self, model: Recommender, fit: Fit) -> None:
        """Keep a model that was fitted here; the oldest make room."""
        self.models[model.name], self.fits[model.name] = model, fit
        _forget_all_but(self.models, _MOST_MODELS)

    def take_map(self, name: str, found: ItemMap) -> None:
        """Keep a map; the oldest make room."""
        self.maps[name] = found
        _forget_all_but(self.maps, _MOST_MAPS)


def looked_at(loaded: session.Workspace) -> LookedAt:
    """What belongs to the open data set; what belongs to another is dropped."""
    kept: LookedAt | None = st.session_state.get("looked_at")
    if kept is None or kept.loaded is not loaded:
        session.forget_models()
        order = by_popularity(loaded.dataset)
        kept = LookedAt(loaded, order, item=int(order[0]))
        st.session_state.looked_at = kept
    return kept


def asked_item(loaded: session.Workspace) -> int | None:
    """The item that somebody looked at in this data; None if nobody has yet."""
    kept: LookedAt | None = st.session_state.get("looked_at")
    return kept.item if kept is not None and kept.loaded is loaded and kept.asked else None


def awaited(
    kept: Wishing, key: str, title: str, work: Callable[[Progress], Result]
) -> Result | None:
    """The result of a job that was wished for, once it is there; a wish ends as its job does."""
    with guard.sentences():
        try:
            result = jobs.result_of(key, title, work)
        except Exception:  # not the reruns of Streamlit, by which a finished job calls back
            del kept.wishes[key]
            raise
        if result is not None:
            del kept.wishes[key]
        return result
    return None


def fit_wished(kept: LookedAt) -> None:
    """Fit the model that somebody asked for; a panel until it is there."""
    name = kept.wishes.get("fit_model")
    if name is None:
        return
    fitted = awaited(kept, "fit_model", f"Fitting {label(name)}", lambda p: _fit(kept, name, p))
    if fitted is not None:
        kept.take_model(*fitted)
        st.rerun()


def map_wished(kept: LookedAt) -> None:
    """Lay out the map that somebody asked for; a panel until it is there."""
    name = kept.wishes.get("item_map")
    if name is None:
        return
    found = awaited(kept, "item_map", f"Map by {label(name)}", lambda p: _map(kept, name, p))
    if found is not None:
        own, laid_out = found
        if own is not None:
            kept.take_model(*own)
        kept.take_map(name, laid_out)
        st.rerun()


def label(name: str) -> str:
    """What pages call a model."""
    return REGISTRY[name].label


def waiting_time(kept: LookedAt, name: str) -> str:
    """How long fitting a model takes, in words, where it takes minutes; else empty."""
    minutes = expected_minutes(kept.loaded.dataset, name)
    if minutes is None:
        return ""
    return f"about {minutes:.2g} min" if minutes >= 1 else "under a minute"


def _forget_all_but(held: dict[Any, Any], newest: int) -> None:
    for old in list(held)[:-newest]:
        del held[old]


def _fit(kept: LookedAt, name: str, progress: Progress) -> tuple[Recommender, Fit]:
    model = create(name)
    return model, timed_fit(model, kept.loaded.dataset, progress)


def _map(
    kept: LookedAt, name: str, progress: Progress
) -> tuple[tuple[Recommender, Fit] | None, ItemMap]:
    """The map, and the model where it had to be fitted first."""
    model, own, begun = kept.model(name), None, 0.0
    if model is None:
        own, begun = _fit(kept, name, part_of(progress, 0.0, 0.7)), 0.7
        model = own[0]
    return own, item_map(model, kept.loaded.dataset, progress=part_of(progress, begun, 1.0))
