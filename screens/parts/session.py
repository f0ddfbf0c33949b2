"""Session: what this visitor has loaded and chosen, and the only place where things are kept.

Samples are shared by all sessions and never change. Uploads and what was fitted on them live in
the session alone and go with it.
"""

from __future__ import annotations

import dataclasses
import gc
import importlib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from recengine.data.dataset import Dataset
from recengine.data.editing import MOST_EDITS, Edit, edited
from recengine.data.figures import KeyFigures, TellingPerson, key_figures, telling_people
from recengine.data.history import History
from recengine.data.joining import join_tables
from recengine.data.privacy.consent import Consents
from recengine.data.quality import Cleaning, Finding, Use, clean, find, uses
from recengine.data.samples import SAMPLES, load_sample
from recengine.data.tables import Kind, Table
from recengine.errors import InvalidSetting, Problem, UnknownId
from recengine.progress import Progress, part_of
from recengine.ranking import Engine, Recipe, Recommendations, preset
from screens.parts import jobs

if TYPE_CHECKING:
    from screens.parts.upload import Dropped

_SLOW_IMPORTS = ("sklearn.feature_extraction.text", "implicit.cpu.als", "plotly.graph_objects")

#: What samples get, and data that somebody made in Python.
AS_IT_IS = Cleaning(clashes="keep")

#: Above this many people a list to choose from would be slow; an id is typed instead.
MOST_LISTED_PEOPLE = 5_000

#: What every data set is fitted with: one of each kind that takes seconds. The terminal has more.
APPROACHES = ("popularity", "trending", "content", "item_knn", "ease", "als", "markov")

#: Past titles that a card names at most: all that a place rests on, and what adds most.
_NAMED = 8

#: Jobs that work for the view of models; they end when another data set is looked at.
MODEL_JOBS = ("measure", "fit_model", "item_map", "fidelity")
#: Jobs of the screens of new visitors and new items; they end with the data as well.
NEWCOMER_JOBS = ("measure_newcomers", "prepare_placing")
#: Jobs of the search for a recipe: the search, and the look at the test.
SEARCH_JOBS = ("recipe_search", "test_look")


@dataclass(frozen=True, eq=False)
class Workspace:
    """A data set that is ready to recommend from.

    ``source`` is the sample's name, or ``file`` for an upload. ``dataset`` is ``original`` after
    ``cleaning``, which left out what ``left_out`` says; ``findings`` are on the original, which
    lacks somebody of the files where ``somebody_removed``.
    """

    source: str
    dataset: Dataset
    engine: Engine
    figures: KeyFigures
    telling: tuple[TellingPerson, ...]
    uses: tuple[Use, ...]
    original: Dataset
    findings: tuple[Finding, ...]
    cleaning: Cleaning
    left_out: tuple[Problem, ...]
    consents: Consents = field(default_factory=Consents)
    somebody_removed: bool = False

    @property
    def as_the_terminal_reads_it(self) -> bool:
        """Whether the terminal makes the same of it: cleaned as by default, and nobody gone."""
        usual = Cleaning() if self.source == "file" else AS_IT_IS
        return self.cleaning == usual and not self.somebody_removed

    @property
    def sample(self) -> str:
        """Name of the sample, where it is as the terminal opens it; else empty."""
        return self.source if self.source in SAMPLES and self.as_the_terminal_reads_it else ""

    @property
    def shareable(self) -> bool:
        """Whether anybody who opens a link has this data too."""
        return self.source != "file"


def prepare(
    source: str, original: Dataset, progress: Progress, cleaning: Cleaning = AS_IT_IS
) -> Workspace:
    """Clean, look for what deserves a look, and fit every approach that the data allows."""
    now = time.time()
    dataset, left_out = clean(original, cleaning, now=now)
    engine = Engine.fit(
        dataset, APPROACHES, part_of(progress, 0.0, 0.97), leave_out_unsupported=True
    )
    progress(0.97, "Counting")
    _ = engine.catalogue.features, engine.catalogue.age_days
    return Workspace(
        source,
        dataset,
        engine,
        key_figures(dataset),
        telling_people(dataset),
        uses(dataset),
        original,
        find(original, now=now),
        cleaning,
        left_out,
    )


#: Sample worlds that were opened once; the same for everybody and never changed. A plain name of
#: the module, since the worker that fills it may not call Streamlit.
_SAMPLES: dict[str, Workspace] = {}


def prepare_sample(name: str, progress: Progress) -> Workspace:
    """A sample's workspace, made once for everybody."""
    if name not in _SAMPLES:
        dataset = load_sample(name, part_of(progress, 0.0, 0.4))
        _SAMPLES[name] = prepare(name, dataset, part_of(progress, 0.4, 1.0))
    return _SAMPLES[name]


def prepare_upload(files: Sequence[Dropped], progress: Progress) -> Workspace:
    """Make a workspace from the session's own files; several of one kind become one."""
    progress(0.0, "Joining the files")
    by_kind: dict[Kind, list[Table]] = {"interactions": [], "items": [], "users": []}
    for file in files:
        if file.table is not None:
            by_kind[file.kind].append(file.table)
    events, items, users = (_joined(tables) for tables in by_kind.values())
    assert events is not None  # noqa: S101  the button is off until there are some
    made = prepare("file", Dataset.from_tables(events, items, users), progress, Cleaning())
    given = Consents(tuple(consent for file in files for consent in file.consents))
    return dataclasses.replace(made, consents=given)


def _joined(tables: Sequence[Table]) -> Table | None:
    """Tables of one kind as one."""
    if len(tables) < 2:
        return tables[0] if tables else None
    return join_tables(tables, source=f"{tables[0].source} and {len(tables) - 1} more")


def prepare_without(loaded: Workspace, user_id: str, progress: Progress) -> Workspace:
    """The same data as if one person had never been in it."""
    rest = loaded.original.without_person(user_id)
    made = prepare(loaded.source, rest, progress, loaded.cleaning)
    return dataclasses.replace(made, consents=loaded.consents, somebody_removed=True)


def forget_results() -> None:
    """Drop what was worked out from the data before; it could still tell of somebody."""
    for name in ("listed", "incoming", "example", "fidelity"):
        st.session_state.pop(name, None)
    forget_comparisons()
    forget_models()
    forget_newcomers()
    forget_search()


def forget_comparisons() -> None:
    """Drop what was compared, and end what is being compared."""
    st.session_state.pop("where", None)
    jobs.drop("where")
    for run in st.session_state.pop("compare_runs", []):
        for job in (run.job, *run.wishes):
            jobs.drop(job)


def forget_newcomers() -> None:
    """Drop what the screens of new visitors and new items hold, and end what they work on."""
    for name in ("visiting", "drafted"):
        st.session_state.pop(name, None)
    for key in NEWCOMER_JOBS:
        jobs.drop(key)
    _forget_widgets("w_visit_")
    _forget_widgets("w_item_new_")


def forget_models() -> None:
    """Drop what the view of models has worked out, and end what it still works on."""
    st.session_state.pop("looked_at", None)
    for key in MODEL_JOBS:
        jobs.drop(key)


def forget_search() -> None:
    """Drop what the search for a recipe has found, and end it."""
    st.session_state.pop("tuned", None)
    for key in SEARCH_JOBS:
        jobs.drop(key)


def prepare_cleaned(loaded: Workspace, cleaning: Cleaning, progress: Progress) -> Workspace:
    """The same data, cleaned another way."""
    made = prepare(loaded.source, loaded.original, progress, cleaning)
    return dataclasses.replace(
        made, consents=loaded.consents, somebody_removed=loaded.somebody_removed
    )


@st.cache_resource
def settle() -> None:
    """Once a process, and while the first page is drawn: import what is slow, then settle.

    Streamlit collects garbage after every script run, and with the scientific stack loaded that
    costs more than the run itself; what is frozen is left out of those rounds.
    """
    threading.Thread(target=_import_and_freeze, name="settle", daemon=True).start()


def _import_and_freeze() -> None:
    for name in _SLOW_IMPORTS:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def workspace() -> Workspace | None:
    """What is loaded."""
    return st.session_state.get("workspace")


def opened() -> Workspace:
    """What is loaded, where a page cannot do without."""
    loaded = workspace()
    if loaded is None:
        raise InvalidSetting(
            Problem(
                "no_data", "No data is open.", "Open a sample or your own file on the start page."
            )
        )
    return loaded


def use(loaded: Workspace) -> None:
    """Make a workspace the current one, with a telling person and the plain recipe."""
    _put(loaded)
    forget_edits()
    st.session_state.person = loaded.telling[0].user_id
    set_recipe(preset("plain"))
    _forget_widgets("w_person")


def replace(loaded: Workspace) -> None:
    """Take another version of the same data; person and recipe stay where they can."""
    _put(loaded)
    try:
        loaded.dataset.user_code(person())
    except UnknownId:
        st.session_state.person = loaded.telling[0].user_id
        _forget_widgets("w_person")
    set_recipe(recipe(), as_reference=False)


def _put(loaded: Workspace) -> None:
    if loaded is not workspace():
        forget_comparisons()
        forget_models()
        forget_edits()
        forget_newcomers()
        forget_search()
    st.session_state.workspace = loaded


def close() -> None:
    """Drop the data and everything made from it."""
    forget_edits()
    for name in (
        "workspace",
        "person",
        "recipe",
        "reference",
        "incoming",
        "listed",
        "example",
        "fidelity",
        "fidelity_wish",
    ):
        st.session_state.pop(name, None)
    forget_comparisons()
    forget_models()
    forget_newcomers()
    forget_search()


def person() -> str:
    """Id of the chosen person."""
    return st.session_state.person


def set_person(user_id: str) -> None:
    """Choose somebody, as they are; refused if the data does not hold them."""
    opened().dataset.user_code(user_id)
    if user_id != st.session_state.get("person"):
        forget_edits()
    st.session_state.person = user_id


def edits() -> tuple[Edit, ...]:
    """How the person's history was changed, in this order."""
    return st.session_state.get("edits", ())


def set_edits(chosen: Sequence[Edit]) -> None:
    """Take changes to the person's history; the oldest stay where there are too many."""
    st.session_state.edits = tuple(chosen)[:MOST_EDITS]


def forget_edits() -> None:
    """The person as they are, and nobody's title followed."""
    for name in ("edits", "followed"):
        st.session_state.pop(name, None)


def history() -> History:
    """What the person did, after the changes that were made to it."""
    loaded = opened()
    return edited(loaded.dataset, loaded.engine.history(person()), edits())


def followed() -> int | None:
    """Code of the title whose way through the stages is looked at, if any."""
    return st.session_state.get("followed")


def recipe() -> Recipe:
    """The current recipe, without models that could not be fitted here."""
    return st.session_state.recipe


def set_recipe(chosen: Recipe, *, as_reference: bool = True) -> None:
    """Take a recipe; lists are compared with it from now on unless said otherwise."""
    loaded = workspace()
    if loaded is not None:
        chosen = loaded.engine.suited(chosen)
        loaded.engine.catalogue.ruling(chosen)  # refused here, rather than by every list
    st.session_state.recipe = chosen
    if as_reference:
        st.session_state.reference = chosen
        _forget_widgets("w_recipe_")


def set_reference(chosen: Recipe) -> None:
    """Compare the list with another recipe, and leave the list as it is."""
    st.session_state.reference = opened().engine.suited(chosen)


def forget_sliders() -> None:
    """Let the sliders be drawn anew from the recipe."""
    _forget_widgets("w_recipe_")


def reference() -> Recipe:
    """The recipe that the current one is compared with."""
    return st.session_state.reference


def recommend(chosen: Recipe) -> Recommendations:
    """The current person's list by a recipe; the last few are kept."""
    loaded = opened()
    told = () if followed() is None else (followed(),)
    who = (loaded.dataset.fingerprint, person(), edits(), told)
    key = (*who, chosen.to_json())
    listed: dict[tuple[Any, ...], Recommendations] = st.session_state.setdefault("listed", {})
    if key not in listed:
        listed[key] = loaded.engine.recommend(
            history(), chosen, person=person(), reasons=_NAMED, also=told
        )
        for old in list(listed)[:-8]:
            del listed[old]
    return listed[key]


def recommend_before() -> Recommendations:
    """The list that the current one is compared with: its recipe, and the history as it was."""
    loaded = opened()
    if not edits():
        return recommend(reference())
    as_it_was = loaded.engine.history(person())
    return loaded.engine.recommend(as_it_was, reference(), person=person(), reasons=_NAMED)


def awaited_file() -> str:
    """What to say to somebody who opened a link to a list from a file; empty if nobody did."""
    asked = st.session_state.get("wanted")
    if asked is None or not asked.fingerprint:
        return ""
    return (
        "This link shows a list made from somebody's own file, which never leaves their session. "
        f"Drop the same file (fingerprint {asked.fingerprint}) and the same list appears."
    )


def _forget_widgets(prefix: str) -> None:
    for name in [name for name in st.session_state if str(name).startswith(prefix)]:
        del st.session_state[name]
